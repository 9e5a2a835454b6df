import { describe, expect, it } from 'vitest';
import { EDITIONS } from '../report/helpers.js';
import { LAYOUTS } from './layouts.js';
import { sampleReports } from './matrix.js';
import { printReport } from './printed.js';
import { readBytes } from './reading.js';
import { score, truthOf } from './truth.js';
import { ofdFile } from './write-ofd.js';
import { pdfFile } from './write-pdf.js';

/** Reports of an agency, 2023 and 2020, and of a territory, 2020 and 2023. */
const [OWN_2023, ALL_2020, OWN_2020, ALL_2023] = sampleReports(false);
const BLANKS = LAYOUTS.find(({ id }) => id === 'any page, no borders, blank for 0');

/** Pages without a line on them, zeros left blank; the numbers are seeds of how a page is set. */
describe.each([
  ['pdf', pdfFile],
  ['ofd', ofdFile],
] as const)('every figure is read, and every blank, from %s', (_format, file) => {
  it.each([
    ['the label of a group goes on beside the last line of a row', OWN_2020, 4138172158, 2],
    ['labels at the left begin where those of groups do', OWN_2020, 4222060253, 0],
    ['headings stand at the left of their cells, figures at the right', OWN_2023, 1418617622, 0],
    ['headings stand in the middle of their cells, figures at the left', OWN_2023, 1435395241, 0],
    ['headings nearly touch', OWN_2023, 1502505717, 0],
    ['a label without figures is of two lines', ALL_2020, 1101102833, 0],
    ['a page ends between two rows of the heading', ALL_2023, 3300551180, 0],
    ['a page ends below the headings of two columns', OWN_2020, 4104616920, 0],
    ['rows are high', ALL_2020, 1084325214, 0],
    ['a block is blank', OWN_2020, 4188505015, 0],
    ['a whole table is blank, its headings at several heights', OWN_2020, 4121394539, 2],
  ])('where %s', async (_what, report, seed, owed) => {
    if (report === undefined || BLANKS === undefined) throw new Error('there is no report');
    const printed = printReport(report, BLANKS, seed);
    const found = score(await readBytes(file(printed)), truthOf(report, BLANKS, printed), EDITIONS);
    expect(found).toMatchObject({ wrong: [], unflagged: [] });
    expect(found.cells - found.right).toBeLessThanOrEqual(owed);
  });
});
