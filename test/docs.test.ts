import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { RULES } from '../src/checks/rules.js';
import type { Command } from '../src/cli/command.js';
import { EXIT } from '../src/cli/exit-codes.js';
import { readPortals } from '../src/config/portal/book.js';
import { parsePortal } from '../src/config/portal/portal.js';
import { tlsSchema } from '../src/config/portal/tls.js';
import { packagePlace } from '../src/place/package.js';
import { READABLE_FORMATS } from '../src/readable-formats.js';
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

/** What stands in the blocks of code of a language. */
function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );
}
const LIST_SCHEMA = 'portal-list.schema.json';

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

/** The words of a command line, as a shell takes them; up to a pipe, a redirection or a comment. */
function shellWords(line: string): readonly string[] {
  return [...line.replace(/ (?:[|>#]|2>).*$/, '').matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  '<agency>': '平湖市财政局',
  '<year>': '2023',
  '<url>': 'http://www.example.gov.cn/',
  '<fingerprint>': '0123abcd',
  '<notice>': '1',
  '<code>': '330482',
};

/** Command lines in blocks and in running text, with the words after `nianbao`; those with `…` or choices are prose. */
const examples = pages.flatMap((page) =>
  [
    ...read(page).matchAll(
      /(?:^ *|`)(?:npx |docker compose (?:run --rm|exec) nianbao )?nianbao ([a-z][^`\n]*)/gm,
    ),
  ]
    .map(([, line = '']) => shellWords(line).map((word) => PLACEHOLDERS[word] ?? word))
    .filter((words) => leaves.some(({ path }) => path.split(' ')[0] === words[0]))
    // a command named in a sentence, not called
    .filter(
      (words) =>
        !leaves.some(
          ({ path, command }) =>
            path === words.join(' ') && command.registeredArguments.some((argument) => argument.required),
        ),
    )
    .filter((words) => !words.some((word) => /[…|[]/.test(word) && !/[ (]/.test(word)))
    .map((words) => ({ page, words })),
);

/** The code that ships. */
const code = ['src', 'crawlers', 'storage']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .map(read)
  .join('\n');

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

  it.each(examples)('$page: nianbao $words is what the command line takes', ({ words }) => {
    const program = silentProgram();
    for (const { command } of leavesOf(program, '')) command.action(() => undefined);
    expect(() => program.parse([...words], { from: 'user' })).not.toThrow();
  });

  it.each(leaves)(
    'nianbao $path says what it does, beginning with a verb in a capital letter',
    ({ command }) => expect(command.description()).toMatch(/^[A-Z]/),
  );

  it.each(leaves)('nianbao $path --help names each default once', ({ command }) => {
    const help = command.helpInformation().replace(/\s+/g, ' ');
    expect(help).not.toMatch(/\(default: [^)]*\) \(default: /);
  });

  it('docs/cli.md lists every exit code, and no other', () => {
    const codes = [...sectionOf(read('docs/cli.md'), 'Exit codes').matchAll(/^\| (\d+) /gm)];
    expect(codes.map(([, code]) => Number(code))).toEqual(Object.values(EXIT).sort());
  });

  it.each(['README.md', 'docs/cli.md'])('%s lists the formats that are read', (page) => {
    expect(read(page).replace(/\s+/g, ' ')).toContain(READABLE_FORMATS);
  });

  it('README.zh-CN.md names each of them', () => {
    const names = READABLE_FORMATS.match(/\.\w+|[A-Z][\w.]*[A-Z]\w*|Word 2003 XML|\b(?:Word|Excel)\b/g) ?? [];
    expect(names.length).toBeGreaterThan(25);
    const text = sectionOf(read('README.zh-CN.md'), '添加门户');
    for (const name of names) expect(text, name).toContain(name);
  });

  it('docs/troubleshooting.md quotes messages that the code has', () => {
    const quoted = [...read('docs/troubleshooting.md').matchAll(/^\| (`[^|]+) \|/gm)].flatMap(
      ([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message),
    );
    expect(quoted.length).toBeGreaterThan(20);
    for (const message of quoted) expect(code, message).toContain(message);
  });

  it('headings of tables in capitals are ones that the commands print', () => {
    const headings = pages.flatMap((page) => [
      ...read(page).matchAll(/`([A-Z]{2,}(?: RATE)|SHARE|CHANGE|NUMBER)`/g),
    ]);
    expect(headings.length).toBeGreaterThan(1);
    for (const [, heading = ''] of headings) expect(code, heading).toContain(`'${heading}'`);
  });

  it('has no table that a blank line breaks in two', () => {
    for (const page of pages) expect(read(page), page).not.toMatch(/^\|.*\|\n\n\|(?!.*\|\n\|[ :-]+\|)/m);
  });

  it('links to pages and headings that there are', () => {
    const anchors = (page: string): readonly string[] =>
      [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
    for (const page of pages) {
      for (const [, target = '', anchor] of read(page).matchAll(
        /\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g,
      )) {
        const file = target === '' ? page : join(dirname(page), target);
        expect(existsSync(join(root, file)), `${page}: ${target}`).toBe(true);
        if (anchor !== undefined) expect(anchors(file), `${page}: ${target}#${anchor}`).toContain(anchor);
      }
    }
  });

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
      const examples = blocksOf(text, 'yaml').filter((example) => !example.includes(LIST_SCHEMA));
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

    it('has lists and registers that are valid', () => {
      const folder = mkdtempSync(join(tmpdir(), 'nianbao-docs-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      for (const name of ['portals', 'agencies']) mkdirSync(join(folder, name));
      const [list = ''] = blocksOf(text, 'yaml').filter((example) => example.includes(LIST_SCHEMA));
      const [rows = '', agencies = ''] = blocksOf(text, 'csv');
      writeFileSync(join(folder, 'portals', 'zhejiang.list.yaml'), list);
      writeFileSync(join(folder, 'portals', 'zhejiang.csv'), rows);
      writeFileSync(join(folder, 'agencies', 'zhejiang.csv'), agencies);
      const { portals, faults } = readPortals({ pause: 3 }, folder);
      expect(faults).toEqual([]);
      expect(portals.map(({ id, agencies }) => [id, agencies.length])).toEqual([
        ['haining', 0],
        ['jiashan', 0],
        ['pinghu', 2],
        ['tx', 0],
      ]);
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
    const literal = [...code.matchAll(/(?<=')(?:cell|form|prose|deadline|report)\.[a-z_]+(?=')/g)].map(
      (m) => m[0],
    );
    const issues = [...read('src/document/model.ts').matchAll(/\| '([a-z_]+)' \/\//g)].map(
      (m) => `document.${m[1]}`,
    );
    const sums = editions.all.flatMap((e) => e.sums.map((s) => s.rule));
    expect(issues.length).toBeGreaterThan(0);
    for (const rule of new Set([...literal, ...issues])) expect(text, rule).toContain(`\`${rule}\``);
    const explained = [...text.matchAll(/^\| `([a-z_]+\.[^`]+|narrative\.[^`]+)` +\|/gmu)].map((m) => m[1]);
    expect(explained).toEqual(RULES);
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
