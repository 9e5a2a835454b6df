/** The lists below a page of a static list: which folders are followed, and what their steps say of them. */
import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import type { ListReading, ListStep, ReportLink } from '../../contract.js';
import type { ListDocument } from '../../lists/list-document.js';
import { failure } from '../../lists/list-page.js';
import { type Folder, yearAlone } from './folders.js';
import { markOf, type Position } from './position.js';
import { knownState } from './siblings.js';

/** Lists below lists that are followed. */
const MOST_DEPTH = 2;
/** Lists below one page that are followed. */
const MOST_FOLDERS = 60;

/** How many lists there are above the one that a step asks for. */
export function depthOf({ state }: ListStep): number {
  return typeof state.depth === 'number' ? state.depth : 0;
}

/** The folders that no page before had; beside reports a single one that no year tells apart is part of the menu. */
export function newFolders(
  groups: readonly (readonly Folder[])[],
  links: readonly ReportLink[],
  position: Position,
): readonly (readonly Folder[])[] {
  const fresh = groups.map((group) => group.filter(({ link }) => !position.seen.has(markOf(link.url))));
  const isMixed = links.length > 0 || position.number > 1;
  return fresh.filter(
    (group) => group.length > 1 || (group[0] !== undefined && (!isMixed || isPartOfColumn(group[0]))),
  );
}

/** Is it a list of one year, by its title alone or by its address, or more of the column under other words? */
function isPartOfColumn({ link }: Folder): boolean {
  if (link.year === null && link.agency === null) return true;
  return (
    yearAlone(link.title ?? '') !== null || /20\d\d/.test(new URL(link.url).pathname.split('/').at(-2) ?? '')
  );
}

/** One folder of each kind is looked at; what it is, the others are too. */
export function foldersBelow(
  groups: readonly (readonly Folder[])[],
  document: ListDocument,
  depth: number,
): ListReading {
  const { url } = document;
  const folders = groups.flat();
  if (folders.length > 0 && depth >= MOST_DEPTH) {
    return failure(
      `${url}: ${plural(folders.length, 'folder')} below ${plural(depth, 'list')} were not followed`,
    );
  }
  const problems =
    folders.length > MOST_FOLDERS
      ? [`${url}: only ${MOST_FOLDERS} of ${folders.length} folders were followed`]
      : [];
  const known = folders.length === 0 ? '' : knownState(document);
  const steps = groups.slice(0, MOST_FOLDERS).flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const group = [first, ...others].slice(0, MOST_FOLDERS).map(({ link }) => link);
    const isPart = first.link.year === null && first.link.agency === null;
    const state = {
      phase: 'look',
      depth: depth + 1,
      year: first.link.year ?? 0,
      group: JSON.stringify(group),
      outer: '',
      isPart,
      known,
    };
    return [{ request: { url: first.link.url, method: 'GET' as const, headers: { referer: url } }, state }];
  });
  return { steps, links: [], problems };
}

const groupSchema = z.array(
  z.object({
    url: z.string(),
    title: z.string().nullable(),
    agency: z.string().nullable(),
    year: z.number().nullable(),
    published: z.string().nullable(),
  }),
);

/** The folders of which a step's folder is the first. */
export function groupOf({ state }: ListStep): readonly ReportLink[] {
  return groupSchema.parse(JSON.parse(typeof state.group === 'string' ? state.group : '[]'));
}
