/** The right half of a drawing: what the page was taken for, table by table and cell by cell. */
import { type Box, intersection } from '../layout/page/geometry.js';
import { isValueText, type TextLine } from '../layout/page/lines.js';
import type { TracedDoubt } from '../layout/trace.js';
import { UNTOLD } from '../sight.js';
import { MOST_MARKS, rectangle } from './drawn-page.js';
import type { PageSketch, SketchedCell } from './page-tracer.js';
import { element, textAt, titled } from './svg.js';

/** What a cell was read as: a figure, or the reason why it is none. */
export interface CellReading {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly indicator: string;
  /** The figure; else why there is none. */
  readonly value: number | string;
}

/** The colours of cells. `lost` is a number that became no figure. */
type CellKind = 'figure' | 'none' | 'doubt' | 'lost' | 'words' | 'blank';

/** Longer texts are cut in drawings. */
const LONGEST_TEXT = 400;
/** Points. */
const LARGEST_TYPE = 9;
const SMALLEST_TYPE = 1.5;
const LEADING = 1.2;
const PADDING = 1.5;
const NUMBER_SIZE = 4.2;

export function readPage(sketch: PageSketch, readings: readonly CellReading[]): string[] {
  const known = new Map(readings.map((reading) => [placeOf(reading), reading]));
  const doubtful = new Set(sketch.doubts.map(({ table }) => table));
  const lines = sketch.items.slice(0, MOST_MARKS).flatMap((item) => {
    return item.kind === 'line' ? [drawnLine(item.line, sketch.removed.has(item))] : [];
  });
  return [
    element('g', { class: 'lines' }, lines),
    element('g', { class: 'tables' }, drawnTables(sketch, doubtful)),
    element(
      'g',
      { class: 'cells' },
      sketch.cells.slice(0, MOST_MARKS).map((cell) => drawnCell(cell, known.get(placeOf(cell)))),
    ),
  ];
}

function placeOf({ table, row, column }: { table: number; row: number; column: number }): string {
  return `${table} ${row} ${column}`;
}

function drawnLine({ text, x0, y0, x1, y1, size }: TextLine, removed: boolean): string {
  const [shown, type] = fitted([text], { x0, y0, x1, y1: Math.max(y1, y0 + size) });
  return textAt(shown[0] ?? '', x0, y0 + type, {
    'font-size': type,
    ...(removed ? { class: 'removed' } : {}),
  });
}

/** The tables' outlines with their numbers; doubtful ones are in the colour of doubts. */
function drawnTables({ items, cells }: PageSketch, doubtful: ReadonlySet<TracedDoubt['table']>): string[] {
  return items.flatMap((item) => {
    if (item.kind !== 'table') return [];
    const { box, xs } = item.table;
    const number = cells.find((cell) => intersection(cell.box, box) !== null)?.table ?? null;
    const kind = doubtful.has(number) && number !== null ? 'doubtful' : xs.length === 0 ? 'unruled' : 'ruled';
    const name = `${number === null ? 'table' : `table ${number}`}${xs.length === 0 ? ' (without lines)' : ''}`;
    return [
      element('rect', { ...rectangle(grown(box)), class: kind }),
      textAt(name, box.x1, box.y0 - 3, { class: 'name' }),
    ];
  });
}

function grown({ x0, y0, x1, y1 }: Box): Box {
  return { x0: x0 - 1.5, y0: y0 - 1.5, x1: x1 + 1.5, y1: y1 + 1.5 };
}

function drawnCell(cell: SketchedCell, reading: CellReading | undefined): string {
  const { table, row, column, text, box } = cell;
  const [lines, type] = fitted(text.split('\n'), box);
  const top = (box.y0 + box.y1 - lines.length * type * LEADING) / 2;
  const meaning = reading === undefined ? '' : `\n${reading.indicator}: ${reading.value}`;
  return element('g', { class: kindOf(text, reading) }, [
    titled(`table ${table}, row ${row}, column ${column}${meaning}\n${text.slice(0, LONGEST_TEXT)}`),
    element('rect', rectangle(box)),
    textAt(`${row},${column}`, box.x0 + 0.6, box.y0 + NUMBER_SIZE, { class: 'number' }),
    ...lines.map((line, i) =>
      textAt(line, (box.x0 + box.x1) / 2, top + type * (i * LEADING + 0.95), { 'font-size': type }),
    ),
  ]);
}

function kindOf(text: string, reading: CellReading | undefined): CellKind {
  if (typeof reading?.value === 'number') return 'figure';
  if (text.includes(UNTOLD)) return 'doubt';
  if (reading !== undefined) return isStated(reading.value) ? 'none' : 'doubt';
  if (text === '') return 'blank';
  return isValueText(text) ? 'lost' : 'words';
}

/** Says the source that there is no number? */
function isStated(reason: number | string): boolean {
  return reason === 'blank' || reason === 'dash' || reason === 'none';
}

/** Lines cut to what a drawing shows, and the size in which they fit into a box. */
function fitted(lines: readonly string[], { x0, y0, x1, y1 }: Box): readonly [lines: string[], size: number] {
  const shown = lines.join('\n').slice(0, LONGEST_TEXT).split('\n');
  const widest = Math.max(1, ...shown.map(widthOf));
  const size = Math.min(
    LARGEST_TYPE,
    (x1 - x0 - PADDING) / widest,
    (y1 - y0 - PADDING) / (shown.length * LEADING),
  );
  return [shown, Math.max(SMALLEST_TYPE, size)];
}

/** In sizes of type: characters of ASCII take little more than half of what others do. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x80 ? 0.56 : 1;
  return width;
}
