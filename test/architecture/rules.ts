/** What must hold of the house. Each rule is a function of it, and says one line for each violation. */
import { posix } from 'node:path';
import type { House, Import } from './house.js';
import { roomOf } from './rooms.js';

type Rooms = Readonly<Record<string, readonly string[]>>;

/** Imports of files, without those of packages. */
function inside({ files, imports }: Pick<House, 'files' | 'imports'>): readonly Import[] {
  const known = new Set(files);
  return imports.filter(({ to }) => known.has(to));
}

/** Every import leads to a file that there is, or to a package. */
export function everyImportLeads({ files, imports }: Pick<House, 'files' | 'imports'>): string[] {
  const known = new Set(files);
  return imports
    .filter(({ to }) => to.endsWith('.ts') && !known.has(to))
    .map(({ from, to }) => `${from} imports ${to}, and there is no such file`);
}

/** The table of rooms names each room once, after all that it may import; and no room that is not in the house. */
export function tableIsInOrder({ files }: Pick<House, 'files'>, rooms: Rooms): string[] {
  const order = Object.keys(rooms);
  const present = new Set(files.map(roomOf));
  return [
    ...order.filter((room) => !present.has(room)).map((room) => `${room} is no room of the house`),
    ...order.flatMap((room, at) =>
      (rooms[room] ?? [])
        .filter((other) => !order.slice(0, at).includes(other))
        .map((other) => `${room} may not name ${other}, which does not stand above it`),
    ),
  ];
}

/** A room imports only what the table lets it import. */
export function roomsKeepTheirOrder(house: Pick<House, 'files' | 'imports'>, rooms: Rooms): string[] {
  const missing = [...new Set(house.files.map(roomOf))].filter((room) => !(room in rooms));
  const wrong = inside(house).filter(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)];
    return room !== other && other !== 'src' && !(rooms[room] ?? []).includes(other);
  });
  return [
    ...missing.map((room) => `${room} has no line in the table of rooms`),
    ...wrong.map(({ from, to }) => `${from} imports ${to}: ${roomOf(from)} may not import ${roomOf(to)}`),
  ];
}

/** The table allows nothing that no file needs. */
export function tableIsNeeded(house: Pick<House, 'files' | 'imports'>, rooms: Rooms): string[] {
  const needed = new Set(inside(house).map(({ from, to }) => `${roomOf(from)} ${roomOf(to)}`));
  return Object.entries(rooms).flatMap(([room, others]) =>
    others
      .filter((other) => !needed.has(`${room} ${other}`))
      .map((other) => `${room} may import ${other}, and does not`),
  );
}

/**
 * Only src/harvest knows both crawlers and storage. src/cli is where the program is put together: it may know both, but
 * none of its files may, so that whatever joins a crawl and an archive is written in src/harvest. Types count.
 */
export function onlyHarvestKnowsBoth(house: Pick<House, 'files' | 'imports'>): string[] {
  const known = new Map<string, Set<string>>();
  for (const { from, to } of inside(house)) {
    const room = roomOf(from);
    const knower = room === 'src/cli' ? from : room;
    known.set(knower, (known.get(knower) ?? new Set()).add(roomOf(to)));
  }
  return [...known]
    .filter(([knower, rooms]) => knower !== 'src/harvest' && rooms.has('crawlers') && rooms.has('storage'))
    .map(([knower]) => `${knower} knows both crawlers and storage`);
}

/** What the recogniser reads: a document, and its texts in the notation of what a reader sees. */
const OF_NO_FORMAT: ReadonlySet<string> = new Set(['src/document/model.ts', 'src/document/sight.ts']);

/** The recogniser knows no file format: of src/document it imports the model, and how its texts are written. */
export function recogniserKnowsNoFormat(house: Pick<House, 'files' | 'imports'>): string[] {
  return inside(house)
    .filter(({ from, to }) => roomOf(from) === 'src/report' && roomOf(to) === 'src/document')
    .filter(({ to }) => !OF_NO_FORMAT.has(to))
    .map(({ from, to }) => `${from} imports ${to}: a document's model is all that the recogniser may know`);
}

/** A statement, or the beginning of one: what a text of the program's own never has. */
const SQL =
  /\b(?:SELECT\s[\s\S]*\sFROM\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(?:CREATE|DROP|ALTER)\s+(?:\w+\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)\s|PRAGMA\s+\w)/i;
/** Packages that talk to SQLite. */
const ENGINES = /^(?:better-sqlite3(?:\/|$)|node:sqlite$)/;

/** No SQL, no SQLite and no table of it outside storage/. */
export function noSqlOutsideStorage({ imports, texts }: Pick<House, 'imports' | 'texts'>): string[] {
  const isOutside = (file: string) => roomOf(file) !== 'storage';
  return [
    ...imports
      .filter(({ from, to }) => isOutside(from) && ENGINES.test(to))
      .map(({ from, to }) => `${from} imports ${to}`),
    ...imports
      .filter(({ from, to }) => isOutside(from) && to.startsWith('storage/sqlite/'))
      .map(({ from, to }) => `${from} imports ${to}, which is of one engine: storage/index.ts is the door`),
    ...texts
      .filter(({ file, text }) => isOutside(file) && SQL.test(text))
      .map(({ file, text }) => `${file} has SQL: ${text.trim().slice(0, 60)}`),
  ];
}

/** No file is reached again by following its own imports; types count. */
export function noCircleOfFiles(house: Pick<House, 'files' | 'imports'>): string[] {
  return circles(inside(house)).map((circle) => `files in a circle: ${circle.join(', ')}`);
}

/** No room is reached again by following its own imports. */
export function noCircleOfRooms(house: Pick<House, 'files' | 'imports'>): string[] {
  const between = inside(house)
    .map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }))
    .filter(({ from, to }) => from !== to);
  return circles(between).map((circle) => `rooms in a circle: ${circle.join(', ')}`);
}

/** All sets of nodes that reach one another, each sorted; a node that reaches only itself counts. */
function circles(edges: readonly Import[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const reach = new Map([...next.keys()].map((start) => [start, reachable(start, next)]));
  const found = new Map<string, string[]>();
  for (const [node, reached] of reach) {
    if (!reached.has(node)) continue;
    const circle = [...reached].filter((other) => reach.get(other)?.has(node) === true).sort();
    found.set(circle.join('\n'), circle);
  }
  return [...found.values()];
}

function reachable(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set(next.get(start));
  // a set is iterated in the order of insertion, with what is added meanwhile
  for (const node of reached) for (const to of next.get(node) ?? []) reached.add(to);
  return reached;
}

/** No folder has so many files side by side that nobody finds one in it. */
export function foldersAreSmall({ files }: Pick<House, 'files'>, most: number): string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > most)
    .map(([folder, count]) => `${folder} has ${count} files side by side, and ${most} are enough`);
}

/** Every folder that holds files, with those around it. */
export function foldersOf({ files }: Pick<House, 'files'>): readonly string[] {
  const folders = new Set<string>();
  for (const file of files)
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
      folders.add(folder);
  return [...folders].sort();
}
