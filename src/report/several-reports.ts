import type { Block, DocumentMeta } from '../document/model.js';
import { wordsOf } from '../document/sight.js';
import { findTitles } from './identity/find-title.js';
import { isReportTitle, readTitle } from './identity/title.js';
import type { ReportHints } from './model.js';

/** One of the reports that a document holds. */
export interface ReportPart {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The most lines that a title may take. */
const TITLE_LINES = 3;

/**
 * The reports in a document that holds several, each under a title of its own and with tables of the form. Empty where
 * there is but one: a title that is repeated, or that is only mentioned, begins no other.
 *
 * @param hasTables whether blocks hold tables of the form
 */
export function reportParts(
  blocks: readonly Block[],
  hasTables: (blocks: readonly Block[]) => boolean,
): readonly ReportPart[] {
  const starts = blocks.flatMap((block, at) =>
    block.kind === 'paragraph' && isTitleLine(wordsOf(block.text)) ? [at] : [],
  );
  if (starts.length < 2) return [];
  const parts: { title: string; from: number; to: number }[] = [];
  for (const [i, at] of starts.entries()) {
    const to = starts[i + 1] ?? blocks.length;
    const last = parts.at(-1);
    if (!hasTables(blocks.slice(at, to))) {
      if (last !== undefined) last.to = to;
      continue;
    }
    const title = titleAt(blocks, at);
    if (last !== undefined && isSame(last.title, title)) last.to = to;
    else parts.push({ title, from: parts.length === 0 ? 0 : at, to });
  }
  return parts.length < 2
    ? []
    : parts.map(({ title, from, to }) => ({ title, blocks: blocks.slice(from, to) }));
}

/** The one that the listing or the user names, else the first. */
export function chosenPart(parts: readonly [ReportPart, ...ReportPart[]], hints: ReportHints): ReportPart {
  const listed = hints.listing?.title === undefined ? null : readTitle(hints.listing.title);
  const agency = hints.stated?.agency ?? hints.listing?.agency ?? listed?.agency ?? null;
  const year = hints.stated?.year ?? hints.listing?.year ?? listed?.year ?? null;
  const fits = ({ title }: ReportPart): boolean => {
    const own = readTitle(title);
    return (agency === null || own.agency === agency) && (year === null || own.year === year);
  };
  const fitting = agency === null && year === null ? [] : parts.filter(fits);
  return (fitting.length === 1 ? fitting[0] : undefined) ?? parts[0];
}

function isTitleLine(line: string): boolean {
  return isReportTitle(line) && !/[。；]/u.test(line);
}

const NO_META: DocumentMeta = {};

/** With the lines above that belong to it. */
function titleAt(blocks: readonly Block[], at: number): string {
  const lines: string[] = [];
  for (let i = at; i >= 0 && lines.length < TITLE_LINES; i--) {
    const block = blocks[i];
    if (block?.kind !== 'paragraph') break;
    lines.unshift(wordsOf(block.text));
  }
  return findTitles(lines, NO_META).title ?? lines.at(-1) ?? '';
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [readTitle(a), readTitle(b)];
  const agrees = <T>(x: T | null, y: T | null): boolean => x === null || y === null || x === y;
  return agrees(one.agency, other.agency) && agrees(one.year, other.year);
}
