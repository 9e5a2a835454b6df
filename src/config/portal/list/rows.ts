/** A portal list as a table: a row for each list of reports. */
import { ConfigError } from '../../../errors.js';
import { type CsvRow, type CsvTable, readCsv } from '../../../place/csv.js';
import { issuesOf } from '../../../place/faults.js';
import { PORTAL_ID, portalIdOf } from '../id.js';
import { cellValue } from './cell.js';
import { type DraftColumn, draftPortal, type Keys, type ListDefaults } from './draft.js';
import { columnHead, HEADS, headOf, PORTAL_HEADS, settingIn, settingsOf } from './keys.js';
import type { ListedPortal, ReadList } from './listed.js';
import { placeIssue } from './place-issue.js';

/** Errors of one portal that are told together. */
const TOLD = 5;

/** Reads config/portals/<name>.csv. @throws ConfigError for a file that is no table, or has unknown heads */
export function readRows(file: string, defaults: ListDefaults): ReadList {
  const table = readCsv(file, { names: HEADS, nameOf: headOf });
  const faults: ConfigError[] = [...table.faults];
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(error);
      return null;
    }
  };
  const groups = new Map<string, CsvRow[]>();
  const seen = new Map<string, CsvRow[]>();
  for (const row of table.rows)
    attempt(() => {
      const id = idOf(row, table);
      refuseRepeated(row, table, seen);
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [row]);
      else group.push(row);
    });
  const portals = [...groups].flatMap(([id, rows]) => {
    const portal = attempt(() => portalOf(id, rows, table, defaults));
    return portal === null ? [] : [portal];
  });
  return { portals, faults };
}

function idOf({ row, cells }: CsvRow, table: CsvTable): string {
  const url = urlOf({ row, cells }, 'url', table) ?? urlOf({ row, cells }, 'baseUrl', table);
  const given = cells.get('id');
  if (given !== undefined && !PORTAL_ID.test(given))
    throw table.fault(`「${given}」 is not a valid portal name`, {
      row,
      head: 'id',
      hint: 'use lower-case letters, digits and hyphens',
    });
  if (given !== undefined) return given;
  if (url === null) throw table.fault('url is missing, and so is an id', { row });
  return portalIdOf(url.host);
}

function urlOf({ row, cells }: CsvRow, head: 'url' | 'baseUrl', table: CsvTable): URL | null {
  const text = cells.get(head);
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw table.fault(`「${text}」 is not an address that begins with http:// or https://`, { row, head });
  return url;
}

/** The same list in two rows would be harvested twice. Two portals may share a list only where their titles differ. */
function refuseRepeated(row: CsvRow, table: CsvTable, seen: Map<string, CsvRow[]>): void {
  const url = row.cells.get('url');
  if (url === undefined) return;
  const others = seen.get(url);
  if (others === undefined) {
    seen.set(url, [row]);
    return;
  }
  const same = others.find((other) => listIn(other) === listIn(row));
  if (same !== undefined)
    throw table.fault(`row ${same.row} has the same list`, {
      row: row.row,
      head: 'url',
      hint: 'take one out',
    });
  others.push(row);
}

/** What tells the list of a row from others of its address. */
function listIn({ cells }: CsvRow): string {
  const telling = [...cells].filter(
    ([head]) => head === 'family' || head.startsWith('titles.') || settingIn(head) !== null,
  );
  return JSON.stringify(telling.sort());
}

function portalOf(
  id: string,
  rows: readonly CsvRow[],
  table: CsvTable,
  defaults: ListDefaults,
): ListedPortal {
  const columns = rows.flatMap((row) => {
    const column = columnOf(row, table, defaults);
    return column === null ? [] : [{ row, column }];
  });
  const value = draftPortal(
    ownKeys(id, rows, table),
    columns.map(({ column }) => column),
    defaults,
  );
  const [first] = rows;
  const row = first?.row ?? 1;
  return {
    id,
    file: table.file,
    where: `row ${row}`,
    value,
    fault: (message, hint) => table.fault(message, { row, ...(hint === undefined ? {} : { hint }) }),
    at: (work) => {
      try {
        return work();
      } catch (error) {
        const issues = issuesOf(error);
        if (issues === null) throw error;
        const columnRows = columns.map(({ row }) => row);
        throw together(issues.map((issue) => placeIssue(issue, { rows, columnRows, value, table })));
      }
    },
  };
}

/** The portal's own keys: those of its first row, which its other rows repeat or leave blank. */
function ownKeys(id: string, rows: readonly CsvRow[], table: CsvTable): Keys {
  const keys: Record<string, unknown> = {};
  const said = new Map<string, { readonly text: string; readonly row: number }>();
  for (const { row, cells } of rows)
    for (const [head, text] of cells) {
      const schema = PORTAL_HEADS.get(head);
      if (schema === undefined) continue;
      const before = said.get(head);
      if (before === undefined) {
        said.set(head, { text, row });
        put(keys, head, cellValue(schema, text));
      } else if (before.text !== text)
        throw table.fault(`row ${before.row} has 「${before.text}」, and is of the same portal ${id}`, {
          row,
          head,
          hint: 'give each portal an id of its own',
        });
    }
  return keys;
}

function put(keys: Record<string, unknown>, head: string, value: unknown): void {
  const [key = head, inner] = head.split('.');
  if (inner === undefined) keys[key] = value;
  else keys[key] = { ...(typeof keys[key] === 'object' ? keys[key] : {}), [inner]: value };
}

/** The list that a row names; null for a row that only tells of its portal. */
function columnOf(row: CsvRow, table: CsvTable, defaults: ListDefaults): DraftColumn | null {
  const { cells } = row;
  const own = [...cells].flatMap(([head, text]) => {
    const setting = settingIn(head);
    return setting === null ? [] : [{ setting, text }];
  });
  const url = urlOf(row, 'url', table);
  if (url === null && !cells.has('family') && own.length === 0) return null;
  const family = cells.get('family') ?? defaults.family;
  if (family === null)
    throw table.fault('family is missing', {
      row: row.row,
      hint: '`nianbao portals probe` says which family reads a page',
    });
  const schemas = settingsOf(family);
  const settings = own.map(({ setting, text }) => {
    const schema = schemas.get(setting);
    if (schema === undefined && schemas.size > 0)
      throw table.fault(`columns of ${family} have no setting ${setting}`, {
        row: row.row,
        head: columnHead(setting),
        hint: `they have ${[...schemas.keys()].join(', ')}`,
      });
    return [setting, schema === undefined ? text : cellValue(schema, text)];
  });
  return { family, url, settings: Object.fromEntries(settings) };
}

/** The first error, and the next ones in short. */
function together(errors: readonly ConfigError[]): ConfigError {
  const [first, ...others] = errors;
  if (first === undefined) return new ConfigError('not valid');
  const more = others.slice(0, TOLD - 1).map(({ message }) => `; ${message}`);
  const rest = errors.length > TOLD ? `; and ${errors.length - TOLD} more` : '';
  return new ConfigError(`${first.message}${more.join('')}${rest}`, first.place);
}
