import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { editPortalFile, withBlock } from '../../../src/config/portal/edit.js';
import { ConfigError } from '../../../src/errors.js';
import { packagePlace } from '../../../src/place/package.js';
import { holds } from '../../property.js';

const shipped = join(packagePlace().root, 'config', 'portals');
const BLOCK = ['expect:', '  # Drafted today', '  minAgencies: 7 # why'];
const edit = (text: string, block = BLOCK) => withBlock(text, 'expect', block, 'a.yaml');

describe('a block in a file that people wrote', () => {
  test.each(readdirSync(shipped))('%s keeps every other byte', (name) => {
    const text = readFileSync(join(shipped, name), 'utf8');
    const once = edit(text);
    expect(once).toBe(`${text}\n${BLOCK.join('\n')}\n`);
    expect(edit(once)).toBe(once);
    expect(edit(once, ['expect:', '  minAgencies: 8'])).toBe(`${text}\nexpect:\n  minAgencies: 8\n`);
  });

  test('is put where it was, and the comments of people stay', () => {
    const before =
      'a: 1\nexpect:\n  # Drafted then\n  # ours: the list is short in May\n  minAgencies: 3 # old\n\n# of b\nb: 2\n';
    expect(edit(before)).toBe(
      'a: 1\nexpect:\n  # ours: the list is short in May\n  # Drafted today\n  minAgencies: 7 # why\n\n# of b\nb: 2\n',
    );
  });

  test('takes the place of a block on one line', () => {
    expect(edit('expect: { minAgencies: 3 }\nb: 2\n')).toBe(`${BLOCK.join('\n')}\nb: 2\n`);
  });

  test('ends its lines as the file does, and a file that does not', () => {
    expect(edit('a: 1\r\n')).toBe(`a: 1\r\n\r\n${BLOCK.join('\r\n')}\r\n`);
    expect(edit('a: 1')).toBe(`a: 1\n\n${BLOCK.join('\n')}\n`);
  });

  test.each([
    ['all keys on one line', '{ a: 1, b: 2 }\n'],
    ['a text that goes on to the end', 'a: |\n  x\n\n\nb: |+\n  y\n\n'],
    ['a document with an end', 'a: 1\n...\n'],
  ])('is refused rather than harm other keys: %s', (_, text) => {
    expect(() => edit(text)).toThrow(ConfigError);
  });

  test('in whatever file: the other lines stay', () => {
    const line = fc.constantFrom('a: 1', '# note', '', 'b:', '  - x: 2', '  # inner', 'c: "文"');
    const file = fc
      .tuple(fc.array(line), fc.boolean(), fc.array(line))
      .map(([before, has, after]) =>
        [...before, ...(has ? ['expect:', '  minAgencies: 1'] : []), ...after].map((l) => `${l}\n`).join(''),
      );
    holds(
      fc.property(file, (text) => {
        try {
          const changed = edit(text);
          expect(changed).toContain(BLOCK.at(-1));
          expect(edit(changed)).toBe(changed);
          for (const key of ['a: 1\n', 'c: "文"\n', '# note\n'])
            expect(changed.split(key).length).toBe(text.split(key).length);
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
        }
      }),
    );
  });
});

describe('editing a portal', () => {
  const whole =
    'name: 某市\nregion: "330482"\nbaseUrl: http://a.cn/\ncolumns:\n  - family: static\n    page: /x/\n';
  function folder(text: string): string {
    const config = mkdtempSync(join(tmpdir(), 'nianbao-edit-'));
    onTestFinished(() => rmSync(config, { recursive: true, force: true }));
    mkdirSync(join(config, 'portals'));
    writeFileSync(join(config, 'portals', 'x.yaml'), text);
    return config;
  }

  test('writes the file whole, and leaves nothing beside it', async () => {
    const configFolder = folder(whole);
    await editPortalFile('x', 'expect', BLOCK, { configFolder, settings: { pause: 3 } });
    expect(readdirSync(join(configFolder, 'portals'))).toEqual(['x.yaml']);
    expect(readFileSync(join(configFolder, 'portals', 'x.yaml'), 'utf8')).toBe(
      `${whole}\n${BLOCK.join('\n')}\n`,
    );
  });

  test('writes nothing that is no portal', async () => {
    const configFolder = folder(whole);
    const bad = ['expect:', '  minAgencies: none'];
    await expect(
      editPortalFile('x', 'expect', bad, { configFolder, settings: { pause: 3 } }),
    ).rejects.toThrow(ConfigError);
    expect(readFileSync(join(configFolder, 'portals', 'x.yaml'), 'utf8')).toBe(whole);
    expect(readdirSync(join(configFolder, 'portals'))).toEqual(['x.yaml']);
  });
});
