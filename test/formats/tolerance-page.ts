/** docs/tolerances.md: every tolerance with its margin. */
import { entriesOf } from '../../src/document/tolerances.js';
import { STAGES } from './tolerance-stages.js';

/** By `stage.name`: the margin as the page says it. */
export type Margins = ReadonlyMap<string, string>;

export const NOT_MEASURED = 'not measured';

const HEAD = `# Tolerances

Thresholds that the readers of PDF, OFD and scans use. Each stage keeps its own in one table: \`tolerances.ts\` in the stage's
folder under src/document. Every number belongs there, except limits on resources and facts of a format.

\`node dist/test/formats/margins.js\` writes this page (\`npm run test:formats\` builds it). It changes one tolerance at a time,
reads the test documents again, and notes where the first figure is lost or wrong.

How to read a margin:

- \`×0.8 … ×2\`: every figure is still read correctly if the tolerance is multiplied by anything from 0.8 to 2. Brackets say
  what happens beyond: at which factor a figure is \`lost\` (null) or \`wrong\`.
- \`no bound\`: nothing changes up to ten times the value, or down to a tenth of it (for scans, whose pages take long, up to
  1.6 times). Documents outside the test set may still need the tolerance.
- Counts are changed in whole numbers.

Units: \`points\` are 1/72 inch on the page; \`type\` is the type size of the surrounding text; \`heights\` are heights of the
line or character itself; a \`shade\` goes from 0 (black) to 255 (white).

The test documents: for layouts, every layout of the format matrix, alternating between the two editions of the form, as PDF
printed by Chromium and as OFD, plus reports of both editions with thin, double, dashed and no outer borders, each with three
page breaks; for scans, one page with tables 2 and 4 at 150 dots per inch, clean and worn.
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
      `${does} In the code: \`${name}\`, src/document/${id}/tolerances.ts.`,
      '',
      '| tolerance | value | unit | distinguishes | margin |',
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
