import { isProse } from '../flow/prose.js';
import { type Box, holds, intersection } from './page/geometry.js';
import { linesOf, type TextLine } from './page/lines.js';
import type { Glyph, UprightPage } from './page/page.js';
import { joinRules, type PageRules } from './page/rules.js';
import { signsInLines } from './page/signs.js';
import type { PageItem } from './page-item.js';
import { findLattices, type Lattice } from './ruled/lattice.js';
import { type PageTable, readLattice } from './ruled/page-table.js';
import type { GridVerdict, TracedGrid, TracedPage } from './trace.js';
import { isCrossed } from './unruled/crossed.js';
import { findUnruledTables } from './unruled/unruled.js';

/** The most tables of a page; anything with more is a drawing. */
const MOST_TABLES = 200;

/** What stands on a page, from top to bottom. */
export interface PageFlow {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly items: readonly PageItem[];
  /** A possible table was not taken for one, because lines are drawn through it. */
  readonly crossed: boolean;
}

/** The lines and ruled tables of a page. `slots` is how many slots the tables may take. */
export function readPage(
  page: UprightPage,
  slots: number,
): { flow: PageFlow; slots: number; cut: boolean; traced: TracedPage } {
  const rules = joinRules(page.rules);
  const { lattices, cut } = findLattices(rules, slots);
  const candidates = tablesAmong(lattices);
  const { tables, rest, verdicts } = takeTables(candidates.slice(0, MOST_TABLES), page.glyphs, page.objects);
  const known = new Set(candidates);
  const isLoose = verdicts.includes('lines missing') || verdicts.includes('loose ends');
  const loose = page.objects.filter(
    (object) => !tables.some(({ box }) => intersection(box, object) !== null),
  );
  const signs = signsInLines(loose, rest);
  const items: PageItem[] = [
    ...tables.map((table): PageItem => ({ kind: 'table', table })),
    ...linesBetween([...rest, ...signs], tables).map((line): PageItem => ({ kind: 'line', line })),
  ];
  items.sort((a, b) => middleOf(a) - middleOf(b));
  const taken = lattices.reduce((sum, { xs, ys }) => sum + (xs.length - 1) * (ys.length - 1), 0);
  const { number, width, height } = page;
  const unruled = page.onlyRuled ? { items, crossed: false } : withUnruled(items, rules, candidates);
  return {
    flow: { number, width, height, items: unruled.items, crossed: isLoose || unruled.crossed },
    slots: slots - taken,
    cut: cut || candidates.length > MOST_TABLES,
    traced: {
      page,
      rules,
      grids: [
        ...lattices.flatMap((lattice): TracedGrid[] =>
          known.has(lattice) ? [] : [{ lattice, verdict: 'frame' }],
        ),
        ...candidates.map((lattice, i): TracedGrid => ({ lattice, verdict: verdicts[i] ?? 'too many' })),
      ],
      items: unruled.items,
    },
  };
}

function middleOf(item: PageItem): number {
  const box = boxOfItem(item);
  return (box.y0 + box.y1) / 2;
}

function boxOfItem(item: PageItem): Box {
  return item.kind === 'table' ? item.table.box : item.line;
}

/** Grids that are no mere frames around a page, a text or another grid; the smallest come first. */
function tablesAmong(lattices: readonly Lattice[]): Lattice[] {
  const size = ({ box }: Lattice): number => (box.x1 - box.x0) * (box.y1 - box.y0);
  return lattices.filter(({ areas }) => areas.length > 1).sort((a, b) => size(a) - size(b));
}

function takeTables(
  lattices: readonly Lattice[],
  glyphs: readonly Glyph[],
  objects: readonly Box[],
): { tables: PageTable[]; rest: readonly Glyph[]; verdicts: readonly GridVerdict[] } {
  const tables: PageTable[] = [];
  const verdicts: GridVerdict[] = [];
  let rest: readonly Glyph[] = glyphs;
  for (const lattice of lattices) {
    const own: Glyph[] = [];
    const others: Glyph[] = [];
    for (const glyph of rest) {
      const inside = holds(lattice.box, (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2);
      (inside ? own : others).push(glyph);
    }
    const table = readLattice(lattice, own, objects);
    const verdict = verdictOn(lattice, own, table);
    verdicts.push(verdict);
    if (table === null || verdict !== 'table') continue;
    rest = others;
    tables.push(table);
  }
  return { tables, rest, verdicts };
}

function verdictOn(lattice: Lattice, glyphs: readonly Glyph[], table: PageTable | null): GridVerdict {
  if (glyphs.every(({ text }) => text.trim() === '')) return 'empty';
  if (table === null) return 'lines missing';
  if (lattice.xs.length === 2 && isProse(table.rows)) return 'prose';
  return lattice.loose ? 'loose ends' : 'table';
}

/** Lines of what stands outside of tables; a table parts what stands above it from what stands below. */
function linesBetween(glyphs: readonly Glyph[], tables: readonly PageTable[]): TextLine[] {
  const edges = tables.map(({ box }) => (box.y0 + box.y1) / 2).sort((a, b) => a - b);
  const bands: Glyph[][] = [[], ...edges.map((): Glyph[] => [])];
  for (const glyph of glyphs) {
    const centre = (glyph.y0 + glyph.y1) / 2;
    bands[edges.filter((edge) => edge < centre).length]?.push(glyph);
  }
  return bands.flatMap(linesOf);
}

/** Finds tables that have no grid of lines among the lines between other tables. */
function withUnruled(
  items: readonly PageItem[],
  rules: PageRules,
  grids: readonly Lattice[],
): { items: readonly PageItem[]; crossed: boolean } {
  const found: PageItem[] = [];
  let crossed = false;
  let lines: TextLine[] = [];
  const flush = (): void => {
    for (const item of findUnruledTables(lines, rules.horizontal)) {
      if (item.kind === 'table' && isCrossed(item.table, rules, grids)) {
        crossed = true;
        const { box } = item.table;
        const own = lines.filter((line) => holds(box, (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2));
        found.push(...own.map((line): PageItem => ({ kind: 'line', line })));
      } else {
        found.push(item);
      }
    }
    lines = [];
  };
  for (const item of items) {
    if (item.kind === 'line') {
      lines.push(item.line);
    } else {
      flush();
      found.push(item);
    }
  }
  flush();
  return { items: found, crossed };
}
