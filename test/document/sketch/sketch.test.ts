import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { DocumentLayout } from '../../../src/document/layout/layout.js';
import type { LayoutPage } from '../../../src/document/layout/page/page.js';
import { drawPage } from '../../../src/document/sketch/draw-page.js';
import { type PageSketch, PageTracer } from '../../../src/document/sketch/page-tracer.js';
import type { CellReading } from '../../../src/document/sketch/read-page.js';
import { drawReport, layoutPages } from '../layout/drawing.js';
import { report } from '../layout/drawn-report.js';

function sketchesOf(pages: readonly LayoutPage[], tracer = new PageTracer()): PageSketch[] {
  const layout = new DocumentLayout({ cells: 100_000 }, tracer);
  for (const page of pages) layout.add(page);
  layout.finish();
  return [...tracer.sketches()];
}

function onlySketch(pages: readonly LayoutPage[], tracer?: PageTracer): PageSketch {
  const [sketch] = sketchesOf(pages, tracer);
  if (sketch === undefined) throw new Error('nothing was traced');
  return sketch;
}

const drawn = (sketch: PageSketch, readings: readonly CellReading[] = [], name = 'report.pdf') =>
  load(drawPage(sketch, name, readings), { xml: true });

/** A table of two rows and two columns, 20 points high and 100 wide each. */
function grid(texts: readonly [string, string, string, string], more: Partial<LayoutPage> = {}): LayoutPage {
  const line = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
  return {
    number: 1,
    width: 400,
    height: 300,
    rules: [
      ...[100, 120, 140].map((y) => line(100, y, 300, y + 0.5)),
      ...[100, 200, 300].map((x) => line(x, 100, x + 0.5, 140)),
    ],
    runs: texts.map((text, i) => ({
      text,
      x: 105 + (i % 2) * 100,
      y: 105 + Math.floor(i / 2) * 20,
      width: text.length * 5,
      height: 10,
    })),
    ...more,
  };
}

describe('the drawing of a page', () => {
  it('shows its characters, its lines and the corners of its grid', () => {
    const $ = drawn(onlySketch([grid(['a', 'b', 'c', '7'])]));
    expect($('#shown .type text').text()).toBe('abc7');
    expect($('#shown .rules').attr('d')?.match(/H/g)).toHaveLength(3);
    expect($('#shown .rules').attr('d')?.match(/V/g)).toHaveLength(3);
    expect($('#shown .grids circle')).toHaveLength(9);
    expect($('#legend text').text()).toContain('grid of a table');
  });

  it('tells figures, doubts, numbers that are no figure, words and blanks apart', () => {
    const place = { table: 1, row: 1 };
    const readings = [
      { ...place, column: 1, indicator: 'a.figure', value: 5 },
      { ...place, column: 2, indicator: 'a.doubt', value: 'unreadable' },
    ];
    const $ = drawn(onlySketch([grid(['5', '12', '34', ''])]), readings);
    const kinds = $('.cells > g')
      .map((_, cell) => $(cell).attr('class'))
      .get();
    expect(kinds).toEqual(['figure', 'doubt', 'lost', 'blank']);
    expect($('.cells .figure title').text()).toBe('table 1, row 1, column 1\na.figure: 5\n5');
    const words = drawn(onlySketch([grid(['甲乙', '\ufffd1', '/', ''])]), [
      { table: 1, row: 2, column: 1, indicator: 'a.dash', value: 'dash' },
    ]);
    const others = words('.cells > g')
      .map((_, cell) => words(cell).attr('class'))
      .get();
    expect(others).toEqual(['words', 'doubt', 'none', 'blank']);
  });

  it('has each cell of a table that goes on under the row that a figure names', () => {
    const pages = layoutPages(drawReport(report(2023), { borders: 'thin', bottom: 220, repeatHead: true }));
    const cells = sketchesOf(pages).map((sketch) => sketch.cells.filter(({ table }) => table === 2));
    const [first = [], second = []] = cells.filter((own) => own.length > 0);
    expect(Math.min(...second.map(({ row }) => row))).toBeGreaterThan(1);
    const last = Math.max(...first.map(({ row }) => row));
    expect(second.some(({ row }) => row === last + 1 || row === last)).toBe(true);
  });

  it('strikes out page numbers', () => {
    const pages = layoutPages(drawReport(report(2023), { borders: 'thin', bottom: 200, pageNumbers: true }));
    const removed = sketchesOf(pages).map((sketch) => drawn(sketch)('.lines .removed').text());
    expect(removed.join(' ')).toMatch(/— 1 — — 2 —/u);
  });

  it('says why a grid is no table, and what can not be told', () => {
    const ending = { x0: 150, y0: 100, x1: 150.5, y1: 112 };
    const page = grid(['甲', '1', '乙', '2']);
    const $ = drawn(onlySketch([{ ...page, rules: [...page.rules, ending] }]));
    expect($('.grids .why').text()).toBe('no table: loose ends');
    expect($('.doubts text').text()).toContain('lines end in the midst of a table');
  });

  it('has the picture of a scan beneath, made smaller where it is fine', () => {
    const tracer = new PageTracer();
    const layout = new DocumentLayout({ cells: 100 }, tracer);
    tracer.picture(1, { width: 3000, height: 2250, data: new Uint8Array(3000 * 2250).fill(200) });
    layout.add({ ...grid(['甲', '1', '乙', '2']), onlyRuled: true });
    layout.finish();
    const [sketch] = tracer.sketches();
    const png = sketch?.picture ?? Buffer.alloc(0);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1000, 750]);
    const $ = drawn(sketch ?? onlySketch([]));
    expect($('#shown image').attr('href')).toBe(`data:image/png;base64,${png.toString('base64')}`);
    expect($('#shown .type')).toHaveLength(0);
  });

  it('escapes whatever the document and its name say', () => {
    const hostile = `</text><script>alert("1")</script>&amp;'\u0000\ud800`;
    const sketch = onlySketch([grid([hostile, '1', '', ''])]);
    const svg = drawPage(sketch, `${hostile}.pdf`, [
      { table: 1, row: 1, column: 1, indicator: hostile, value: hostile },
    ]);
    const $ = load(svg, { xml: true });
    expect($('script')).toHaveLength(0);
    expect([svg.includes('\u0000'), /\p{Cs}/u.test(svg)]).toEqual([false, false]);
    expect($('.cells title').first().text()).toContain('</text><script>alert("1")</script>&amp;');
  });

  it('is of bounded size, whatever the page says or holds', () => {
    const runs = Array.from({ length: 60_000 }, (_, i) => ({
      text: '8',
      x: (i % 300) * 3,
      y: Math.floor(i / 300) * 4,
      width: 2,
      height: 3,
    }));
    const sketch = onlySketch([{ number: 1, width: 1e9, height: Number.NaN, runs, rules: [] }]);
    const svg = drawPage(sketch, 'x', []);
    const $ = load(svg, { xml: true });
    expect($('#shown .type').text()).toHaveLength(20_000);
    expect($('.doubts text').text()).toContain('of 60000 characters 20000 are drawn');
    expect(Number($('svg').attr('width'))).toBeLessThanOrEqual(1600);
    expect(svg).not.toMatch(/NaN|Infinity/u);
  });

  it('is of the document that was begun last: an archive may hold one that can not be read', () => {
    const tracer = new PageTracer();
    new DocumentLayout({ cells: 100 }, tracer).add(grid(['甲', '1', '乙', '2']));
    const layout = new DocumentLayout({ cells: 100 }, tracer);
    layout.finish();
    expect([...tracer.sketches()]).toEqual([]);
  });
});
