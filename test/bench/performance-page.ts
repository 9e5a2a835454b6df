import { groupBy } from '../../src/group-by.js';
import type { BenchRow } from './bench.js';
import { type BenchRun, busyNote, machineOf } from './results.js';
import { cellsOf } from './table.js';

const HEAD = `# Performance

Written by \`npm run docs:performance\` from what \`npm run bench\` measured; do not edit. Each figure is the median of rounds
in which nianbao and what it is measured against took turns; the spread is the distance between the first and the third
quartile. Wall and CPU are milliseconds for one piece of work (a report, a document, a page, a start), the CPU with all
threads. Rows of others (a bare loop, Scrapy, pandas, pdftotext) have no target: they do less, and show what is possible
here. [decisions.md](decisions.md) says how it is measured.
`;

/** A row as it was measured last, and the run in which that was. */
interface Latest {
  readonly row: BenchRow;
  readonly run: BenchRun;
}

/**
 * The page docs/performance.md: of each row the last figure that was measured on the machine of the last run. Rows that were
 * not run since keep the figure of an older commit, which their heading names.
 */
export function performancePage(runs: readonly BenchRun[]): string {
  const last = runs.at(-1);
  if (last === undefined) throw new RangeError('nothing was measured yet: npm run bench');
  const latest = new Map<string, Latest>();
  for (const run of runs.filter((one) => machineOf(one) === machineOf(last)))
    for (const row of run.rows)
      if (!('skipped' in row.measured) || !latest.has(row.name)) latest.set(row.name, { row, run });
  const groups = groupBy(latest.values(), ({ row }) => row.name.split('/')[0] ?? '');
  const sections = [...groups].map(([name, rows]) => sectionOf(name, rows));
  return [HEAD, `Machine: ${machineOf(last)}.\n`, ...sections].join('\n');
}

function sectionOf(name: string, rows: readonly Latest[]): string {
  const measured = [
    ...new Set(rows.map(({ run }) => `${run.commit}, ${run.date.slice(0, 10)}${busyNote(run)}`)),
  ].join('; ');
  const lines = rows.map(({ row }) => `| ${cellsOf(row).map(asCell).join(' | ')} |`);
  return [
    `## ${name}`,
    '',
    `Commit ${measured}.`,
    '',
    '| Measured | Figure | Spread | Wall ms | CPU ms | Target |',
    '| --- | --: | --: | --: | --: | --- |',
    ...lines,
    '',
  ].join('\n');
}

/** Rows that belong to the one above begin with blanks, which Markdown drops. */
function asCell(text: string): string {
  return text.replace(/^ +/, '– ').replaceAll('|', '\\|');
}
