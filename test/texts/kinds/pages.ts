/** Texts of pages: heads and feet between rows, tables that go on, and what stands beside them. */
import { type Kind, withAndWithoutZeros } from '../kind.js';

const PAGE = { metric: 1, scales: [0.5, 0.6, 0.75, 0.9, 1, 1.2], hasMargin: true } as const;

export const PAGE_KINDS: readonly Kind[] = [
  { id: 'pages', what: 'Page numbers, form feeds and names of the document between rows.', paging: {} },
  {
    id: 'pages, heads repeated',
    what: 'The same, and the head of the table on each page.',
    paging: { repeatsHead: true },
  },
  {
    id: 'pages that begin elsewhere',
    what: 'Each page begins at another column.',
    paging: { shift: 5 },
  },
  {
    id: 'pages that begin elsewhere, blank for 0',
    what: 'The same, heads repeated, no zeros.',
    paging: { shift: 5, repeatsHead: true },
    filling: { nothing: '' },
  },
  {
    id: 'pages without form feeds',
    what: 'Nothing but page numbers between pages.',
    paging: { hasFormFeeds: false },
  },
  {
    id: 'pages to text, blank for 0',
    what: 'Positions scaled to columns of text, each page at another column, no zeros.',
    paging: { shift: 3 },
    look: PAGE,
    filling: { nothing: '' },
  },
  ...withAndWithoutZeros({
    id: 'continued tables',
    what: '「续表」 and the head again above what goes on, the sums of each page below it (「本页小计」).',
    paging: { repeatsHead: true, isContinued: true },
  }),
  ...withAndWithoutZeros({
    id: 'beside prose',
    what: 'Prose with numbers in a column to the left of each table.',
    isBesideProse: true,
  }),
];
