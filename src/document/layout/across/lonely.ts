import type { TextLine } from '../page/lines.js';
import type { PageFlow } from '../page-flow.js';
import type { PageItem } from '../page-item.js';
import { continueFigures } from './figure-continuation.js';
import { withoutFurniture } from './furniture.js';
import { placeTable } from './placed-table.js';

/**
 * The pages without incomplete tables: a heading without rows, or a few columns of figures without a heading, are
 * a table only if they continue one, or are continued, across a page break. Otherwise they are lines of text.
 */
export function withoutLonely(flows: readonly PageFlow[]): PageFlow[] {
  const kept = new Set<PageItem>();
  for (const [i, flow] of flows.entries()) {
    const [above, below] = [flow.items.at(-1), flows[i + 1]?.items[0]];
    if (above?.kind !== 'table' || below?.kind !== 'table' || !(isLonely(above) || isLonely(below))) continue;
    const whole = continueFigures(
      placeTable(above.table, flow.number),
      placeTable(below.table, flow.number + 1),
    );
    if (whole !== null) kept.add(above).add(below);
  }
  return flows.map((flow) => asLines(flow, (item) => !kept.has(item)));
}

/** The pages without page numbers and running heads, those that were taken for a heading of figures included. */
export function withoutRunningLines(flows: readonly PageFlow[]): PageFlow[] {
  const clean = withoutFurniture(flows.map((flow) => asLines(flow, () => true)));
  const left = new Set(
    clean.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'line' ? [item.line] : []))),
  );
  return flows.map((flow) => {
    const whole = asLines(flow, (item) => linesOf(item).some((line) => !left.has(line)));
    return { ...whole, items: whole.items.filter((item) => item.kind === 'table' || left.has(item.line)) };
  });
}

/** The page with those incomplete tables turned back into lines for which `which` is true. */
function asLines(flow: PageFlow, which: (item: PageItem) => boolean): PageFlow {
  const items = flow.items.flatMap((item): readonly PageItem[] =>
    isLonely(item) && which(item) ? linesOf(item).map((line): PageItem => ({ kind: 'line', line })) : [item],
  );
  return { ...flow, items };
}

function linesOf(item: PageItem): readonly TextLine[] {
  return item.kind === 'line' ? [item.line] : (item.table.figures?.lonely ?? []);
}

function isLonely(item: PageItem): boolean {
  return item.kind === 'table' && item.table.figures !== null && item.table.figures.lonely !== null;
}
