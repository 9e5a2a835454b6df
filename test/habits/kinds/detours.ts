/** Pages that send a browser on: `<meta http-equiv="refresh">` (HTML, 4.2.5.3) and the header `Refresh`. */
import { coverPage, listPage, reportPage } from '../../nights/portal/html.js';
import { titleOf } from '../../nights/portal/report.js';
import { reportFile } from '../../nights/portal/word.js';
import { WORD } from '../files.js';
import { type Group, type Habit, missing } from '../habit.js';
import { ok } from '../reply.js';
import { entriesOf, LIST, NAMES, type Name, plainPortal, type Reports, type Shelf } from '../shelf.js';

/** A page with nothing on it but where to go. */
function signpost(content: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Refresh" content="${content}"></head><body></body></html>`;
}

/** The list stands at another address than the column's. */
function movedList(shelf: Shelf, reports: Reports, at: string, post: string): void {
  plainPortal(shelf, reports);
  shelf.put(
    at,
    listPage(
      entriesOf((name) => `/nb/${name}.html`, reports),
      1,
    ),
  );
  shelf.put(LIST, post);
}

/** The reports stand at other addresses than the list names. */
function movedReports(shelf: Shelf, reports: Reports, post: (name: Name) => string): void {
  plainPortal(shelf, reports);
  for (const name of NAMES) {
    shelf.put(`/nb/r/${name}.html`, reportPage(reports[name]));
    shelf.put(`/nb/${name}.html`, post(name));
  }
}

/** A page whose address answers with a Refresh header as well. */
function refreshing(
  what: string,
  paths: readonly string[],
  to: (path: string) => string,
  pages: NonNullable<Habit['pages']>,
): Habit {
  return {
    what,
    pages,
    answer: ({ path }, resource) => {
      if (resource === null) return missing();
      return ok(resource, paths.includes(path) ? [`Refresh: 0; url=${to(path)}`] : []);
    },
  };
}

const EMPTY = '<html><head><title></title></head><body></body></html>';
const PAGES = NAMES.map((name) => `/nb/${name}.html`);

export const DETOURS: Group = {
  title: 'Detours',
  habits: [
    {
      what: 'The list page is a meta refresh to the list.',
      pages: (shelf, reports) => movedList(shelf, reports, '/nb/list.html', signpost('0; url=./list.html')),
    },
    {
      what: 'The list page is a meta refresh whose address stands in quotes, in another folder.',
      pages: (shelf, reports) =>
        movedList(shelf, reports, '/nb/2023/index.html', signpost("0;URL='/nb/2023/index.html'")),
    },
    refreshing(
      'The list page is empty and has a header `Refresh`.',
      [LIST],
      () => '/nb/list.html',
      (shelf, reports) => movedList(shelf, reports, '/nb/list.html', EMPTY),
    ),
    {
      what: 'The pages of the reports are meta refreshes to them.',
      pages: (shelf, reports) => movedReports(shelf, reports, (name) => signpost(`0; url=r/${name}.html`)),
    },
    refreshing(
      'The pages of the reports are empty and have a header `Refresh`.',
      PAGES,
      (path) => path.replace('/nb/', '/nb/r/'),
      (shelf, reports) => movedReports(shelf, reports, () => EMPTY),
    ),
    {
      what: 'The address of a file is a meta refresh to the file.',
      pages: (shelf, reports) => {
        shelf.list((name) => `${name}.html`, reports);
        for (const name of NAMES) {
          const link = { path: `/nb/${name}.docx`, name: `${titleOf(reports[name])}.docx` };
          shelf.put(`/nb/${name}.html`, coverPage(reports[name], link));
          shelf.put(`/nb/${name}.docx`, signpost(`0; url=/files/${name}.docx`));
          shelf.put(`/files/${name}.docx`, reportFile(reports[name]), WORD);
        }
      },
    },
    {
      what: 'The pages of the reports load themselves anew every five minutes.',
      pages: (shelf, reports) => {
        plainPortal(shelf, reports);
        for (const name of NAMES)
          shelf.put(
            `/nb/${name}.html`,
            reportPage(reports[name]).replace('<title>', '<meta http-equiv="refresh" content="300"><title>'),
          );
      },
    },
    {
      what: 'The page of a report is a meta refresh to a page that is one back to it.',
      ends: 'told',
      pages: (shelf, reports) => {
        plainPortal(shelf, reports);
        shelf.put('/nb/a.html', signpost('0; url=b2.html'));
        shelf.put('/nb/b2.html', signpost('0; url=a.html'));
      },
    },
    {
      // what was known before is looked at in any case
      what: 'The list page is a meta refresh to itself.',
      ends: 'told',
      by: 2,
      pages: (shelf, reports) => {
        plainPortal(shelf, reports);
        shelf.put(LIST, signpost('0; url=index.html'));
      },
    },
  ],
};
