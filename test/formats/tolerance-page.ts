/** docs/tolerances.md: every tolerance with its margin. */
import { entriesOf } from '../../src/document/tolerances.js';
import { STAGES } from './tolerance-stages.js';

/** By `stage.name`: the margin as the page says it. */
export type Margins = ReadonlyMap<string, string>;

export const NOT_MEASURED = 'not measured';

const HEAD = `# Tolerances

The numbers by which the readers of PDF, OFD and scans decide. Each stage has one table of them, \`tolerances.ts\` in its
folder under src/document; a number that is no limit on resources and no fact of a format belongs into one. Written by
\`node dist/test/formats/margins.js\` (after \`npm run test:formats\` has built it), which changes one tolerance at a time until
a figure is lost or wrong.

A margin \`×0.8 … ×2\` says that all figures are read as before while the tolerance is between these parts of its value;
in brackets stands what comes next: at which factor a figure is \`lost\` (null) or \`wrong\`. \`no bound\` says that no case
comes near on that side: up to ten times, or a tenth, nothing changes (for scans up to 1.6 times: their pages take long).
Such a tolerance may be needed by documents that the matrix does not have. Counts are tried as whole numbers.

Units: \`points\` are 1/72 inch on the page; \`type\` is the size of the type around; \`heights\` are of the line or
character itself; a \`shade\` goes from 0, black, to 255, white.

Measured over: for layouts every layout of the format matrix, in one of the two editions of the form by turns, printed by
Chromium to PDF and written as OFD, and reports of both editions set with thin, double, dashed and no outer borders and three
page breaks each; for scans one page with tables 2 and 4, scanned at 150 dots an inch, clean and worn.
`;

/** The page; margins that are not known are said to be so. */
export function tolerancePage(margins: Margins): string {
  const stages = STAGES.map(({ id, name, table, does }) => {
    const rows = Object.entries(entriesOf(table)).map(
      ([key, [value, unit, separates]]) =>
        `| \`${key}\` | ${written(value)} | ${unit} | ${separates} | ${margins.get(`${id}.${key}`) ?? NOT_MEASURED} |`,
    );
    return [
      `## ${id}`,
      '',
      `${does} In the code \`${name}\`, in src/document/${id}/tolerances.ts.`,
      '',
      '| tolerance | value | unit | tells | margin |',
      '| --- | --: | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return `${HEAD}\n${stages.join('\n')}`;
}

function written(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** The margins of an earlier page, of tolerances whose value is what it was. */
export function marginsIn(page: string): Map<string, string> {
  const margins = new Map<string, string>();
  for (const section of page.split(/^## /mu).slice(1)) {
    const id = section.slice(0, section.indexOf('\n'));
    const table = STAGES.find((stage) => stage.id === id)?.table ?? {};
    for (const [, key = '', value, margin = ''] of section.matchAll(
      /^\| `(\w+)` \| (\S+) \|.*\| ([^|]+) \|$/gmu,
    )) {
      const now = table[key];
      if (now !== undefined && written(now) === value) margins.set(`${id}.${key}`, margin);
    }
  }
  return margins;
}
