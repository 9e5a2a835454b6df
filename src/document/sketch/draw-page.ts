import { drawnPage, MOST_MARKS } from './drawn-page.js';
import type { PageSketch } from './page-tracer.js';
import { type CellReading, readPage } from './read-page.js';
import { element, textAt } from './svg.js';

/** Points on an A4 page; larger pages have larger margins and legends. */
const MARGIN = 16;
const HEAD = 26;
const LINE = 12;
const A4_HEIGHT = 842;
/** A drawing is this wide in pixels, whatever a page says of its size, which comes from the file. */
const WIDTH = 1600;
const DRAWN_BY = 'nianbao extract --picture';
/** By this a drawing is known from other files. */
export const DRAWING_MARK = `data-drawn-by="${DRAWN_BY}"`;
const LEAST_SIDE = 10;
const LARGEST_SIDE = 20_000;
/** Doubts beyond these are counted. */
const MOST_DOUBTS = 12;
const LONGEST_DOUBT = 150;

const STYLE = `
text { font-family: 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif; fill: #222; }
.paper { fill: #fff; stroke: #bbb; stroke-width: .5; }
.head { font-weight: bold; }
.page image { opacity: .75; }
.type text { fill: #555; }
.ink rect { fill: #f3a64a; opacity: .55; }
.rules { fill: none; stroke: #c2410c; stroke-width: .6; }
.grids rect { fill: none; }
.grid { stroke: #1d4ed8; stroke-width: 1; stroke-dasharray: 4 2; }
.open { fill: none; stroke: #fff; stroke-width: 2; stroke-dasharray: 3 3; }
.frame { stroke: #888; stroke-width: .6; stroke-dasharray: 1 2; }
.refused { stroke: #dc2626; stroke-width: 1.2; stroke-dasharray: 6 3; }
.why { fill: #dc2626; font-size: 7px; }
.grids circle { fill: none; stroke: #1d4ed8; stroke-width: .6; }
.lines text { fill: #444; }
.lines .removed { fill: #b91c1c; text-decoration: line-through; opacity: .6; }
.tables rect { fill: none; stroke-width: 1.2; }
.ruled { stroke: #1d4ed8; }
.unruled { stroke: #7c3aed; stroke-dasharray: 5 2; }
.doubtful { stroke: #dc2626; }
.name { fill: #1d4ed8; font-size: 7px; text-anchor: end; paint-order: stroke; stroke: #fff; stroke-width: 2px; }
.cells text { text-anchor: middle; }
.cells .number { text-anchor: start; font-size: 4.2px; fill: #64748b; }
.cells rect, .key { stroke: #94a3b8; stroke-width: .4; }
.words rect, .key.words { fill: #e4ecf7; }
.blank rect, .key.blank { fill: #fff; }
.figure rect, .key.figure { fill: #bfe5c3; }
.none rect, .key.none { fill: #e6f3df; }
.doubt rect, .key.doubt { fill: #fca5a5; }
.lost rect, .key.lost { fill: #fde047; }
.doubts text { fill: #b91c1c; }
`;

/** The legend: class of each mark, and its meaning. */
const LEFT_LEGEND: readonly (readonly [mark: string, meaning: string])[] = [
  ['ink', 'ink of lines'],
  ['rules', 'line joined of it'],
  ['grid', 'grid of a table, circles at its corners'],
  ['frame', 'frame, no table'],
  ['refused', 'grid not taken for a table'],
];
const RIGHT_LEGEND: readonly (readonly [mark: string, meaning: string])[] = [
  ['figure', 'figure'],
  ['none', 'no number by the source'],
  ['doubt', 'untold or unreadable'],
  ['lost', 'number, no figure'],
  ['words', 'text'],
  ['blank', 'empty'],
];

/**
 * A page as SVG: on the left what it shows, with lines and grids; on the right what it was taken for. No scripts, no
 * links, nothing from elsewhere; its size is bounded whatever the page holds.
 *
 * @param name of the file
 * @param readings readings of cells, of this page or others
 */
export function drawPage(sketch: PageSketch, name: string, readings: readonly CellReading[]): string {
  const width = bounded(sketch.page.width);
  const height = bounded(sketch.page.height);
  const unit = Math.max(width / A4_HEIGHT, height / A4_HEIGHT, LEAST_SIDE / A4_HEIGHT);
  const [margin, head, line] = [MARGIN * unit, HEAD * unit, LINE * unit];
  const notes = notesOf(sketch);
  const legend = (notes.length + 2.5) * line;
  const whole = { width: 2 * width + 3 * margin, height: head + height + legend + margin };
  const right = width + 2 * margin;
  const below = head + height + 1.4 * line;
  const paper = element('rect', { class: 'paper', x: 0, y: 0, width, height });
  const clip = { 'clip-path': 'url(#paper)' };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      'data-drawn-by': DRAWN_BY,
      width: WIDTH,
      height: Math.round((WIDTH * whole.height) / whole.width),
      viewBox: `0 0 ${Math.ceil(whole.width)} ${Math.ceil(whole.height)}`,
    },
    [
      element('style', {}, [STYLE]),
      element('defs', {}, [
        element('clipPath', { id: 'paper' }, [
          element('rect', { x: -1, y: -1, width: width + 2, height: height + 2 }),
        ]),
      ]),
      element('rect', { width: '100%', height: '100%', fill: '#f5f5f4' }),
      textAt(`${name.slice(0, 80)}, page ${sketch.page.number}: what it shows`, margin, 0.7 * head, {
        class: 'head',
        'font-size': line * 0.8,
      }),
      textAt('what it is taken for', right, 0.7 * head, { class: 'head', 'font-size': line * 0.8 }),
      element('g', { id: 'shown', transform: at(margin, head), ...clip }, [paper, ...drawnPage(sketch)]),
      element('g', { id: 'read', transform: at(right, head), ...clip }, [
        paper,
        ...readPage(sketch, readings),
      ]),
      element('g', { id: 'legend' }, [
        ...keys(LEFT_LEGEND, margin, below, line),
        ...keys(RIGHT_LEGEND, right, below, line),
        textAt('row,column as in --explain', right, below + line, { 'font-size': line * 0.6 }),
      ]),
      element(
        'g',
        { class: 'doubts' },
        notes.map((note, i) => textAt(note, margin, below + (i + 2) * line, { 'font-size': line * 0.7 })),
      ),
    ],
  )}\n`;
}

function keys(
  legend: readonly (readonly [mark: string, meaning: string])[],
  x: number,
  y: number,
  line: number,
): string[] {
  let at = x;
  return legend.flatMap(([mark, meaning]) => {
    const box = { x: at, y: y - line * 0.6, width: line * 1.2, height: line * 0.65 };
    const middle = y - line * 0.28;
    const key =
      mark === 'rules'
        ? element('path', { class: mark, d: `M${at} ${middle}h${line * 1.2}` })
        : element('g', { class: mark === 'ink' ? 'ink' : 'grids' }, [
            element('rect', { ...box, class: legend === RIGHT_LEGEND ? `key ${mark}` : mark }),
          ]);
    const text = textAt(meaning, at + line * 1.5, y, { 'font-size': line * 0.6 });
    at += line * (2.2 + meaning.length * 0.33);
    return [legend === RIGHT_LEGEND ? element('rect', { ...box, class: `key ${mark}` }) : key, text];
  });
}

/** The doubts, and what the drawing leaves out. */
function notesOf(sketch: PageSketch): string[] {
  const doubts = sketch.doubts.map(({ message }) => message.slice(0, LONGEST_DOUBT));
  const more = doubts.length > MOST_DOUBTS ? [`and ${doubts.length - MOST_DOUBTS} doubts more`] : [];
  const counts = [
    ['characters', sketch.page.glyphs.length],
    ['pieces of ink', sketch.page.rules.length],
    ['lines', sketch.rules.horizontal.length + sketch.rules.vertical.length],
    ['cells', sketch.cells.length],
  ] as const;
  const cut = counts.flatMap(([what, count]) =>
    count > MOST_MARKS ? [`of ${count} ${what} ${MOST_MARKS} are drawn`] : [],
  );
  return [...doubts.slice(0, MOST_DOUBTS), ...more, ...cut];
}

function bounded(side: number): number {
  return Number.isFinite(side) ? Math.min(LARGEST_SIDE, Math.max(LEAST_SIDE, side)) : LEAST_SIDE;
}

function at(x: number, y: number): string {
  return `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`;
}
