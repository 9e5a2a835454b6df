/** docs/architecture.md, as far as it can be held against the tree. */

import type { House, Import } from './house.js';
import { roomOf } from './rooms.js';
import { foldersOf } from './rules.js';

/** A page with its drawings and tables taken apart. */
export interface ArchitecturePage {
  /** By folder, how many rows say what it is for. */
  readonly folders: ReadonlyMap<string, number>;
  /** Every path in code marks, in drawings and in tables. */
  readonly paths: readonly string[];
  /** The rooms in the drawing of rooms, and its arrows. */
  readonly rooms: readonly string[];
  readonly arrows: readonly Import[];
}

const PATH = /^(?:src|crawlers|storage|config|test|docs|scripts)(?:\/[\w.<>*-]+)*\/?$/;

export function readPage(text: string): ArchitecturePage {
  const drawings = [...text.matchAll(/^```mermaid\n([\s\S]*?)^```/gm)].map(([, drawing = '']) => drawing);
  const [rooms = ''] = drawings;
  const names = new Map(
    [...rooms.matchAll(/(\w+)\["([\w/]+)[^"]*"\]/g)].map(([, id = '', name = '']) => [id, name]),
  );
  const folders = new Map<string, number>();
  for (const [, folder = ''] of text.matchAll(/^\| `([\w/-]+)\/` +\|/gm))
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  const drawn = drawings.flatMap((one) =>
    [...one.matchAll(/\["([^"<]+)/g)].map(([, label = '']) => label.trim()),
  );
  const marked = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code = '']) => code,
  );
  return {
    folders,
    paths: [...new Set([...drawn, ...marked].filter((path) => PATH.test(path)))],
    rooms: [...names.values()],
    arrows: arrowsOf(rooms, names),
  };
}

/** `a & b --> c`, any number on either side. */
function arrowsOf(drawing: string, names: ReadonlyMap<string, string>): Import[] {
  const ends = (side: string) => side.split('&').map((id) => names.get(id.trim()) ?? id.trim());
  return [...drawing.matchAll(/^\s*([\w &]+?) --> ([\w &]+?)\s*$/gm)].flatMap(([, left = '', right = '']) =>
    ends(left).flatMap((from) => ends(right).map((to) => ({ from, to }))),
  );
}

/** Every folder has one row that says what it is for, and every row is of a folder that there is. */
export function everyFolderHasItsLine(house: Pick<House, 'files'>, { folders }: ArchitecturePage): string[] {
  const there = foldersOf(house).filter((folder) => folder !== 'src');
  const rooms = [...folders.keys()].filter((folder) => /^(?:src|crawlers|storage)(?:\/|$)/.test(folder));
  return [
    ...there.filter((folder) => !folders.has(folder)).map((folder) => `${folder}/ has no line`),
    ...there
      .filter((folder) => (folders.get(folder) ?? 0) > 1)
      .map((folder) => `${folder}/ has several lines`),
    ...rooms
      .filter((folder) => folder !== 'src' && !there.includes(folder))
      .map((folder) => `${folder}/ is named, and is not there`),
  ];
}

/** Every path that the page names is there. `<name>` and `*` stand for any name. */
export function everyPathIsThere({ paths }: ArchitecturePage, tree: readonly string[]): string[] {
  return paths.filter((path) => !isThere(path, tree)).map((path) => `${path} is named, and is not there`);
}

function isThere(path: string, tree: readonly string[]): boolean {
  const pattern = path
    .replace(/\/$/, '')
    .replace(/[.]/g, '\\.')
    .replace(/<[\w-]+>|\*/g, '[^/]+');
  const fits = new RegExp(`^${pattern}(?:/|$)`);
  return tree.some((file) => fits.test(file));
}

/** The drawing has every room, no other, and no arrow that the table of rooms does not allow. */
export function drawingIsTrue(
  { files }: Pick<House, 'files'>,
  { rooms, arrows }: ArchitecturePage,
  table: Readonly<Record<string, readonly string[]>>,
): string[] {
  const there = [...new Set(files.map(roomOf))].filter((room) => room !== 'src');
  return [
    ...there.filter((room) => !rooms.includes(room)).map((room) => `the drawing has no ${room}`),
    ...rooms
      .filter((room) => !there.includes(room))
      .map((room) => `the drawing has ${room}, which is not there`),
    ...arrows
      .filter(({ from, to }) => !(table[from] ?? []).includes(to))
      .map(({ from, to }) => `the drawing lets ${from} import ${to}`),
    ...(arrows.length === 0 ? ['the drawing has no arrow'] : []),
  ];
}
