import { ORDINAL } from '../lines.js';
import { alignLabels, type LabelLine } from './align.js';
import { byPage, type Placed, type PlacedLine } from './columns.js';
import { sortLabels } from './groups.js';

/** A label, of one line or several. */
interface Label {
  readonly text: string;
  /** Its first line. */
  readonly first: number;
  /** The line of its figures; null for a label of a group, and where it can't be told. */
  readonly row: number | null;
  /** Has it no figures for sure: is it no label of a group, and stand no figures of another one beside it? */
  readonly isBlank: boolean;
}

export interface Labels {
  readonly labels: readonly Label[];
  /** Lines of figures without a label. */
  readonly bare: readonly number[];
}

/**
 * Which label belongs to which line of figures.
 *
 * @param first the number of the first line
 */
export function labelsOf(lines: readonly PlacedLine[], first: number): Labels {
  const groups: Label[] = [];
  const own: LabelLine[] = [];
  let apart = 0;
  let at = first;
  for (const page of byPage(lines)) {
    const sorted = sortLabels(page);
    for (const { text, first: line } of sorted.groups)
      groups.push({ text, first: at + line, row: null, isBlank: false });
    for (const [i, texts] of sorted.own.entries()) {
      if (page[i]?.isApart === true) apart += 1;
      const line = lineOf(texts, at + i, apart);
      if (line !== null) own.push(line);
    }
    at += page.length;
  }
  const rows = rowsOf(lines, first);
  const found = alignLabels(own, rows);
  const labels = found.map(
    ({ lines: texts, row, isSure }): Label => ({
      text: texts.map(({ text }) => text).join('\n'),
      first: texts[0]?.at ?? first,
      row: isSure ? row : null,
      isBlank: row === null && isSure,
    }),
  );
  const owned = new Set(labels.flatMap(({ row }) => row ?? []));
  return {
    labels: [...groups, ...labels].sort((a, b) => a.first - b.first),
    bare: rows.flatMap(({ at: row }) => (owned.has(row) ? [] : [row])),
  };
}

/** What is left of a line is one text. */
function lineOf(texts: readonly Placed[], at: number, apart: number): LabelLine | null {
  const [first] = texts;
  const last = texts.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = texts.map((one) => one.text).join(' ');
  return { text, at, apart, x0: first.x0, x1: last.x1, isNumbered: ORDINAL.test(first.text) };
}

function rowsOf(lines: readonly PlacedLine[], first: number): { at: number; apart: number }[] {
  let apart = 0;
  return lines.flatMap(({ values, isApart }, i) => {
    if (isApart) apart += 1;
    return values.length > 0 ? [{ at: first + i, apart }] : [];
  });
}
