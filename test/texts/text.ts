/** One text by its kind and seed, and what it says. */

import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { reportSections } from '../../src/simulation/reports/report-sections.js';
import type { Random } from '../formats/chance.js';
import { drawColumns, type Page, PLAIN_LOOK, pageOf } from './columns.js';
import { PLAIN_FILLING } from './fill.js';
import { formTables } from './form.js';
import type { Difference, Kind } from './kind.js';
import { differenceOf } from './kinds.js';
import { type Drawn, type Stand, writeLine } from './lines.js';
import { sayMisplaced } from './misplaced.js';
import { footOf, headOf, PLAIN_PAGING } from './paging.js';
import { sampleOf } from './sample.js';
import type { Says } from './says.js';
import { hasFigures, type TextTable } from './table.js';
import { encoded } from './whole.js';
import { wrapped } from './wrap.js';

export interface MadeText {
  readonly bytes: Buffer;
  readonly says: Says;
  /** The kinds that are in it: several of a mixture. */
  readonly of: readonly string[];
}

export function makeText(kind: Kind, seed: number): MadeText {
  const random = seededRandom(partSeed('texts', kind.id, seed));
  const { difference, of } = differenceOf(kind, random);
  const page = pageOf({ ...PLAIN_LOOK, ...difference.look }, random);
  const sample = sampleOf(seed, random, { emptied: 'none', isBusy: false, ...difference.sample });
  const filling = { ...PLAIN_FILLING, ...difference.filling };
  const says: Says = new Map();
  const tables = formTables(sample.report, filling, random, says).map((table) =>
    (difference.changes ?? []).reduce(
      (changed, change) => change(changed, { random, sample, filling }),
      table,
    ),
  );
  const context: Writing = { difference, page, random, says, report: sample.report };
  const lines = [sample.report.title, ''];
  for (const { heading, paragraphs, table: id } of reportSections(sample.report)) {
    lines.push(heading, ...paragraphs.flatMap((text) => paragraphLines(text, page, random)));
    for (const table of tables.filter((one) => one.id === id)) {
      lines.push(...maybeEmpty(random), ...tableLines(table, context), ...maybeEmpty(random));
    }
  }
  const changed = (difference.whole ?? []).reduce((all, change) => change(all, random), lines);
  return { bytes: encoded(changed, difference.encoding ?? 'utf-8'), says, of };
}

interface Writing {
  readonly difference: Difference;
  readonly page: Page;
  readonly random: Random;
  readonly says: Says;
  readonly report: SimulatedReport;
}

const maybeEmpty = (random: Random): string[] => (random.next() < 0.5 ? [''] : []);

function paragraphLines(text: string, { look }: Page, random: Random): string[] {
  if (!look.hasMargin && random.next() > 0.3) return [`　　${text}`];
  return wrapped(text, random.between(60, 76), random).map((line, at) => (at === 0 ? `    ${line}` : line));
}

function tableLines(table: TextTable, context: Writing): string[] {
  const { difference, page, random, says } = context;
  const own = difference.draw?.(table, random) ?? drawColumns(table, page, random);
  const drawn = difference.isBesideProse === true ? besideProse(own, context) : own;
  const stands = new Map<string, Stand>();
  const lines =
    difference.paging === undefined
      ? writtenLines(drawn, 0, drawn.lines, stands, context)
      : pagedLines(table, drawn, stands, context);
  sayMisplaced(table, drawn, stands, says);
  return lines;
}

/** Of empty lines within a table, most are lost. */
const EMPTY_LOST = 0.7;

function writtenLines(
  { setting }: Drawn,
  pageShift: number,
  lines: Drawn['lines'],
  stands: Map<string, Stand>,
  { difference, random }: Writing,
): string[] {
  return lines.flatMap((line) => {
    const push = difference.shift ?? 0;
    const shift = pageShift + (push > 0 && random.next() < 0.4 ? random.between(1, push) : 0);
    const written = writeLine(line, setting, shift, random);
    for (const [indicator, stand] of written.stands) stands.set(indicator, stand);
    if (written.text === '' && difference.look?.rules !== 'empty lines' && random.next() < EMPTY_LOST)
      return [];
    const isParted = random.next() < (difference.emptyLines ?? 0);
    return [written.text, ...(isParted ? [''] : [])];
  });
}

/** As many lines as may stand on a page. */
const PAGE_LINES = [8, 40] as const;

function pagedLines(table: TextTable, drawn: Drawn, stands: Map<string, Stand>, context: Writing): string[] {
  const { difference, random, report } = context;
  const paging = { ...PLAIN_PAGING, ...difference.paging };
  const heads = drawn.lines.filter(({ row }) => row < table.headRows);
  const text: string[] = [];
  let [rest, page] = [drawn.lines, 1];
  while (rest.length > 0) {
    const count = random.between(...PAGE_LINES);
    const [lines, isFirst] = [rest.slice(0, count), page === 1];
    rest = rest.slice(count);
    const shift = isFirst ? 0 : random.between(0, paging.shift);
    const above = isFirst ? [] : headOf(report.agency, report.year, random);
    if (!isFirst && paging.isContinued) above.push('（续表）');
    const again = isFirst || !paging.repeatsHead ? [] : heads;
    const below = paging.isContinued && rest.length > 0 ? pageSums(table, lines, random) : [];
    const own = [
      ...above,
      ...writtenLines(drawn, shift, again, new Map(), context),
      ...writtenLines(drawn, shift, lines, stands, context),
      ...below,
    ];
    const [first = '', ...others] = own;
    text.push(!isFirst && paging.hasFormFeeds ? `\f${first}` : first, ...others);
    page += 1;
    if (rest.length > 0) text.push(...footOf(page, random));
  }
  return text;
}

/** A row that no form has, with made numbers: they need not be the sums of what stands above. */
function pageSums(table: TextTable, lines: Drawn['lines'], random: Random): string[] {
  const isBody = lines.some(({ row }) => hasFigures(table.rows[row] ?? []));
  if (table.id !== 'requests' || !isBody) return [];
  return [`本页小计${Array.from({ length: 7 }, () => `   ${random.between(0, 99)}`).join('')}`];
}

/** How wide the column of prose is, and what parts it from the table. */
const PROSE = { width: 28, gap: 4 };

function besideProse(drawn: Drawn, { report, random }: Writing): Drawn {
  const prose = wrapped([...report.prose.overview, ...report.prose.problems].join(''), PROSE.width, random);
  const by = PROSE.width + PROSE.gap;
  const rooms = new Map(
    [...drawn.rooms].map(([indicator, ranges]) => [
      indicator,
      ranges.map(({ from, to }) => ({ from: from + by, to: to + by })),
    ]),
  );
  const lines = drawn.lines.map(({ pieces, row }, at) => {
    const text = prose[at];
    const beside = text === undefined ? [] : [{ x: 0, text, indicator: null }];
    return { row, pieces: [...beside, ...pieces.map((piece) => ({ ...piece, x: piece.x + by }))] };
  });
  return { ...drawn, rooms, lines };
}
