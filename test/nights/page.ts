/** docs/changes.md: every scenario, and what is told of it. */
import type { Group, History, Scenario } from './scenario.js';
import { AWAITED } from './scenarios/awaited.js';

const HEAD = `# What is told of which change

Every row is a night-by-night play on a small portal of its own, which shares no code with nianbao: at least six nights
of the real harvest, after which history, list, coverage, an export, the notices of each night and the feed are compared
with what the row says. \`npm run docs:changes\` writes this page from the scenarios in \`test/nights/\`; a test compares.

Nights count from 1, and a report is withdrawn after three of them (\`harvest.withdrawnAfter\`). Addresses are called a,
b, c; figures are those of one cell, which is 12 on the first night. Each portal also has the reports of two agencies
that nothing happens to, where the row does not say otherwise.

Three rules answer most questions:

- **Which address speaks for a report is decided every night.** The one that spoke goes on as long as it shows the
  report. Another one continues the report, \`moved\`, on the night on which a complete list no longer names the first or
  the first plainly shows something else; where the list still names it and it only fails to show the report (404, 410,
  the front page, a page without a report), after as many nights as a withdrawal takes. If the other address says
  something else, that is a revision, told like any other.
- **Two addresses that differ are a finding, not a revision.** \`report.sources_disagree\` is about the last night: one
  for a pair, gone when they agree or one of them is gone.
- **An address that shows another report has left the first one.** The first is withdrawn like any other that is gone,
  unless the content is the same and only the name or the year is not: then one report was \`renamed\`.

A figure that is changed and changed back is two revisions: A → B → A has three versions.
`;

const MOST_LINES = 4;

export function changesPage(groups: readonly Group[]): string {
  const count = groups.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
  const tables = groups.map(
    ({ title, scenarios }) =>
      `## ${title}\n\n| what happens | how it ends | night by night | the list afterwards |\n| --- | --- | --- | --- |\n${scenarios.map(rowOf).join('\n')}\n`,
  );
  const awaited = Object.keys(AWAITED);
  const open =
    awaited.length === 0 ? '' : ` ${awaited.length} of them do not end like this yet; they say so.`;
  return [HEAD, `There are ${count} scenarios.${open}\n`, ...tables].join('\n');
}

function rowOf(scenario: Scenario): string {
  const { what, outcome, history, reports } = scenario;
  const seen = AWAITED[what];
  const end = seen === undefined ? outcome : `${outcome} **Not yet**: ${seen}`;
  const cells = [what, end, listed(historyLines(history)), listed(reports)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function historyLines(history: History): readonly string[] {
  return Object.entries(history).map(([report, lines]) => `${report}: ${lines.join(', ')}`);
}

function listed(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES);
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('<br>');
}
