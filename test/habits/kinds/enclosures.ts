/** Files that the list or a page calls the report, whatever their format. */
import { coverPage } from '../../nights/portal/html.js';
import { type Report, titleOf } from '../../nights/portal/report.js';
import { BINARY, OPEN_TEXT, openText, rarOf, sevenZipOf } from '../files.js';
import type { Group, Habit } from '../habit.js';
import { NAMES } from '../shelf.js';

interface Format {
  readonly ext: string;
  readonly type: string;
  readonly write: (report: Report) => Uint8Array;
  readonly ends: NonNullable<Habit['ends']>;
}

const FORMATS: readonly Format[] = [
  { ext: 'odt', type: OPEN_TEXT, write: openText, ends: 'seen' },
  { ext: 'rar', type: BINARY, write: rarOf, ends: 'kept' },
  { ext: '7z', type: BINARY, write: sevenZipOf, ends: 'kept' },
];

export const ENCLOSURES: Group = {
  title: 'Files',
  habits: FORMATS.flatMap(({ ext, type, write, ends }): Habit[] => [
    {
      what: `The list leads straight to the reports as .${ext}.`,
      ends,
      pages: (shelf, reports) => {
        shelf.list((name) => `files/${name}.${ext}`, reports);
        for (const name of NAMES) shelf.put(`/nb/files/${name}.${ext}`, write(reports[name]), type);
      },
    },
    {
      what: `The page of a report leads to it as .${ext}.`,
      ends,
      pages: (shelf, reports) => {
        shelf.list((name) => `${name}.html`, reports);
        for (const name of NAMES) {
          const path = `/nb/files/${name}.${ext}`;
          shelf.put(
            `/nb/${name}.html`,
            coverPage(reports[name], { path, name: `${titleOf(reports[name])}.${ext}` }),
          );
          shelf.put(path, write(reports[name]), type);
        }
      },
    },
  ]),
};
