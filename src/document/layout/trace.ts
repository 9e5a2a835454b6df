import type { PlacedTable } from './across/placed-table.js';
import type { UprightPage } from './page/page.js';
import type { PageRules } from './page/rules.js';
import type { PageItem } from './page-item.js';
import type { Lattice } from './ruled/lattice.js';

/** What a grid of lines was taken for. `lines missing`: it holds text in columns between which it has no lines. */
export type GridVerdict = 'table' | 'frame' | 'empty' | 'prose' | 'lines missing' | 'loose ends' | 'too many';

export interface TracedGrid {
  readonly lattice: Lattice;
  readonly verdict: GridVerdict;
}

/** A page, and what was found on it. */
export interface TracedPage {
  readonly page: UprightPage;
  readonly rules: PageRules;
  readonly grids: readonly TracedGrid[];
  readonly items: readonly PageItem[];
}

/** A doubt about a table or a page. */
export interface TracedDoubt {
  readonly page: number;
  /** The table's number in the document; null for a doubt about the page. */
  readonly table: number | null;
  readonly message: string;
}

/** What the pages make together. */
export interface TracedDocument {
  /** The tables, numbered from 1, each cell with its places on the pages. */
  readonly tables: readonly PlacedTable[];
  /** What was left of each page's items when page numbers and running heads were taken away. */
  readonly kept: ReadonlySet<PageItem>;
  readonly doubts: readonly TracedDoubt[];
}

/** Receives, while pages are read, what they are taken for, to draw them. */
export interface LayoutTrace {
  /** A document begins; earlier calls were about another one. */
  begin(): void;
  page(page: TracedPage): void;
  end(document: TracedDocument): void;
}
