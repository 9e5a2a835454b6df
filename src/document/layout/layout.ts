import { isNoise } from '../flow/noise.js';
import type { Block, Cell, DocumentIssue, Table } from '../model.js';
import { continueTable, type OpenTable } from './across/continuation.js';
import { withoutLonely, withoutRunningLines } from './across/lonely.js';
import { ParagraphJoiner, type PlacedLine } from './across/paragraphs.js';
import { type PlacedTable, placeTable } from './across/placed-table.js';
import { type LayoutPage, uprightPage } from './page/page.js';
import { asSeen } from './page/seen.js';
import { type PageFlow, readPage } from './page-flow.js';
import type { PageTable } from './ruled/page-table.js';
import type { LayoutTrace, TracedDoubt } from './trace.js';

export interface LayoutLimits {
  /** Slots of all tables together. */
  readonly cells: number;
}

/**
 * From what is drawn on pages to paragraphs and tables, in reading order.
 *
 * Lines are read page by page as they come (`add`), since pages are large and paragraphs are not; what needs all
 * pages (page numbers, tables that go on, the text's margins) is done at the end (`finish`).
 */
export class DocumentLayout {
  readonly #flows: PageFlow[] = [];
  #slots: number;
  #cut = false;

  /** @param trace is notified of what the pages are taken for */
  constructor(
    limits: LayoutLimits,
    private readonly trace: LayoutTrace | null = null,
  ) {
    this.#slots = limits.cells;
    trace?.begin();
  }

  add(page: LayoutPage): void {
    const { flow, slots, cut, traced } = readPage(asSeen(uprightPage(page)), this.#slots);
    this.trace?.page(traced);
    this.#flows.push(flow);
    this.#slots = slots;
    this.#cut ||= cut;
  }

  finish(): { readonly blocks: readonly Block[]; readonly issues: readonly DocumentIssue[] } {
    const flows = withoutLonely(withoutRunningLines(this.#flows));
    const { blocks, tables, doubts } = new Assembly(flows);
    const kept = new Set(flows.flatMap(({ items }) => items));
    this.trace?.end({ tables, kept, doubts });
    const issues = doubts.map(({ message }): DocumentIssue => ({ code: 'unclear_grid', message }));
    if (this.#cut) {
      const message = 'the tables take more slots than the limit allows: some were left out';
      issues.push({ code: 'limit_reached', message });
    }
    return { blocks, issues };
  }
}

/** A table that may go on, and the page on which it begins and was last seen. */
interface Pending {
  readonly open: OpenTable;
  readonly page: number;
  readonly lastPage: number;
}

class Assembly {
  readonly blocks: Block[] = [];
  readonly doubts: TracedDoubt[] = [];
  /** Tables are reported by their number; the first one is 1. */
  readonly tables: PlacedTable[] = [];
  readonly #joiner: ParagraphJoiner;
  #lines: PlacedLine[] = [];
  #pending: Pending | null = null;

  constructor(pages: readonly PageFlow[]) {
    this.#joiner = new ParagraphJoiner(pages.flatMap(linesOfPage));
    for (const page of pages) this.#page(page);
    this.#closeTable();
    this.#closeLines();
  }

  #page(page: PageFlow): void {
    for (const [i, item] of page.items.entries()) {
      if (item.kind === 'line') {
        this.#closeTable();
        this.#lines.push(placed(item.line, page));
      } else {
        this.#table(item.table, page.number, i === 0);
      }
    }
    if (page.crossed) {
      const message = `page ${page.number}: lines end in the midst of a table, which was not taken for one`;
      this.doubts.push({ page: page.number, table: null, message });
    }
  }

  #table(found: PageTable, page: number, first: boolean): void {
    const table = placeTable(found, page);
    const pending = this.#pending;
    if (pending !== null && first && pending.lastPage + 1 === page) {
      const open = continueTable(pending.open, table);
      if (open !== null) {
        this.#pending = { open, page: pending.page, lastPage: page };
        return;
      }
    }
    this.#closeTable();
    this.#closeLines();
    this.#pending = { open: { table, doubts: [] }, page, lastPage: page };
  }

  #closeLines(): void {
    for (const text of this.#joiner.join(this.#lines)) {
      if (!isNoise(text)) this.blocks.push({ kind: 'paragraph', text });
    }
    this.#lines = [];
  }

  #closeTable(): void {
    const pending = this.#pending;
    this.#pending = null;
    if (pending === null) return;
    const { page, open } = pending;
    const { table, doubts } = open;
    const number = this.tables.push(table);
    this.blocks.push(asTable(table, number, page));
    const unclear =
      !table.aligned && table.xs.length > 0 ? ['its borders leave open which cells belong together'] : [];
    for (const doubt of [...doubts, ...unclear]) {
      this.doubts.push({ page, table: number, message: `table ${number}: ${doubt}` });
    }
  }
}

function placed(line: PlacedLine['line'], { number, width }: PageFlow): PlacedLine {
  return { line, page: number, width: Math.round(width) };
}

function linesOfPage(page: PageFlow): PlacedLine[] {
  return page.items.flatMap((item) => (item.kind === 'line' ? [placed(item.line, page)] : []));
}

function asTable(table: PageTable, index: number, page: number): Table {
  const rows = table.rows.map((row) =>
    row.map(
      ({ text, row: at, column, rowSpan, columnSpan }): Cell => ({
        text,
        row: at,
        column,
        rowSpan,
        columnSpan,
        header: false,
      }),
    ),
  );
  const width = rows.flat().reduce((most, { column, columnSpan }) => Math.max(most, column + columnSpan), 0);
  return { kind: 'table', index, page, rows, width, aligned: table.aligned };
}
