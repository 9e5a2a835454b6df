/** What goes wrong in reports: contradictions, empty cells, lateness, numbers that jump. Each in a share of them. */
import type { Random } from '../../../src/simulation/reports/random.js';
import type { CellValue, SimulatedReport } from '../../../src/simulation/reports/report-data.js';

type Figures = Record<string, CellValue>;
interface Quirk {
  /** In how many of a hundred reports. */
  readonly percent: number;
  apply(report: SimulatedReport, random: Random): SimulatedReport;
}

/** Requests of natural persons that stand in one more row each: the sums within the report go on to hold. */
function shift(figures: Figures, rows: readonly string[], by: number): Figures {
  const shifted = { ...figures };
  for (const row of rows) {
    for (const column of ['natural_person', 'total']) {
      const id = `requests.${row}.${column}`;
      if (typeof shifted[id] === 'number') shifted[id] += by;
    }
  }
  return shifted;
}

function withFigures(report: SimulatedReport, figures: Figures): SimulatedReport {
  return { ...report, figures };
}

/** Adds to one figure alone, so that what it is a term of no longer holds. */
function miscount(report: SimulatedReport, ids: readonly string[], random: Random): SimulatedReport {
  const id = ids[random.between(0, ids.length - 1)] ?? '';
  const before = report.figures[id];
  if (typeof before !== 'number') return report;
  return withFigures(report, { ...report.figures, [id]: before + random.between(1, 9) });
}

/** Every zero of a table as the office writes it. */
function zerosAs(report: SimulatedReport, table: string, written: CellValue): SimulatedReport {
  const figures = Object.entries(report.figures).map(([id, value]) => [
    id,
    value === 0 && id.startsWith(table) ? written : value,
  ]);
  return withFigures(report, Object.fromEntries(figures));
}

const TABLES = ['requests.', 'disputes.', 'proactive.'];

const QUIRKS: readonly Quirk[] = [
  { percent: 12, apply: (report, random) => zerosAs(report, tableOf(random), null) },
  { percent: 5, apply: (report, random) => zerosAs(report, tableOf(random), '/') },
  { percent: 3, apply: (report, random) => zerosAs(report, tableOf(random), '无') },
  {
    percent: 1,
    apply: (report) => withFigures(report, { ...report.figures, 'disputes.review.other': '约3' }),
  },
  {
    percent: 1,
    apply: (report) => ({
      ...withFigures(report, { ...report.figures, 'requests.granted.total': null }),
      absentCells: ['requests.granted.total'],
    }),
  },
  {
    percent: 4,
    apply: (report, random) =>
      miscount(
        report,
        ['requests.granted.total', 'requests.new.business', 'requests.handled_total.total'],
        random,
      ),
  },
  {
    percent: 2,
    apply: (report, random) =>
      miscount(report, ['disputes.review.total', 'disputes.suit_direct.upheld'], random),
  },
  { percent: 4, apply: (report, random) => miscount(report, ['proactive.normative.in_force'], random) },
  {
    percent: 3,
    apply: (report) =>
      withFigures(report, shift(report.figures, ['carried_in', 'granted', 'handled_total'], 1)),
  },
  {
    percent: 2,
    apply: (report, random) => {
      const by = random.between(120, 900);
      return withFigures(report, shift(report.figures, ['new', 'refused.third_party', 'handled_total'], by));
    },
  },
  {
    percent: 4,
    apply: (report, random) => ({
      ...report,
      published: `${report.year + 1}-0${random.between(2, 4)}-${random.between(10, 28)}`,
    }),
  },
  { percent: 2, apply: (report) => ({ ...report, prose: { ...report.prose, problems: ['无。'] } }) },
];

function tableOf(random: Random): string {
  return TABLES[random.between(0, TABLES.length - 1)] ?? 'requests.';
}

/** The report as its office published it. */
export function withQuirks(report: SimulatedReport, random: Random): SimulatedReport {
  return QUIRKS.reduce(
    (quirky, { percent, apply }) => (random.next() * 100 < percent ? apply(quirky, random) : quirky),
    report,
  );
}

/** What the office put in the place of a report afterwards: other figures in two thirds, other words in the rest. */
export function revised(report: SimulatedReport, random: Random): SimulatedReport {
  // an office that writes no numbers has none to put right
  if (random.next() < 2 / 3 && typeof report.figures['requests.new.total'] === 'number') {
    const by = random.between(1, 5);
    return withFigures(report, shift(report.figures, ['new', 'granted', 'handled_total'], by));
  }
  const { prose } = report;
  return {
    ...report,
    prose: { ...prose, other: [...prose.other, `本报告于${report.year + 1}年作过文字订正。`] },
  };
}
