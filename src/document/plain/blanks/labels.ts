import { groupBy } from '../../../group-by.js';
import { isValue, ORDINAL, opensRemark } from '../lines.js';
import { type AlignedLabel, alignLabels, type FigureLine, type LabelLine } from './align.js';
import { byPage, type Placed, type PlacedLine } from './columns.js';
import { sortLabels } from './groups.js';
import { mayEndBelow, type Part, remarkLines } from './parts.js';
import { isHalfRemark } from './remarks.js';

/** A label, of one line or several. */
interface Label {
  readonly text: string;
  /** Its first line. */
  readonly first: number;
  /** The line of its figures; null for a label of a group, and where it can't be told. */
  readonly row: number | null;
  /** Has it no figures for sure: is it no label of a group, and stand no figures of another one beside it? */
  readonly isBlank: boolean;
  /** Is it known where it ends, so that no figures of its row stand beside a line that was taken for another label? */
  readonly isClosed: boolean;
}

export interface Labels {
  readonly labels: readonly Label[];
  /** Lines of figures without a label. */
  readonly bare: readonly number[];
  /** Has every text found its place? Else what is missing in a row may stand elsewhere, and is no blank. */
  readonly isWhole: boolean;
}

/**
 * Which label belongs to which line of figures. Where something is left over, only figures beside a line of their label are
 * certain.
 */
export function labelsOf(part: Part): Labels {
  const { body: lines, first, heads, after } = part;
  const groups: Label[] = [];
  const own: LabelLine[] = [];
  let apart = 0;
  let at = first;
  for (const page of byPage(lines)) {
    const sorted = sortLabels(page.map(upToFigures));
    for (const { text, first: line } of sorted.groups)
      groups.push({ text, first: at + line, row: null, isBlank: false, isClosed: false });
    for (const [i, texts] of sorted.own.entries()) {
      if (page[i]?.isApart === true) apart += 1;
      const line = lineOf(texts, at + i, apart);
      if (line !== null) own.push(line);
    }
    at += page.length;
  }
  const rows = rowsOf(lines, first);
  const aligned = withoutMerged(alignLabels(own, rows));
  // what was taken for heads may be a remark of this part or of the next one
  const isBetweenRemarks = [heads, after].some((own) => !hasPairs(own));
  const hasRest =
    isBetweenRemarks ||
    lines.some(hasRemains) ||
    aligned.some(isLastCharacter) ||
    standBesideRemarks(aligned, lines, first);
  // among labels with numbers, a text without one begins no row
  const isOpen = mayEndBelow(part) && !areNumbered(aligned);
  const alone = isBetweenRemarks || isOpen ? new Set<AlignedLabel>() : labelsAlone(aligned, rows);
  const found = withoutBroken(withoutMoved(aligned, rows, { alone, hasRest, isOpen }), rows);
  const closed = closedLabels(found);
  const labels = found.map((label): Label => {
    const { lines: texts, row, isSure } = label;
    return {
      text: texts.map(({ text }) => text).join('\n'),
      first: texts[0]?.at ?? first,
      row: isSure ? row : null,
      isBlank: row === null && isSure,
      isClosed: closed.has(label),
    };
  });
  const owned = new Set(labels.flatMap(({ row }) => row ?? []));
  const bare = rows.flatMap(({ at: row }) => (owned.has(row) ? [] : [row]));
  const isWhole = !hasRest && (bare.length === 0 || labels.length === 0);
  return { labels: [...groups, ...labels].sort((a, b) => a.first - b.first), bare, isWhole };
}

/** Stands a figure among the words of the line or right behind them, or a piece of a remark? */
function hasRemains(line: PlacedLine): boolean {
  return hidesFigure(line) || [...line.texts, ...line.values].some(({ text }) => isHalfRemark(text));
}

/** The line without what stands at the right of a figure among its texts: that is the rest of a remark, and no label. */
function upToFigures(line: PlacedLine): PlacedLine {
  const first = line.texts.find(isFigure);
  if (first === undefined) return line;
  const isBefore = ({ x0 }: Placed): boolean => x0 < first.x0;
  return { ...line, texts: line.texts.filter(isBefore), words: line.words.filter(isBefore) };
}

const isFigure = ({ text }: Placed): boolean => isValue(text) || opensRemark(text);

/** Stands a figure among the texts of the line, or right behind them? Then its other figures can't be placed. */
export function hidesFigure(line: PlacedLine): boolean {
  return line.texts.some(isFigure) || touchesFigure(line);
}

/**
 * Ends the label with a digit, or within brackets that one figure follows at once? The first figure may stand right behind it,
 * without a blank, or be none: 「行政许可(共 12」, 「项)」.
 */
function touchesFigure({ texts, values }: PlacedLine): boolean {
  const label = texts.at(-1);
  const [value, second] = values;
  if (label === undefined) return false;
  const isNear = value !== undefined && second === undefined && value.x0 - label.x1 <= 1;
  return (
    /\p{Script=Han}[\d０-９]+$/u.test(label.text) || (isNear && /[（(〔【][^）)〕】]*$/u.test(label.text))
  );
}

/**
 * Figures right above or below those of a label that have no label of their own may be the rest of numbers that a line broke. Among
 * labels with numbers, a text without one is the rest of the label above.
 */
function withoutBroken(
  labels: readonly AlignedLabel[],
  rows: readonly FigureLine[],
): readonly AlignedLabel[] {
  const haveNumbers = areNumbered(labels);
  const owned = new Set(
    labels.flatMap((label) => (haveNumbers && !isNumbered(label) ? [] : (label.row ?? []))),
  );
  const bare = new Set(rows.flatMap(({ at }) => (owned.has(at) ? [] : [at])));
  return labels.map((label) => {
    const { row } = label;
    const isBroken = row !== null && [row - 1, row, row + 1].some((at) => bare.has(at));
    return isBroken ? { ...label, isSure: false } : label;
  });
}

/** Is every bracket that is opened there closed there? */
function hasPairs(lines: readonly PlacedLine[]): boolean {
  const text = lines.flatMap(({ texts }) => texts.map((one) => one.text)).join('');
  return text.match(/[（(〔[【]/gu)?.length === text.match(/[）)〕\]】]/gu)?.length;
}

/** What tells how far labels may have moved. */
interface Surroundings {
  /** Labels that stand with their figures, and nothing else, between two empty lines. */
  readonly alone: ReadonlySet<AlignedLabel>;
  /** Is something left over? */
  readonly hasRest: boolean;
  /** May one more label follow the last one? */
  readonly isOpen: boolean;
}

/**
 * The labels without what is not sure once more: where as many labels as lines of figures stand between two labels with
 * figures beside them, each has its own; else all of them may have moved by one. Where something is left over, the same holds
 * everywhere.
 */
function withoutMoved(
  labels: readonly AlignedLabel[],
  rows: readonly FigureLine[],
  { alone, hasRest, isOpen }: Surroundings,
): AlignedLabel[] {
  const owned = new Set(labels.flatMap(({ row, isSure }) => (isSure && row !== null ? [row] : [])));
  const isLoose = hasRest || labels.some(({ isSure }) => !isSure) || rows.some(({ at }) => !owned.has(at));
  const found: AlignedLabel[] = [];
  let run: AlignedLabel[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let next = 0;
  const flush = (to: number): void => {
    while ((rows[next]?.at ?? to) <= from) next += 1;
    const begin = next;
    while ((rows[next]?.at ?? to) < to) next += 1;
    const between = next - begin;
    const isMoved = between > 0 && (isLoose || between !== run.length);
    found.push(...run.map((label) => (isMoved ? { ...label, isSure: false } : label)));
    run = [];
  };
  for (const label of labels) {
    const row = besideRow(label) ?? (alone.has(label) && label.isSure ? label.row : null);
    if (row === null) run.push(label);
    else {
      flush(row);
      found.push(label);
      from = row;
    }
  }
  if (isOpen && run.length > 0) run = run.map((label) => ({ ...label, isSure: false }));
  flush(Number.POSITIVE_INFINITY);
  return found;
}

/**
 * Without numbers, two labels of which one has no figures may look like one of two lines: unless its figures stand in the middle.
 */
function withoutMerged(labels: readonly AlignedLabel[]): readonly AlignedLabel[] {
  if (areNumbered(labels)) return labels;
  return labels.map((label) => {
    const { lines, row } = label;
    const [top, bottom] = [lines[0]?.at ?? 0, lines.at(-1)?.at ?? 0];
    const isInMiddle = row !== null && row > top && row < bottom && row - top === bottom - row;
    return lines.length === 1 || isInMiddle ? label : { ...label, isSure: false };
  });
}

/** The last character of a label that a line broke off. */
const isLastCharacter = ({ lines: [first, ...others] }: AlignedLabel): boolean =>
  first !== undefined && others.length === 0 && !first.isNumbered && first.text.length === 1;

/** Stands a label without figures beside the remark of another row? Then the figures may be its own. */
function standBesideRemarks(
  labels: readonly AlignedLabel[],
  lines: readonly PlacedLine[],
  first: number,
): boolean {
  const covered = remarkLines(lines);
  return labels.some(({ row, lines: own }) => row === null && own.some(({ at }) => covered.has(at - first)));
}

const isNumbered = ({ lines }: AlignedLabel): boolean => lines[0]?.isNumbered === true;

const areNumbered = (labels: readonly AlignedLabel[]): boolean =>
  labels.filter(isNumbered).length * 3 > labels.length;

/** Labels that stand with their figures, and nothing else, between two empty lines. */
function labelsAlone(labels: readonly AlignedLabel[], rows: readonly FigureLine[]): Set<AlignedLabel> {
  const rowsIn = groupBy(rows, ({ apart }) => apart);
  const labelsIn = groupBy(labels, ({ lines }) => lines[0]?.apart ?? -1);
  return new Set(
    labels.filter(({ lines, row }) => {
      const apart = lines[0]?.apart ?? -1;
      const own = rowsIn.get(apart);
      const isSole = own?.length === 1 && labelsIn.get(apart)?.length === 1;
      return isSole && own[0]?.at === row && lines.every((line) => line.apart === apart);
    }),
  );
}

/** The line of its figures, where these stand beside one of the label's own lines or between two. */
function besideRow({ lines, row, isSure }: AlignedLabel): number | null {
  const [first, last] = [lines[0], lines.at(-1)];
  if (row === null || !isSure || first === undefined || last === undefined) return null;
  return row >= first.at && row <= last.at ? row : null;
}

/**
 * Labels of which it is known where they end: where the next one begins with its number, or, without numbers, where all labels
 * are of one line.
 */
function closedLabels(labels: readonly AlignedLabel[]): Set<AlignedLabel> {
  const haveNumbers = areNumbered(labels);
  const areSingle = labels.every(({ lines }) => lines.length === 1);
  const isClosed = (label: AlignedLabel, next: AlignedLabel | undefined): boolean => {
    if (!haveNumbers) return areSingle;
    return isNumbered(label) && (next === undefined ? label.row !== null : isNumbered(next));
  };
  return new Set(labels.filter((label, i) => isClosed(label, labels[i + 1])));
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
