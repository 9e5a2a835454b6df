import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagePlace } from '../src/place/package.js';
import { type Import, readHouse, readSource, type Text } from './architecture/house.js';
import { drawingIsTrue, everyFolderHasItsLine, everyPathIsThere, readPage } from './architecture/page.js';
import { ROOMS, roomOf } from './architecture/rooms.js';
import {
  everyImportLeads,
  foldersAreSmall,
  noCircleOfFiles,
  noCircleOfRooms,
  noSqlOutsideStorage,
  onlyHarvestKnowsBoth,
  recogniserKnowsNoFormat,
  roomsKeepTheirOrder,
  tableIsInOrder,
  tableIsNeeded,
} from './architecture/rules.js';

const { root } = packagePlace();
const house = readHouse(root);
const page = readPage(readFileSync(join(root, 'docs/architecture.md'), 'utf8'));
/** Files side by side in one folder, at most. */
const MOST = 25;

/** Files and folders of the project that the page may name. */
function tree(): string[] {
  return ['src', 'crawlers', 'storage', 'config', 'test', 'docs', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
}

/** A made-up house: each line is a file and what it imports. */
function made(plan: Readonly<Record<string, readonly string[]>>) {
  const imports = Object.entries(plan).flatMap(([from, all]) => all.map((to): Import => ({ from, to })));
  const texts: Text[] = [];
  return { files: Object.keys(plan), imports, texts };
}

describe('the house', () => {
  it('has no import that leads nowhere', () => {
    expect(everyImportLeads(house)).toEqual([]);
  });

  it('has its rooms in order', () => {
    expect(tableIsInOrder(house, ROOMS)).toEqual([]);
    expect(roomsKeepTheirOrder(house, ROOMS)).toEqual([]);
    expect(tableIsNeeded(house, ROOMS)).toEqual([]);
  });

  it('knows both crawlers and storage in src/harvest only', () => {
    expect(onlyHarvestKnowsBoth(house)).toEqual([]);
  });

  it('recognises reports without knowing a file format', () => {
    expect(recogniserKnowsNoFormat(house)).toEqual([]);
  });

  it('has no SQL outside storage', () => {
    expect(noSqlOutsideStorage(house)).toEqual([]);
  });

  it('has no circle, of rooms or of files', () => {
    expect(noCircleOfRooms(house)).toEqual([]);
    expect(noCircleOfFiles(house)).toEqual([]);
  });

  it(`has no folder with more than ${MOST} files side by side`, () => {
    expect(foldersAreSmall(house, MOST)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('has one line for each folder, and names none that is not there', () => {
    expect(everyFolderHasItsLine(house, page)).toEqual([]);
  });

  it('names no path that is not there', () => {
    expect(page.paths.length).toBeGreaterThan(50);
    expect(everyPathIsThere(page, tree())).toEqual([]);
  });

  it('draws every room, and no arrow that the rooms do not allow', () => {
    expect(drawingIsTrue(house, page, ROOMS)).toEqual([]);
  });
});

describe('the reader of imports', () => {
  const importsOf = (source: string) => readSource('src/report/a.ts', source).imports.map(({ to }) => to);

  it.each([
    ["import { b } from './b.js';", 'src/report/b.ts'],
    ["import type { B } from '../text/b.js';", 'src/text/b.ts'],
    ["import './b.js';", 'src/report/b.ts'],
    ["export { b } from './b.js';", 'src/report/b.ts'],
    ["export type { B } from './b.js';", 'src/report/b.ts'],
    ["export * from './b.js';", 'src/report/b.ts'],
    ["const b = await import('./b.js');", 'src/report/b.ts'],
    ["let b: import('./b.js').B;", 'src/report/b.ts'],
    ["new Worker(new URL('./b.js', import.meta.url));", 'src/report/b.ts'],
    ["import zod from 'zod';", 'zod'],
  ])('sees %s', (source, to) => {
    expect(importsOf(source)).toEqual([to]);
  });

  it('sees none in comments, texts, and addresses that are no modules', () => {
    const source = `// import './b.js';
      const text = "import './b.js'";
      const address = new URL('./', page);`;
    expect(importsOf(source)).toEqual([]);
  });

  it('says which file it cannot read', () => {
    expect(() => readSource('src/a.ts', 'import {')).toThrow('src/a.ts');
  });
});

describe('each rule sees what breaks it', () => {
  it('an import of a file that is not there', () => {
    const gone = made({ 'src/cli/a.ts': ['src/cli/gone.ts', 'zod'] });
    expect(everyImportLeads(gone)).toEqual([
      'src/cli/a.ts imports src/cli/gone.ts, and there is no such file',
    ]);
  });

  it('a room that is not in the table, or does not keep to it', () => {
    const rooms = { 'src/text': [], 'src/report': ['src/text'] };
    const broken = made({
      'src/text/a.ts': ['src/report/b.ts'],
      'src/report/b.ts': ['src/text/a.ts', 'src/errors.ts'],
      'src/attic/c.ts': [],
      'src/errors.ts': [],
    });
    expect(roomsKeepTheirOrder(broken, { src: [], ...rooms })).toEqual([
      'src/attic has no line in the table of rooms',
      'src/text/a.ts imports src/report/b.ts: src/text may not import src/report',
    ]);
  });

  it('a file on the ground that imports a room', () => {
    const broken = made({ 'src/errors.ts': ['src/text/a.ts'], 'src/text/a.ts': [] });
    expect(roomsKeepTheirOrder(broken, { src: [], 'src/text': [] })).toEqual([
      'src/errors.ts imports src/text/a.ts: src may not import src/text',
    ]);
  });

  it('a table of rooms that names a room too early, one that is gone, or more than is needed', () => {
    const small = made({ 'src/text/a.ts': [], 'src/report/b.ts': [] });
    expect(tableIsInOrder(small, { 'src/report': ['src/text'], 'src/text': [], 'src/attic': [] })).toEqual([
      'src/attic is no room of the house',
      'src/report may not name src/text, which does not stand above it',
    ]);
    expect(tableIsNeeded(small, { 'src/text': [], 'src/report': ['src/text'] })).toEqual([
      'src/report may import src/text, and does not',
    ]);
  });

  it('a room, or a file of the command line, that knows both crawlers and storage', () => {
    const broken = made({
      'crawlers/fetch/pace.ts': [],
      'storage/index.ts': [],
      'src/harvest/run/a.ts': ['crawlers/fetch/pace.ts', 'storage/index.ts'],
      'src/schedule/a.ts': ['crawlers/fetch/pace.ts'],
      'src/schedule/b.ts': ['storage/index.ts'],
      'src/cli/commands/a.ts': ['crawlers/fetch/pace.ts', 'storage/index.ts'],
      'src/cli/b.ts': ['crawlers/fetch/pace.ts'],
      'src/cli/c.ts': ['storage/index.ts'],
    });
    expect(onlyHarvestKnowsBoth(broken)).toEqual([
      'src/schedule knows both crawlers and storage',
      'src/cli/commands/a.ts knows both crawlers and storage',
    ]);
  });

  it('a recogniser that looks into a reader', () => {
    const broken = made({
      'src/report/a.ts': ['src/document/model.ts', 'src/document/pdf/page.ts'],
      'src/document/model.ts': [],
      'src/document/pdf/page.ts': [],
    });
    expect(recogniserKnowsNoFormat(broken)).toEqual([
      "src/report/a.ts imports src/document/pdf/page.ts: a document's model is all that the recogniser may know",
    ]);
  });

  it.each([
    'SELECT name\nFROM agency WHERE id = ?',
    ' insert into agency values (?)',
    'INSERT OR IGNORE INTO agency SELECT 1',
    'UPDATE agency SET name = ?',
    'DELETE FROM agency',
    'CREATE UNIQUE INDEX agency_name ON agency(name)',
    'DROP TABLE agency',
    'PRAGMA journal_mode',
  ])('SQL outside storage: %s', (text) => {
    const texts = [
      { file: 'src/questions/a.ts', text },
      { file: 'storage/sqlite/a.ts', text },
    ];
    expect(noSqlOutsideStorage({ imports: [], texts })).toEqual([
      expect.stringMatching(/^src\/questions\/a.ts has SQL/),
    ]);
  });

  it('an engine outside storage, or a table of one', () => {
    const broken = made({
      'storage/sqlite/open.ts': ['better-sqlite3'],
      'src/dataset/a.ts': ['better-sqlite3', 'storage/sqlite/open.ts'],
      'src/cli/b.ts': ['node:sqlite'],
    });
    expect(noSqlOutsideStorage(broken)).toEqual([
      'src/dataset/a.ts imports better-sqlite3',
      'src/cli/b.ts imports node:sqlite',
      'src/dataset/a.ts imports storage/sqlite/open.ts, which is of one engine: storage/index.ts is the door',
    ]);
  });

  it('a circle of files, also through a third, and a file that imports itself', () => {
    const broken = made({
      'src/text/a.ts': ['src/text/b.ts'],
      'src/text/b.ts': ['src/text/c.ts'],
      'src/text/c.ts': ['src/text/a.ts', 'src/text/d.ts'],
      'src/text/d.ts': [],
      'src/text/e.ts': ['src/text/e.ts'],
    });
    expect(noCircleOfFiles(broken)).toEqual([
      'files in a circle: src/text/a.ts, src/text/b.ts, src/text/c.ts',
      'files in a circle: src/text/e.ts',
    ]);
  });

  it('a circle of rooms whose files are in none', () => {
    const broken = made({
      'crawlers/a.ts': ['src/config/a.ts'],
      'src/config/a.ts': [],
      'src/config/b.ts': ['crawlers/b.ts'],
      'crawlers/b.ts': [],
    });
    expect(noCircleOfFiles(broken)).toEqual([]);
    expect(noCircleOfRooms(broken)).toEqual(['rooms in a circle: crawlers, src/config']);
  });

  it('a folder with too many files, those of its folders not counted', () => {
    const broken = { files: ['src/a/1.ts', 'src/a/2.ts', 'src/a/3.ts', 'src/a/b/4.ts', 'src/c/5.ts'] };
    expect(foldersAreSmall(broken, 2)).toEqual(['src/a has 3 files side by side, and 2 are enough']);
  });

  it('a folder without its line, with two, or one that is gone', () => {
    const rows = ['src/text', 'src/report', 'src/report', 'src/attic'].map((name) => `| \`${name}/\` | … |`);
    const { folders } = readPage(rows.join('\n'));
    const files = ['src/text/a.ts', 'src/report/tables/b.ts'];
    expect(everyFolderHasItsLine({ files }, { ...page, folders })).toEqual([
      'src/report/tables/ has no line',
      'src/report/ has several lines',
      'src/attic/ is named, and is not there',
    ]);
  });

  it('a path that is gone, in a text, a table or a drawing', () => {
    const text = [
      'See `src/text/gone.ts` and `src/text/here.ts`.',
      '| a pager | `crawlers/<family>.ts` |',
      '```mermaid\nflowchart\n  a["src/lost.ts<br/>what it does"] --> b["src/text/here.ts"]\n```',
    ].join('\n\n');
    expect(everyPathIsThere(readPage(text), ['src/text/here.ts', 'crawlers/one.ts'])).toEqual([
      'src/lost.ts is named, and is not there',
      'src/text/gone.ts is named, and is not there',
    ]);
  });

  it('a drawing without a room, with one that is gone, or with an arrow that is not allowed', () => {
    const drawing = '```mermaid\nflowchart\n  a["src/text"]\n  b["src/attic"]\n  a --> b\n```';
    const files = ['src/text/a.ts', 'src/report/b.ts', 'src/errors.ts'];
    expect(files.map(roomOf)).toEqual(['src/text', 'src/report', 'src']);
    expect(drawingIsTrue({ files }, readPage(drawing), { 'src/text': [] })).toEqual([
      'the drawing has no src/report',
      'the drawing has src/attic, which is not there',
      'the drawing lets src/text import src/attic',
    ]);
  });
});
