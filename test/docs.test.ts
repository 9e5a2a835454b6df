import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Command } from '../src/cli/command.js';
import { parsePortal } from '../src/config/portal/portal.js';
import { tlsSchema } from '../src/config/portal/tls.js';
import { packagePlace } from '../src/place/package.js';
import { loadEditions } from '../src/report/edition/editions.js';
import { type JsonSchema, portalJsonSchema } from '../src/schemas/json-schema.js';
import { silentProgram } from './cli/run.js';

const { root } = packagePlace();
const editions = loadEditions();
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')));

/** The commands that do something, with the words that name them. */
function leavesOf(command: Command, path: string): { path: string; command: Command }[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((sub) => leavesOf(sub, `${path} ${sub.name()}`.trim()));
}
const leaves = leavesOf(silentProgram(), '');

/** A section with its heading, up to the next heading of any level. */
function sectionOf(text: string, title: string): string {
  const heading = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = `^#{2,3} ${heading}(?![\\w-])[\\s\\S]*?(?=^#{2,3} |(?![\\s\\S]))`;
  return new RegExp(pattern, 'm').exec(text)?.[0] ?? '';
}

const pages = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((n) => `docs/${n}`),
];
const shellLines = pages.flatMap((page) =>
  [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((block) =>
    (block[1] ?? '')
      .trim()
      .split('\n')
      .map((line) => ({ page, line })),
  ),
);

describe('the documents', () => {
  it.each(shellLines.filter(({ line }) => line.startsWith('npx nianbao')))(
    '$page: $line is a command with options it has',
    ({ line }) => {
      const words = line.replace('npx nianbao ', '').split(' ');
      const command = leaves.find(({ path }) => `${words.join(' ')} `.startsWith(`${path} `))?.command;
      expect(command, `no command ${line}`).toBeDefined();
      const known = command?.options.map((o) => o.long) ?? [];
      for (const word of words.filter((w) => w.startsWith('--'))) expect(known).toContain(word);
    },
  );

  it.each(
    shellLines.flatMap(({ page, line }) =>
      [...line.matchAll(/npm run ([\w:]+)/g)].map((m) => ({ page, script: m[1] ?? '' })),
    ),
  )('$page: npm run $script exists', ({ script }) => expect(Object.keys(manifest.scripts)).toContain(script));

  it('docs/cli.md describes every command and every option', () => {
    const text = read('docs/cli.md');
    for (const { path, command } of leaves) {
      const section = sectionOf(text, path);
      expect(section, `${path} has no section`).not.toBe('');
      for (const option of command.options) expect(section, path).toContain(option.long);
    }
  });

  describe('docs/portals.md', () => {
    const text = read('docs/portals.md');
    const portal = portalJsonSchema();
    const { properties = {} } = portal;
    const maps = Object.entries(properties).flatMap(([key, schema]): [string, JsonSchema][] => {
      const inner = schema.items ?? schema;
      return inner.properties === undefined ? [] : [[key, inner]];
    });
    const columns = (properties.columns?.items?.anyOf ?? []).map((schema): [string, JsonSchema] => [
      String(schema.properties?.family?.const),
      schema,
    ]);
    const sections: [string, JsonSchema][] = [['Keys of a portal', portal], ...maps, ...columns];

    it.each(sections)(
      'explains every key of 「%s」, with type and default, and no other',
      (title, schema) => {
        const rows = [...sectionOf(text, title).matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)];
        expect(rows.map(([, key]) => key).sort()).toEqual(Object.keys(schema.properties ?? {}).sort());
        for (const [, key = '', row = ''] of rows) {
          const [type = '', byDefault = '', what = ''] = row.split(' | ').map((cell) => cell.trim());
          expect([type, byDefault, what], key).not.toContain('');
          expect(byDefault === 'required', `${title}: ${key}`).toBe(schema.required?.includes(key) ?? false);
          const given = schema.properties?.[key]?.default;
          if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean')
            expect(byDefault.replaceAll('`', ''), `${title}: ${key}`).toBe(String(given));
        }
      },
    );

    it('explains no key, map or family that there is not', () => {
      const known = new Set(sections.map(([title]) => title));
      const explained = [...text.matchAll(/^#{2,3} (.+)$/gm)].map((match) => match[1] ?? '');
      const withTables = explained.filter((title) => /^\| key/m.test(sectionOf(text, title)));
      expect(withTables.filter((title) => !known.has(title))).toEqual([]);
    });

    it('has examples that are valid', () => {
      const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
      expect(examples.length).toBeGreaterThan(3);
      for (const example of examples) {
        const { tls, ...given }: Record<string, unknown> = parse(example);
        const whole = {
          name: 'a',
          region: '000000',
          baseUrl: 'http://a.cn/',
          enabled: false,
          disabledReason: 'x',
        };
        expect(() => parsePortal({ ...whole, ...given }, 'example', { pause: 0 })).not.toThrow();
        if (tls !== undefined) expect(tlsSchema.safeParse(tls).success).toBe(true);
      }
    });

    it('says what was never run live', () => {
      expect(sectionOf(text, 'Never run live')).toMatch(/ever been run against a live site/);
      expect(sectionOf(read('README.md'), 'Never run live')).not.toBe('');
    });
  });

  it('docs/dependencies.md says what each dependency is for', () => {
    const text = read('docs/dependencies.md');
    for (const name of Object.keys(manifest.dependencies))
      expect(text).toMatch(new RegExp(`^\\| ${name.replace(/[/.]/g, '\\$&')} +\\|`, 'm'));
    for (const name of Object.keys(manifest.devDependencies))
      expect(text).toContain(name.replace('@types/', ''));
  });

  it('docs/findings.md explains every rule', () => {
    const text = read('docs/findings.md');
    const code = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => read(join('src', name)))
      .join('\n');
    const literal = [...code.matchAll(/(?<=')(?:cell|form|prose|deadline|report)\.[a-z_]+(?=')/g)].map(
      (m) => m[0],
    );
    const issues = [...read('src/document/model.ts').matchAll(/\| '([a-z_]+)' \/\//g)].map(
      (m) => `document.${m[1]}`,
    );
    const sums = editions.all.flatMap((e) => e.sums.map((s) => s.rule));
    expect(issues.length).toBeGreaterThan(0);
    for (const rule of new Set([...literal, ...issues])) expect(text, rule).toContain(`\`${rule}\``);
    const families = [...text.matchAll(/`([a-z_.]+\.)<[a-z]+>`/g)].map((m) => m[1] ?? '');
    for (const rule of sums)
      expect(
        families.some((family) => rule.startsWith(family)),
        rule,
      ).toBe(true);
  });

  it('the two READMEs show the same commands', () => {
    const of = (page: string): string[] => shellLines.filter((l) => l.page === page).map((l) => l.line);
    expect(of('README.zh-CN.md')).toEqual(of('README.md'));
  });
});
