/** The files that carry a report beside its page, or in place of it: attachments, embedded documents, scans. */
import type { FileLink, TitleRules } from '../contract.js';
import { fileNameOf } from './file-name.js';
import { type FrameLink, framedPages } from './frames.js';
import { judgeName, type NameVerdict } from './name.js';
import { placeOf } from './place.js';
import { type Sighting, sightings } from './sight.js';
import { readParts } from './tree.js';

/** How the files of a report's page are chosen. */
export interface FileRules {
  readonly titles: TitleRules;
  /** The most files taken of one page. */
  readonly limit: number;
}

/** The files to fetch for a report, in the page's order; `left` more would have been, but for the limit. */
export interface ReportFiles {
  readonly files: readonly FileLink[];
  readonly left: number;
  /** Pages that it shows in frames, unless it shows a whole report itself. */
  readonly frames: readonly FrameLink[];
}

/**
 * The files that the content of a page links, embeds or consists of (scanned pages), each address once, in order.
 * What the frame of the page links (navigation, foot, lists of links) is not its content. `base` is the page's
 * address.
 */
export function filesOn(html: string, base: string): FileLink[] {
  return read(html, base).files.flatMap((file) => (file.kind === 'unknown' ? [] : [link(file)]));
}

/**
 * Which files of a report's page to fetch: those whose name is a report's. Unless the page itself shows a whole
 * report, also those whose name says nothing; images only where there is no document. Of a page with next to
 * no text of which nothing was taken so far, all documents whose name is not another paper's.
 */
export function reportFiles(html: string, base: string, { titles, limit }: FileRules): ReportFiles {
  const { files, text, cells, frames } = read(html, base);
  const judged = files.map((file) => ({ file, verdict: judgeFile(file, titles) }));
  // what may be anything is the report where it is called so
  const documents = judged.filter(({ file, verdict }) =>
    file.kind === 'unknown' ? verdict === 'report' : file.kind !== 'image',
  );
  const isWhole = text >= WHOLE_TEXT && cells >= WHOLE_CELLS;
  const wanted: readonly NameVerdict[] = isWhole ? ['report'] : ['report', 'silent'];
  let taken = documents.filter(({ verdict }) => wanted.includes(verdict));
  if (taken.length === 0 && text < COVER_TEXT) {
    taken = documents.filter(({ verdict }) => verdict !== 'other');
  }
  if (taken.length === 0 && !isWhole) {
    taken = judged.filter(({ file, verdict }) => file.kind === 'image' && verdict !== 'other');
  }
  // Those that are surely reports are the last to be cut off.
  const kept = new Set(
    [...taken].sort((a, b) => RANK[a.verdict] - RANK[b.verdict]).slice(0, Math.max(0, Math.floor(limit))),
  );
  const fetched = taken.filter((each) => kept.has(each));
  return {
    files: fetched.map(({ file }) => link(file)),
    left: taken.length - fetched.length,
    frames: cells >= WHOLE_CELLS ? [] : frames,
  };
}

/** A report's text and tables have more than this; its narrative alone, or a note on it, does not. */
const WHOLE_TEXT = 600;
const WHOLE_CELLS = 30;
/** A page with less text only says that there is a report. */
const COVER_TEXT = 300;
const RANK: Readonly<Record<NameVerdict, number>> = { report: 0, silent: 1, unknown: 2, other: 3 };

/** Where the page gives a file no telling name, its address may. */
function judgeFile({ name, url }: Sighting, titles: TitleRules): NameVerdict {
  const verdict = judgeName(name, titles);
  if (verdict !== 'silent' && verdict !== 'unknown') return verdict;
  const filed = judgeName(fileNameOf({}, url) ?? '', titles);
  return filed === 'report' || (verdict === 'silent' && filed === 'other') ? filed : verdict;
}

interface Reading {
  readonly files: Sighting[];
  readonly text: number;
  readonly cells: number;
  readonly frames: readonly FrameLink[];
}

function read(html: string, base: string): Reading {
  const parts = readParts(html);
  const seen = sightings(parts, base);
  const place = placeOf(parts, seen);
  const files = new Map<string, Sighting>();
  for (const sighting of seen) {
    if (!place.includes(sighting)) continue;
    const known = files.get(sighting.url);
    files.set(sighting.url, known === undefined ? sighting : joined(known, sighting));
  }
  return {
    files: [...files.values()],
    text: place.text,
    cells: place.cells,
    frames: framedPages(parts, base),
  };
}

/** One file mentioned twice: the better name counts, and that the page shows it. */
function joined(known: Sighting, again: Sighting): Sighting {
  const better = again.worth > known.worth ? again : known;
  return { ...better, embedded: known.embedded || again.embedded };
}

function link({ url, name, embedded }: Sighting): FileLink {
  return { url, name, embedded };
}
