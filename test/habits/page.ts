/** docs/habits.md: every habit, and what the nights brought. */
import { type Group, type Habit, ODD_NIGHT, PATIENCE } from './habit.js';
import type { Played } from './play.js';
import { HOST } from './shelf.js';

const HEAD = `# Habits of servers

Written by \`npm run docs:habits\` (test/habits/habits.test.ts), and compared by \`npm test\`. Real servers do not always
answer as RFC 9110 and RFC 9112 ask. Each row is a small portal of three reports whose server has one habit; it writes
its answers byte by byte and shares no code with nianbao. After the first night one report is revised. In every row the
test asserts that this revision is archived, that nothing else is, and that the night after it changes nothing.
\`harvest.readInFull\` is ${PATIENCE} nights here, not 14.
`;

export function habitsPage(
  groups: readonly Group[],
  played: ReadonlyMap<string, Played>,
  awaited: Readonly<Record<string, string>>,
): string {
  const count = groups.reduce((sum, { habits }) => sum + habits.length, 0);
  const left = Object.keys(awaited).length;
  const open = left === 0 ? '' : ` ${left} of them do not end like this yet; they say so.`;
  const tables = groups.map(
    ({ title, habits }) =>
      `## ${title}\n\n| habit | first night | second night | the revision |\n| --- | --- | --- | --- |\n${habits
        .map((habit) => rowOf(habit, played.get(habit.what), awaited[habit.what]))
        .join('\n')}\n`,
  );
  return [HEAD, `There are ${count} habits.${open}\n`, ...tables].join('\n');
}

function rowOf(habit: Habit, played: Played | undefined, awaited: string | undefined): string {
  const cells =
    awaited === undefined
      ? [habit.what, nightOf(played, 1), isPatient(habit) ? '' : nightOf(played, 2), endOf(habit, played)]
      : [habit.what, '', '', `**Not yet**: ${awaited}`];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Which night asks for everything anew differs from address to address. */
function isPatient({ by }: Habit): boolean {
  return by !== undefined && by > ODD_NIGHT;
}

/** What the night fetched, and what its record says; whether that cost a body is as the night falls. */
function nightOf(played: Played | undefined, number: number): string {
  const night = played?.nights[number - 1];
  if (night === undefined) return '';
  const counts = new Map<string, number>();
  for (const [outcome, count] of Object.entries(night.counts.captures)) {
    const name = outcome === 'not_modified' ? 'unchanged' : outcome;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const [problem] = night.problems;
  return [
    ...[...counts].map(([name, count]) => `${count} ${name}`).sort(),
    ...(problem === undefined ? [] : [plain(problem)]),
  ].join(', ');
}

function endOf(habit: Habit, played: Played | undefined): string {
  const { ends, by } = habit;
  if (isPatient(habit)) return `seen by night ${by}`;
  const revision = played?.changes.find((line) => line.includes('revised')) ?? '';
  const seen = `seen on night ${revision.split(' ')[0]}`;
  if (ends === 'told' && by === undefined) return `${seen}, when the habit is over`;
  return ends === 'kept' ? `${seen}, as another file; nothing is read in it` : seen;
}

/** A problem without what differs from one run to the next. */
function plain(problem: string): string {
  return problem
    .replace(/ \((?:UND_ERR_|HPE_|E)[A-Z_]+\)/g, '')
    .replace(new RegExp(`http://${HOST.replaceAll('.', '\\.')}:\\d+`, 'g'), '')
    .replace(/:\d{4,5}\b/g, '');
}
