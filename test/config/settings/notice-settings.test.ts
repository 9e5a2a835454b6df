import { describe, expect, it } from 'vitest';
import { toSettingsFrom } from '../yaml-settings.js';

const hook = '{ kind: webhook, url: "https://a.cn/", secretEnv: S }';

describe('the notices of nianbao.yaml', () => {
  it.each([
    ['channels: { a: { kind: fax } }', 2, /channels\.a/],
    ['channels: { a: { kind: webhook, secretEnv: S } }', 2, /either url or urlEnv/],
    [
      'channels: { a: { kind: webhook, url: "https://a.cn/", urlEnv: U, secretEnv: S } }',
      2,
      /either url or urlEnv/,
    ],
    ['channels: { a: { kind: webhook, url: "https://a.cn/" } }', 2, /name the environment variable/],
    ['channels: { a: { kind: webhook, url: "ftp://a.cn/", secretEnv: S } }', 2, /http or https/],
    [
      'channels: { a: { kind: webhook, url: "https://a.cn/", secretEnv: "s3cret!" } }',
      2,
      /not the secret itself/,
    ],
    ['channels: { a: { kind: webhook, preset: wecom, urlEnv: U, secretEnv: S } }', 2, /no secret/],
    ['channels: { a: { kind: mail, host: h, from: x, to: [a@b.cn] } }', 2, /e-mail address/],
    ['channels: { a: { kind: mail, host: h, from: a@b.cn, to: [] } }', 2, /channels\.a\.to/],
    ['channels: { a: { kind: mail, host: h, user: u, from: a@b.cn, to: [a@b.cn] } }', 2, /go together/],
    [
      'channels: { a: { kind: mail, host: h, security: none, user: u, passwordEnv: P, from: a@b.cn, to: [a@b.cn] } }',
      2,
      /without TLS/,
    ],
    [
      `channels: { a: ${hook} }\n  rules:\n    r: { channels: [b], events: [withdrawn] }`,
      4,
      /there is no channel b/,
    ],
    [`channels: { a: ${hook} }\n  rules:\n    r: { channels: [a], events: [cosmetic] }`, 4, /events\[0\]/],
    [
      `channels: { a: ${hook} }\n  rules:\n    r: { channels: [a], events: [withdrawn], event: x }`,
      4,
      /unknown key event/,
    ],
    ['channels: { "a/b": {} }', 2, /a name has/],
  ])('%s is refused, with its place', (text, line, message) => {
    expect(() => toSettingsFrom(`notices:\n  ${text}\n`)).toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringMatching(message),
        place: expect.objectContaining({ line }),
      }),
    );
  });

  it('may be left out, and then nobody is told but the feed', () => {
    expect(toSettingsFrom('').notices).toMatchObject({
      channels: {},
      rules: {},
      feed: { file: 'changes.atom', entries: 200, language: 'zh' },
      giveUpAfter: 7,
    });
  });

  it('know the names of channels and rules only as what the file says', () => {
    const text = `notices:\n  channels: { constructor: ${hook} }\n  rules: { r: { channels: [toString], events: [moved] } }\n`;
    expect(() => toSettingsFrom(text)).toThrow(/there is no channel toString/);
  });
});
