/** docs/lists.md: every kind of list that is played, and how it is read. */
import { AWAITED } from './awaited.js';
import { type Check, checksOf } from './checks.js';
import type { Kind } from './kind.js';

const HEAD = `# Which lists are read

Every row is a kind of list that portals have, played on loopback after public descriptions of such portals; none was
tried on a live site. \`npm run docs:lists\` writes this page from the kinds in \`test/portals/kinds/\`; a test compares.

Each kind is a small portal of its own, which shares no code with what reads it, opened from several seeds: class names,
quotes, wrappers, forms of dates, page sizes, cut titles, old code in comments and boxes of other columns differ. Its
column has 40 reports among plans, guides, notices and reports of years long past, or exactly one page, or one entry more
than a page. What a user runs is run against it: \`portals probe --write\`, \`portals check\`, \`harvest\`.

- **Read whole**: exactly the portal's reports are taken, and the commands call the list sound and complete. Where
  articles are what a kind is about, a harvest fetches exactly those, and each page becomes a report.
- **Cut short**: from its second page on the list answers 404 or 500, is empty, shows the first page again, or its pager
  calls a function that is in no script. Then the commands never call it sound or complete.
- **No, and says so**: the page shows a part, and only running its scripts could tell the rest, or rows were lost on the way.
  The commands take what they see, and never call it sound or complete.
- **To do**: what a user does after the probe.
`;

/** The page for these kinds. */
export function listsPage(kinds: readonly Kind[]): string {
  const groups = [...new Set(kinds.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const rows = kinds.filter((kind) => kind.group === group).map(rowOf);
    return `## ${group}\n\n| the list page | places | to do | read whole | cut short is told |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  const open = kinds.filter(({ id }) => id in AWAITED).length;
  const awaited = open === 0 ? '' : ` Not read like this yet: ${open}; their rows say so.`;
  const sum = `There are ${kinds.length} kinds.${awaited}\n`;
  return [HEAD, sum, ...sections].join('\n');
}

function rowOf(kind: Kind): string {
  const { shows, places, setting } = kind;
  const toDo = setting === undefined ? 'nothing' : `\`${setting}\``;
  const cells = [
    shows,
    places,
    toDo,
    kind.isPart === true ? isTold(kind) : isMet(kind, /^(taken|whole|harvested)$/),
    isMet(kind, /^cut /),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Of a list of which nobody can tell the rest. */
function isTold({ id }: Kind): string {
  return AWAITED[id]?.includes('told') === true ? '**not yet told**' : 'no, and says so';
}

/** Are the checks met? Where some are, those that are not are named. */
function isMet(kind: Kind, which: RegExp): string {
  const asked = checksOf(kind).filter((check) => which.test(check));
  const open = (AWAITED[kind.id] ?? []).filter((check) => which.test(check));
  if (asked.length === 0) return 'does not apply';
  if (open.length === 0) return 'yes';
  return open.length === asked.length ? '**not yet**' : `not yet: ${open.map(nameOf).join(', ')}`;
}

const NAMES: Readonly<Record<Check, string>> = {
  taken: 'some reports',
  whole: 'says so',
  harvested: 'the articles',
  told: 'says that it is a part',
  'cut 404': '404',
  'cut 500': '500',
  'cut empty': 'empty page',
  'cut again': 'first page again',
  'cut nowhere': 'unknown function',
};

function nameOf(check: Check): string {
  return NAMES[check];
}
