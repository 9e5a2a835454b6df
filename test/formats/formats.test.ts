import { describe, expect, it } from 'vitest';
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import { EDITIONS } from '../report/helpers.js';
import { formats } from './fixtures.js';
import { damagedReport } from './fuzz-tables.js';
import { LAYOUTS, PLAIN } from './layouts.js';
import { sampleReports, shortcomings, tryFormat } from './matrix.js';
import { type PrintedReport, printReport, splitTable } from './printed.js';
import { readBytes } from './reading.js';
import { truthOf, unnoticed } from './truth.js';
import { docxFile } from './write-docx.js';
import { textFile } from './write-text.js';
import { workbookFile } from './write-workbook.js';

const REPORTS = sampleReports(true);
/** Those that the package writes itself; `npm run test:formats` tries all. */
const OWN = formats().filter(({ needs, isAwaited }) => needs.length === 0 && isAwaited !== true);
const FEW = LAYOUTS.filter(({ id }) => ['plain', 'split', 'labels not merged', 'blank for 0'].includes(id));

describe('a report is read as it was written, figure by figure, from', () => {
  it.each(OWN.map((format) => [format.id, format] as const))('%s', async (_id, format) => {
    const outcomes = await tryFormat(format, FEW, REPORTS, EDITIONS);
    if (!Array.isArray(outcomes)) return;
    expect(outcomes.flatMap(shortcomings)).toEqual([]);
    expect(outcomes.map(({ sectionsMissing }) => sectionsMissing)).toEqual(outcomes.map(() => 0));
  });
});

describe('no wrong figure goes unnoticed after an accident to a table of', () => {
  const sheet = (printed: PrintedReport): Buffer => workbookFile(printed, 'xlsx');
  it.each([
    ['txt', 'cells', textFile],
    ['docx', 'closed', docxFile],
    ['xlsx', 'slots', sheet],
  ] as const)('%s', async (format, placing, write) => {
    for (let number = 0; number < 40; number += 1) {
      const damaged = damagedReport(seededRandom(partSeed(format, number)), placing);
      if (damaged === null) continue;
      const document = await readBytes(await write(damaged.printed));
      expect(unnoticed(document, damaged.truth, EDITIONS), `${damaged.damage}, ${number}`).toEqual([]);
    }
  });
});

describe('a printed report', () => {
  const [report] = REPORTS;
  if (report === undefined) throw new Error('there is no report');

  it('states every figure of its form, or why there is none', () => {
    const blank = truthOf(report, { ...PLAIN, nothing: '/' });
    expect(Object.keys(blank)).toEqual(Object.keys(report.figures));
    expect(new Set(Object.values(blank).filter((stated) => typeof stated === 'string'))).toEqual(
      new Set(['dash']),
    );
  });

  it('shows the same cells in every layout', () => {
    for (const layout of LAYOUTS) {
      const cells = printReport(report, layout).blocks.flatMap((block) =>
        block.kind === 'table' ? block.rows.flat().flatMap(({ indicator }) => indicator ?? []) : [],
      );
      expect(new Set(cells), layout.id).toEqual(new Set(Object.keys(report.figures)));
      expect(cells, layout.id).toHaveLength(Object.keys(report.figures).length);
    }
  });

  it('loses no row where a table is split', () => {
    for (const layout of LAYOUTS) {
      const tables = printReport(report, layout).blocks.filter((block) => block.kind === 'table');
      for (const table of tables) {
        const figures = splitTable(table, layout).flatMap(({ rows }) =>
          rows.flat().flatMap((c) => c.indicator ?? []),
        );
        expect(figures).toEqual(table.rows.flat().flatMap((cell) => cell.indicator ?? []));
      }
    }
  });
});
