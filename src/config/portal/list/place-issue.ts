/** Where in a table a mistake is that zod found in the portal made of it. */
import type { ConfigError } from '../../../errors.js';
import type { CsvRow, CsvTable } from '../../../place/csv.js';
import { describeIssue, type Issue } from '../../../place/faults.js';
import type { Keys } from './draft.js';
import { columnHead } from './keys.js';

/** A portal's rows, and the portal made of them. */
export interface Made {
  readonly table: CsvTable;
  readonly rows: readonly CsvRow[];
  /** The rows of the portal's columns, in the order of these. */
  readonly columnRows: readonly CsvRow[];
  readonly value: Keys;
}

export function placeIssue(issue: Issue, made: Made): ConfigError {
  const { table, rows, columnRows, value } = made;
  const [key = '', index, setting] = issue.path;
  const columnRow = key === 'columns' && typeof index === 'number' ? columnRows[index] : undefined;
  const heads = columnRow === undefined ? portalHeads(issue) : columnHeads(issue, setting);
  const own = columnRow === undefined ? rows : [columnRow];
  const row = own[0]?.row ?? 1;
  if (isMissing(issue, value)) return table.fault(`${heads[0]} is missing`, { row });
  for (const head of heads)
    for (const { row, cells } of own) {
      const cell = cells.get(head);
      if (cell !== undefined) return table.fault(ofCell(issue, cell), { row, head });
    }
  return table.fault(describeIssue(issue), { row });
}

/** A cell is text: what zod says of another type is said in words. */
function ofCell(issue: Issue, cell: string): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.expected === 'boolean') return `「${cell}」 is neither true nor false`;
  const isNumber = issue.expected === 'number' || issue.expected === 'int';
  return isNumber ? `「${cell}」 is not a number` : issue.message;
}

/** `limits.listPages`, or `hosts` for an entry of that list; the address of the site may come from `url`. */
function portalHeads({ path }: Issue): string[] {
  const [key = '', inner] = path.map(String);
  const head = typeof path[1] === 'string' ? `${key}.${inner}` : key;
  return key === 'baseUrl' ? [head, 'url'] : [head];
}

/** What is wrong in a setting that no cell has was read from the address. */
function columnHeads(issue: Issue, setting: PropertyKey | undefined): string[] {
  if (setting === 'family') return ['family'];
  if (setting !== undefined) return [columnHead(String(setting)), 'url'];
  return issue.code === 'unrecognized_keys' ? issue.keys.map(columnHead) : ['family', 'url'];
}

function isMissing({ path }: Issue, value: unknown): boolean {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return false;
    found = Reflect.get(found, part);
  }
  return found === undefined;
}
