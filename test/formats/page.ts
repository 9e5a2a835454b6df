/** The matrix as a table on the terminal, and as docs/formats.md. */
import { listTable } from '../../src/cli/table.js';
import { LAYOUTS } from './layouts.js';
import { type NotRun, type Outcome, share, shortcomings } from './matrix.js';

export function matrixTable(outcomes: readonly Outcome[]): string {
  return listTable(
    [
      'FORMAT',
      'LAYOUT',
      'REPORTS',
      'RIGHT',
      'NULL, FLAGGED',
      'WRONG',
      'NULL, SILENT',
      'SECTIONS LOST',
      'TARGET',
    ],
    outcomes.map((outcome) => [
      outcome.format,
      outcome.layout,
      String(outcome.reports),
      share(outcome),
      String(outcome.flagged.length),
      String(outcome.wrong.length),
      String(outcome.unflagged.length),
      String(outcome.sectionsMissing),
      shortcomings(outcome).length === 0 ? 'met' : 'MISSED',
    ]),
    [2, 3, 4, 5, 6, 7],
  );
}

/** What must be looked at: the shortcomings of each outcome, with the first figures of each kind. */
export function shortcomingLines(outcomes: readonly Outcome[]): string[] {
  const few = 5;
  return outcomes.flatMap((outcome) => {
    const faults = shortcomings(outcome);
    if (faults.length === 0) return [];
    const { wrong, unflagged, flagged } = outcome;
    const named = [wrong, unflagged, flagged].flatMap((list) => list.slice(0, few));
    return [
      `${outcome.format}, ${outcome.layout}: ${faults.join('; ')}`,
      ...named.map((what) => `    ${what}`),
    ];
  });
}

/** The text of docs/formats.md: depends on readers and fixtures alone, not on the machine. */
export function matrixPage(outcomes: readonly Outcome[], notRun: readonly NotRun[]): string {
  const formats = [...new Set(outcomes.map(({ format }) => format))];
  const layouts = LAYOUTS.map(({ id }) => id).filter((id) => outcomes.some(({ layout }) => layout === id));
  const rows = layouts.map((layout) => {
    const cells = formats.map((format) => {
      const outcome = outcomes.find((o) => o.format === format && o.layout === layout);
      return outcome === undefined ? '' : cellText(outcome);
    });
    return `| ${[layout, ...cells].join(' | ')} |`;
  });
  const figures = outcomes.reduce((sum, { cells }) => sum + cells, 0);
  const wrong = outcomes.reduce((sum, outcome) => sum + outcome.wrong.length, 0);
  const files = outcomes.reduce((sum, { reports }) => sum + reports, 0);
  return `${INTRODUCTION}
${figures} figures in ${files} files; ${wrong} of them read wrong.

| layout | ${formats.join(' | ')} |
| --- |${' --- |'.repeat(formats.length)}
${rows.join('\n')}
${notRun.length === 0 ? '' : `\nNot in the table:\n\n${notRun.map(({ format, why }) => `- ${format}: ${why}`).join('\n')}\n`}`;
}

function cellText(outcome: Outcome): string {
  const { flagged, wrong, unflagged, failed } = outcome;
  const notes = [
    [flagged.length, 'null'],
    [wrong.length, 'WRONG'],
    [unflagged.length, 'silent'],
    [failed.length, 'unread'],
  ] as const;
  const told = notes.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return [share(outcome), ...told].join(', ');
}

const INTRODUCTION = `# Formats and how they are read

Written by \`npm run test:formats\` (test/formats). It writes reports of both editions of the form, of one agency and of a
whole territory, in every format and layout, reads them again, and compares every figure. A cell shows the share of
figures that are exactly what was written, then, if there are any: *null*, figures that could not be read and have a
finding; *silent*, figures that could not be read and have no finding; *WRONG*, figures that differ from what was written
(an empty cell instead of a number counts as wrong); *unread*, files that could not be read at all. A blank cell means that
the format cannot show the layout, or that it is not tested.

The reports are synthetic, and so are the files: they are made with the \`docx\` package, LibreOffice, Chromium, SheetJS
and the project's own writers. For *any page*, each page is set differently, by a seed: paper, margins, type, leading,
columns, wrapped labels, the position of text in cells, and how a table breaks at the end of a page. Layouts with *marks*,
*strikes* and *hidden digits* use every means that a format has. Scans are printed by Chromium and turned into images of
200 dpi. The poor ones are skewed by 0.7 degrees, blurred and unevenly lit, have noise on every point, and are JPEG of
quality 50. Scans of tables without lines are not tested: no figure is read from them.
`;
