/** The left half of a drawing: what the page shows, the lines that its ink makes, and the grids that these make. */
import type { Box } from '../layout/page/geometry.js';
import { isFigureGlyph } from '../layout/page/lines.js';
import type { Glyph } from '../layout/page/page.js';
import { PAGE } from '../layout/page/tolerances.js';
import type { TracedGrid } from '../layout/trace.js';
import type { PageSketch } from './page-tracer.js';
import { element, textAt, titled } from './svg.js';

/** The most things of one kind that are drawn on a page; of the others, only the number is shown. */
export const MOST_MARKS = 20_000;

export function drawnPage(sketch: PageSketch): string[] {
  const { page, rules, grids, picture } = sketch;
  const ink = page.rules.slice(0, MOST_MARKS).map((rule) => element('rect', rectangle(rule)));
  const level = rules.horizontal.map(({ at, from, to }) => `M${round(from)} ${round(at)}H${round(to)}`);
  const upright = rules.vertical.map(({ at, from, to }) => `M${round(at)} ${round(from)}V${round(to)}`);
  const lines = [...level, ...upright].slice(0, MOST_MARKS);
  return [
    element('g', { class: 'page' }, [
      picture === null
        ? element('g', { class: 'type' }, drawnText(page.glyphs))
        : element('image', {
            x: 0,
            y: 0,
            width: page.width,
            height: page.height,
            preserveAspectRatio: 'none',
            href: `data:image/png;base64,${picture.toString('base64')}`,
          }),
    ]),
    element('g', { class: 'ink' }, ink),
    element('path', { class: 'rules', d: lines.join('') }),
    element('g', { class: 'grids' }, grids.slice(0, MOST_MARKS).flatMap(drawnGrid)),
  ];
}

/** Characters that follow each other on one line of one size, in one element. */
function drawnText(glyphs: readonly Glyph[]): string[] {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs.slice(0, MOST_MARKS)) {
    if (glyph.text.trim() === '') continue;
    const open = runs.at(-1);
    const before = open?.at(-1);
    const goesOn =
      before !== undefined &&
      [...glyph.text].length === 1 &&
      glyph.text.length === 1 &&
      before.text.length === 1 &&
      before.turn === 0 &&
      glyph.turn === 0 &&
      before.y0 === glyph.y0 &&
      before.y1 === glyph.y1;
    if (open !== undefined && goesOn) open.push(glyph);
    else runs.push([glyph]);
  }
  return runs.flatMap((run) => {
    const [first] = run;
    return first === undefined ? [] : [runAt(first, run)];
  });
}

function runAt(first: Glyph, run: readonly Glyph[]): string {
  const text = run.map((glyph) => glyph.text).join('');
  const attributes = run.some(isFigureGlyph) ? { class: 'digits' } : {};
  if (first.turn === 0) {
    const size = first.y1 - first.y0;
    const xs = run.map(({ x0 }) => round(x0)).join(' ');
    return textAt(text, first.x0, first.y0 + PAGE.ascent * size, {
      ...attributes,
      x: xs,
      'font-size': size,
    });
  }
  const [x, y] = [(first.x0 + first.x1) / 2, (first.y0 + first.y1) / 2];
  const size = first.turn === 2 ? first.y1 - first.y0 : first.x1 - first.x0;
  return textAt(text, x, y, {
    ...attributes,
    'font-size': size,
    'text-anchor': 'middle',
    'dominant-baseline': 'central',
    transform: `rotate(${first.turn * 90} ${round(x)} ${round(y)})`,
  });
}

/** A table's grid with its corners, or one that is none, and why. */
function drawnGrid({ lattice, verdict }: TracedGrid): string[] {
  const { box, xs, ys, areas } = lattice;
  if (verdict !== 'table') {
    const kind = verdict === 'frame' || verdict === 'empty' ? 'frame' : 'refused';
    return [
      element('rect', { ...rectangle(box), class: kind }, [titled(`no table: ${verdict}`)]),
      ...(kind === 'refused'
        ? [textAt(`no table: ${verdict}`, box.x0 + 2, box.y0 - 2, { class: 'why' })]
        : []),
    ];
  }
  const corners = new Set<string>();
  for (const { row, column, rowSpan, columnSpan } of areas) {
    for (const x of [xs[column], xs[column + columnSpan]]) {
      for (const y of [ys[row], ys[row + rowSpan]]) corners.add(`${round(x ?? 0)} ${round(y ?? 0)}`);
    }
  }
  const circles = [...corners].slice(0, MOST_MARKS).map((corner) => {
    const [cx = '', cy = ''] = corner.split(' ');
    return element('circle', { cx, cy, r: CORNER });
  });
  const open = [
    ...(lattice.closedTop ? [] : [`M${round(box.x0)} ${round(box.y0)}H${round(box.x1)}`]),
    ...(lattice.closedBottom ? [] : [`M${round(box.x0)} ${round(box.y1)}H${round(box.x1)}`]),
  ];
  return [
    element('rect', { ...rectangle(box), class: 'grid' }),
    ...(open.length === 0 ? [] : [element('path', { class: 'open', d: open.join('') })]),
    ...circles,
  ];
}

const CORNER = 1.6;

export function rectangle({ x0, y0, x1, y1 }: Box): { x: number; y: number; width: number; height: number } {
  return { x: x0, y: y0, width: Math.max(0, x1 - x0), height: Math.max(0, y1 - y0) };
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
