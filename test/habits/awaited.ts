/**
 * Habits that do not end as they must yet, and what is seen instead. Their tests have to fail: once one does not, its
 * line goes.
 */

const EMPTY = 'the pages hold no report.';
const NO_LIST = 'the list is empty, and the record says so.';
const MISSING = 'the addresses are missing.';

export const AWAITED: Readonly<Record<string, string>> = {
  'A query that stands raw in a GBK page is requested in GBK: `?title=年报` as `%C4%EA%B1%A8`.': MISSING,
  'A Location with raw GBK bytes.': MISSING,
  'The list page is a meta refresh to the list.': NO_LIST,
  'The list page is a meta refresh whose address stands in quotes, in another folder.': NO_LIST,
  'The list page is empty and has a header `Refresh`.': NO_LIST,
  'The pages of the reports are meta refreshes to them.': EMPTY,
  'The pages of the reports are empty and have a header `Refresh`.': EMPTY,
  'The address of a file is a meta refresh to the file.': EMPTY,
  'The page of a report is a frameset.': EMPTY,
  'The page of a report shows it in an iframe.': EMPTY,
  'Each table of a report stands in an iframe of its own.':
    'the report is archived without its figures, and its revision is not seen.',
};
