import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packagePlace } from '../src/place/package.js';

const { root } = packagePlace();
const packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]);
const manifest = z
  .object({
    private: z.unknown().optional(),
    repository: z.unknown().optional(),
    engines: z.object({ node: z.string() }),
    bin: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** What a build leaves, in short: the package is packed from these, so that the test needs no build of its own. */
const BUILT = [
  'dist/build.json',
  'dist/src/cli/main.js',
  'dist/src/cli/main.js.map',
  'dist/src/cli/main.d.ts',
  'dist/storage/index.js',
  'dist/crawlers/index.js',
  'dist/test/bench/main.js',
];

describe('the package', () => {
  let folder = '';
  let files: readonly string[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nianbao-package-'));
    const parts = [
      'package.json',
      'README.md',
      'README.zh-CN.md',
      'CHANGELOG.md',
      'LICENSE',
      'config',
      'docs',
      'src',
      'scripts',
      'deploy',
    ];
    for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
    for (const file of BUILT) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    const pack = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], {
      cwd: folder,
      encoding: 'utf8',
    });
    files = packed.parse(JSON.parse(pack.stdout))[0].files.map(({ path }) => path);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds programs, configuration and documents', () => {
    for (const file of [
      ...Object.values(manifest.bin),
      'dist/build.json',
      'dist/storage/index.js',
      'dist/crawlers/index.js',
      'config/nianbao.yaml',
      'config/editions/2021.yaml',
      'docs/cli.md',
      'LICENSE',
    ])
      expect(files).toContain(file);
  });

  it('holds no sources, tests, source maps or types', () => {
    expect(files.filter((file) => /^(?:src|test|scripts|dist\/test)\/|\.map$|\.ts$/.test(file))).toEqual([]);
  });

  it('can be published, names no repository and every Node.js from the oldest on', () => {
    expect(manifest.private).toBeUndefined();
    expect(manifest.repository).toBeUndefined();
    expect(manifest.engines.node).not.toContain('<');
  });
});

describe('the bill of materials of a release', () => {
  it('names what is installed for production, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nianbao-sbom-'));
    const file = join(folder, 'sbom.json');
    try {
      const written = spawnSync(process.execPath, [join(root, 'scripts', 'write-sbom.mjs'), file], {
        encoding: 'utf8',
      });
      expect(written.stderr).toBe('');
      const bill = z
        .object({
          bomFormat: z.literal('CycloneDX'),
          metadata: z.object({ component: z.object({ name: z.string() }) }),
          components: z.array(z.object({ name: z.string(), group: z.string().optional() })),
        })
        .parse(JSON.parse(readFileSync(file, 'utf8')));
      expect(bill.metadata.component.name).toBe('nianbao');
      const names = bill.components.map(({ name }) => name);
      for (const name of ['better-sqlite3', 'playwright', 'cheerio', 'node-cron', '@embedpdf/pdfium'])
        expect(names).toContain(name);
      for (const name of ['vitest', 'typescript', 'onnxruntime-web', 'sharp'])
        expect(names).not.toContain(name);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
