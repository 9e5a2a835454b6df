import { type Column, columnsIn, type HeadingCell, isEven } from './heading-cells.js';
import type { Span } from './pieces.js';
import { UNRULED } from './tolerances.js';

/** At which side of their cells, or in their middle, all headings are set. */
type Setting = 'left' | 'middle' | 'right';

/**
 * The columns of headings under which no figures stand, as far as they meet: the figures are set at another side of
 * their cells than the headings. Where the headings of several columns show at which side all headings are set, it
 * follows where each cell begins or ends. Null where they don't, or where a figure could stand in two cells.
 *
 * @param leaves the headings of single columns, from left to right
 * @param over the headings of several columns
 * @param figures what the columns of figures cover
 */
export function columnsBySetting(
  leaves: readonly HeadingCell[],
  over: readonly HeadingCell[],
  figures: readonly Span[],
): Column[] | null {
  const setting = leaves.length < UNRULED.fewestColumns ? null : settingOf(leaves, over);
  const cells = setting === null ? null : CELLS[setting](leaves);
  if (cells === null) return null;
  const own = cells.map((cell) => figures.filter(({ x0, x1 }) => x0 >= cell.x0 && x1 <= cell.x1));
  if (own.some(({ length }) => length > 1)) return null;
  if (own.flat().length < figures.length) return null;
  return columnsIn(
    leaves,
    own.map(([figure]) => figure ?? null),
  );
}

const SETTINGS: readonly Setting[] = ['left', 'middle', 'right'];

/** The one setting that fits every heading of several columns, and lines of different widths in one heading. */
function settingOf(leaves: readonly HeadingCell[], over: readonly HeadingCell[]): Setting | null {
  if (over.length < UNRULED.fewestHeadings) return null;
  const places = {
    left: leaves.map(({ x0 }) => x0),
    right: leaves.map(({ x1 }) => x1),
    // the middle of an odd number of columns is that of one, else it lies between two
    middle: leaves.flatMap((leaf, i) => {
      const next = leaves[i + 1];
      return next === undefined
        ? [at('middle', leaf)]
        : [at('middle', leaf), (at('middle', leaf) + at('middle', next)) / 2];
    }),
  };
  const fitting = SETTINGS.filter(
    (setting) =>
      over.every((cell) => places[setting].some((place) => isNear(place, at(setting, cell)))) &&
      [...leaves, ...over].every(({ lines }) =>
        lines.every((line) => isNear(at(setting, line), at(setting, lines[0] ?? line))),
      ),
  );
  const [only, other] = fitting;
  return only === undefined || other !== undefined ? null : only;
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < UNRULED.headingOverhang;

function at(setting: Setting, { x0, x1 }: Span): number {
  return setting === 'left' ? x0 : setting === 'right' ? x1 : (x0 + x1) / 2;
}

/** What each column's cells cover at most; those of headings in the middle are known only where all are as wide. */
const CELLS: Readonly<Record<Setting, (leaves: readonly HeadingCell[]) => Span[] | null>> = {
  left: (leaves) => leaves.map(({ x0 }, i) => ({ x0, x1: leaves[i + 1]?.x0 ?? Number.POSITIVE_INFINITY })),
  right: (leaves) => leaves.map(({ x1 }, i) => ({ x0: leaves[i - 1]?.x1 ?? Number.NEGATIVE_INFINITY, x1 })),
  middle: (leaves) => {
    const middles = leaves.map((leaf) => at('middle', leaf));
    const [first = 0, second = 0] = middles;
    const half = (second - first) / 2;
    return isEven(middles) ? middles.map((middle) => ({ x0: middle - half, x1: middle + half })) : null;
  },
};
