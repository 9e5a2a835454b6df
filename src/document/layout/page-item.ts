import type { TextLine } from './page/lines.js';
import type { PageTable } from './ruled/page-table.js';

/** What stands on a page: a line of text, or a table. */
export type PageItem =
  | { readonly kind: 'line'; readonly line: TextLine }
  | { readonly kind: 'table'; readonly table: PageTable };
