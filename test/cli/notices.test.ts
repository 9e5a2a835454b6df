import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { configDirectory } from '../../src/place/directory.js';
import { newPortal, scratch } from '../harvest/setup.js';
import { ALL_CHANGES, hook, receiver } from '../notices/setup.js';
import { jsonLines, nianbao } from './run.js';

const env = { SECRET: 'geheim' };

/** A configuration with one simulated portal and these notices; `configure` writes others. */
async function workplace(notices: Record<string, unknown>) {
  const portal = await newPortal();
  const folder = scratch();
  const config = join(folder, 'config');
  cpSync(join(configDirectory(), 'editions'), join(config, 'editions'), { recursive: true });
  cpSync(join(configDirectory(), 'portals'), join(config, 'portals'), { recursive: true });
  writeFileSync(
    join(config, 'portals/pinghu.yaml'),
    stringify({ ...portal.portalConfig('both'), name: 'pinghu' }),
  );
  const configure = (given: Record<string, unknown>): void =>
    writeFileSync(
      join(config, 'nianbao.yaml'),
      stringify({ pause: 0, timeouts: { backoff: 0 }, limits: { retries: 0 }, notices: given }),
    );
  configure(notices);
  const home = join(folder, 'data');
  const run = (...args: string[]) => nianbao([...args, '--home', home, '--config', config], { env });
  return { portal, run, configure, home };
}

const rules = { all: { channels: ['office'], events: [...ALL_CHANGES, 'failing_checks'] } };

describe('nianbao notices', () => {
  it('queues with a harvest, shows, sends, and says what became of it', async () => {
    const { url, received } = await receiver((before) => ({ status: before === 0 ? 503 : 200 }));
    const { run, home } = await workplace({ channels: { office: hook(url) }, rules });
    const harvest = await run('harvest', 'pinghu');
    expect(harvest.code).toBe(0);
    expect(harvest.err).toContain('1 notice waiting; deliver those that are due with `nianbao notices send`');
    expect(readFileSync(join(home, 'changes.atom'), 'utf8')).toContain('<entry>');
    expect((await run('notices')).out).toMatch(
      /1 {2}[\da-f-]{36} {2}run:1\/channel:office .* waiting, due \d{4}.* 0\n1 waiting, 0 delivered/,
    );

    const failing = await run('notices', 'send');
    expect(failing).toMatchObject({ code: 1, out: '0 notices delivered, 1 to be retried, 0 given up\n' });
    expect(failing.err).toBe('nianbao: notice 1: office: answered 503\n');
    expect((await run('notices', 'send')).out).toMatch(/^0 notices delivered, 0 to be/);
    expect((await run('notices', 'retry', '1')).out).toMatch(/^1 notice due again/);
    expect(await run('notices', 'send', '--json')).toMatchObject({ code: 0, err: '' });
    expect(received).toHaveLength(2);

    const [list] = jsonLines((await run('notices', '--json')).out);
    expect(list).toMatchObject({
      counts: { waiting: 0, delivered: 1, failed: 0 },
      notices: [{ state: 'delivered', tries: 2, digest: { about: 'run', language: 'zh' } }],
    });
    expect(await run('notices', 'retry', '1', '7')).toMatchObject({ code: 1 });
    expect((await run('notices', 'retry', '7')).err).toContain('notice 7: no such notice');
    expect((await run('notices', '--failed')).out).toBe('0 waiting, 1 delivered, 0 failed\n');
  });

  it('tries a channel, and says what the receiver answered', async () => {
    const { url, received } = await receiver((before) =>
      before === 0 ? {} : { status: 403, body: '<b>who are you</b>' },
    );
    const { run } = await workplace({ channels: { office: hook(url) } });
    expect(await run('notices', 'test', 'office')).toMatchObject({
      code: 0,
      out: 'office: delivered: answered 200\n',
    });
    const refused = await run('notices', 'test', 'office');
    expect(refused).toMatchObject({ code: 1, err: 'office: not delivered: answered 403: who are you\n' });
    expect(received[0]?.body).toContain('年报监测（测试）');
    expect(await run('notices', 'test', 'post')).toMatchObject({
      code: 2,
      err: 'nianbao: there is no channel 「post」 (channels: office)\n',
    });
  });

  it('sends nothing to a private address unless it is allowed, and never prints addresses or secrets', async () => {
    const { url, received } = await receiver();
    const { run } = await workplace({
      channels: { office: hook(`${url}?key=topsecret`, { allowPrivate: false }) },
    });
    const { code, out, err } = await run('notices', 'test', 'office');
    expect(code).toBe(1);
    expect(err).toContain('not public');
    expect(`${out}${err}`).not.toMatch(/topsecret|geheim/);
    expect(received).toEqual([]);
  });

  it('does not fail the harvest where a rule names no portal, and tells of it once the rule is right', async () => {
    const { url } = await receiver();
    const wrong = { all: { ...rules.all, portals: ['pinghoo'] } };
    const { run, configure } = await workplace({ channels: { office: hook(url) }, rules: wrong });
    const harvest = await run('harvest', 'pinghu');
    expect(harvest.code).toBe(0);
    expect(harvest.err).toContain('notices.rules.all: there is no portal 「pinghoo」');
    expect(await run('notices', 'send')).toMatchObject({ code: 1 });
    configure({ channels: { office: hook(url) }, rules });
    expect((await run('notices', 'send')).out).toMatch(/^1 notice delivered/);
  });

  it('retries a notice by the number that its message carries, and lists that number', async () => {
    const { url, received } = await receiver((before) => ({ status: before === 0 ? 503 : 200 }));
    const { run } = await workplace({ channels: { office: hook(url) }, rules });
    await run('harvest', 'pinghu', '--year', '2023');
    await run('notices', 'send');
    const [, number = ''] = /通知编号 ([\da-f-]{36})；/.exec(JSON.parse(received[0]?.body ?? '').text) ?? [];
    expect((await run('notices')).out).toContain(`  ${number}  `);
    const retried = await run('notices', 'retry', number.toUpperCase(), '--json');
    expect(jsonLines(retried.out)).toEqual([{ retried: [1], unfit: [] }]);
    expect((await run('notices', 'send')).out).toMatch(/^1 notice delivered/);
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await run('notices', 'retry', number, unknown)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`notice ${unknown}: no such notice`),
    });
  });

  it('retries all that were given up, and wants to know which otherwise', async () => {
    const { run } = await workplace({});
    await run('harvest', 'pinghu', '--year', '2023');
    expect(await run('notices', 'retry')).toMatchObject({ code: 2 });
    expect(await run('notices', 'retry', 'x')).toMatchObject({ code: 2 });
    expect(await run('notices', 'retry', '--failed')).toMatchObject({
      code: 0,
      out: '0 notices due again\n',
    });
  });
});

describe('nianbao feed', () => {
  it('writes the feed where it is asked to', async () => {
    const { run, home, configure } = await workplace({ feed: { file: null } });
    await run('harvest', 'pinghu', '--year', '2023');
    expect(await run('feed')).toMatchObject({ code: 2, err: expect.stringContaining('--out') });
    const out = join(home, 'a.atom');
    expect(await run('feed', '--out', out)).toMatchObject({ code: 0, out: `${out}\n` });
    configure({});
    expect((await run('feed')).out).toBe(`${join(home, 'changes.atom')}\n`);
    expect(readFileSync(join(home, 'changes.atom'))).toEqual(readFileSync(out));
  });
});
