import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildProgram } from '../src/cli/program.js';
import { packagePlace } from '../src/config/package.js';
import { loadEditions } from '../src/report/editions.js';

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

const program = buildProgram({
  io: {
    stdout: { write: () => true },
    stderr: { write: () => true },
    env: {},
    cwd: root,
    signal: new AbortController().signal,
    now: () => new Date(0),
  },
  exit: () => undefined,
});

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
      const [name = '', ...words] = line.replace('npx nianbao ', '').split(' ');
      const command = program.commands.find((c) => c.name() === name);
      expect(command, `no command ${name}`).toBeDefined();
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
    for (const command of program.commands) {
      const section =
        new RegExp(`^### ${command.name()}\\b[\\s\\S]*?(?=^### |(?![\\s\\S]))`, 'm').exec(text)?.[0] ?? '';
      expect(section, `${command.name()} has no section`).not.toBe('');
      for (const option of command.options) expect(section, command.name()).toContain(option.long);
    }
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
