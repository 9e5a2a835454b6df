/**
 * Habits that do not end as they must yet, and what is seen instead. Their tests have to fail: once one does not, its
 * line goes.
 */

const UNREADABLE = 'the list cannot be read.';
const EMPTY = 'the pages hold no report.';
const NO_LIST = 'the list is empty, and the record says so.';
const MISSING = 'the addresses are missing.';

export const AWAITED: Readonly<Record<string, string>> = {
  'robots.txt is 403, declared gzip and sent plain: there is none.': 'the host is not crawled.',
  'robots.txt is 404, declared gzip and sent plain: there is none.': 'the host is not crawled.',
  '`Content-Encoding: none`.': UNREADABLE,
  '`Content-Encoding: UTF-8`.': UNREADABLE,
  'Gzip declared and plain bytes sent.': UNREADABLE,
  'Gzip twice, declared once.': NO_LIST,
  'Chunked together with a Content-Length: the chunks count.': UNREADABLE,
  'Content-Length in two lines that are equal.': UNREADABLE,
  'Content-Length twice in one line, and equal.': UNREADABLE,
  'A header line without a colon.': UNREADABLE,
  'Lines of the head that end in a bare LF.': UNREADABLE,
  'A 100 Continue that nobody asked for.': UNREADABLE,
  'A query that stands raw in a GBK page is requested in GBK: `?title=年报` as `%C4%EA%B1%A8`.': MISSING,
  'A Location with raw GBK bytes.': MISSING,
  'The list page is a meta refresh to the list.': NO_LIST,
  'The list page is a meta refresh whose address stands in quotes, in another folder.': NO_LIST,
  'The list page is empty and has a header `Refresh`.': NO_LIST,
  'The pages of the reports are meta refreshes to them.': EMPTY,
  'The pages of the reports are empty and have a header `Refresh`.': EMPTY,
  'The address of a file is a meta refresh to the file.': EMPTY,
  'The list page has a `<base href>`, from which its links count.': MISSING,
  'The page of a report is a frameset.': EMPTY,
  'The page of a report shows it in an iframe.': EMPTY,
  'Each table of a report stands in an iframe of its own.':
    'the report is archived without its figures, and its revision is not seen.',
};
