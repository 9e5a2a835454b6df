/** The registry of agencies, config/agencies/*.csv: who publishes in a region or on a portal, for all portals at once. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../errors.js';
import { type CsvRow, type CsvTable, readCsv } from '../place/csv.js';
import { issuesOf } from '../place/faults.js';
import { cellValue } from './portal/list/cell.js';
import { type TableAgency, tableAgency } from './portal/portal.js';
import { agencySchema } from './portal/schema.js';

/** Heads beside the keys of an agency in a portal's file. */
export const AGENCY_HEADS: Readonly<Record<string, string>> = {
  region: 'The division, six digits of GB/T 2260: the agency is of every portal of just this region.',
  portal: 'The name of a portal: the agency is of this portal alone.',
};
const OWN = new Map(Object.entries(agencySchema.shape));
const HEADS = [...Object.keys(AGENCY_HEADS), ...OWN.keys()];
const CHINESE: Readonly<Record<string, string>> = {
  行政区划代码: 'region',
  区划代码: 'region',
  门户: 'portal',
  名称: 'name',
  别名: 'aliases',
  代码: 'code',
};

export interface AgencyBook {
  /** The agencies of a portal: its own rows, then those of its region. */
  of(portal: { readonly id: string; readonly region: string }): readonly TableAgency[];
  /** What is wrong in the files, one error for each row. */
  readonly faults: readonly ConfigError[];
}

/** Reads the registry of a configuration folder; where there is none, it names nobody. */
export function readAgencies(folder: string): AgencyBook {
  const place = join(folder, 'agencies');
  const files = existsSync(place) ? readdirSync(place).filter((name) => /^[^.].*\.csv$/i.test(name)) : [];
  const faults: ConfigError[] = [];
  const groups = new Map<string, Scope>();
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(error);
    }
  };
  for (const name of files.sort())
    attempt(() => {
      const table = readCsv(join(place, name), { names: HEADS, nameOf: headOf });
      faults.push(...table.faults);
      for (const row of table.rows)
        attempt(() => {
          const key = scopeOf(row, table);
          const scope = groups.get(key) ?? new Scope();
          groups.set(key, scope);
          scope.add(agencyOf(row, table), row, table);
        });
    });
  const at = (key: string): readonly TableAgency[] => groups.get(key)?.agencies ?? [];
  return { of: ({ id, region }) => [...at(`portal ${id}`), ...at(`region ${region}`)], faults };
}

function headOf(text: string): string | null {
  const head = CHINESE[text] ?? text;
  return HEADS.includes(head) ? head : null;
}

function scopeOf({ row, cells }: CsvRow, table: CsvTable): string {
  const portal = cells.get('portal');
  const region = cells.get('region');
  if (portal !== undefined) return `portal ${portal}`;
  if (region === undefined) throw table.fault('a region or a portal is missing', { row });
  if (!/^\d{6}$/.test(region))
    throw table.fault('must be the six digits of the division', { row, head: 'region' });
  return `region ${region}`;
}

function agencyOf({ row, cells }: CsvRow, table: CsvTable): TableAgency {
  const keys = [...cells].flatMap(([head, text]) => {
    const schema = OWN.get(head);
    return schema === undefined ? [] : [[head, cellValue(schema, text)]];
  });
  try {
    return tableAgency(agencySchema.parse(Object.fromEntries(keys)));
  } catch (error) {
    const [issue] = issuesOf(error) ?? [];
    if (issue === undefined) throw error;
    const head = String(issue.path[0] ?? 'name');
    if (!cells.has(head)) throw table.fault(`${head} is missing`, { row });
    throw table.fault(issue.message, { row, head });
  }
}

/** The agencies of one region or portal: a name belongs to one of them only. */
class Scope {
  readonly agencies: TableAgency[] = [];
  readonly #names = new Map<string, string>();

  add(agency: TableAgency, { row }: CsvRow, table: CsvTable): void {
    const { name, aliases, code } = agency;
    const names = [name, ...aliases, ...(code === undefined ? [] : [`code ${code}`])];
    for (const one of names) {
      const other = this.#names.get(one);
      if (other !== undefined)
        throw table.fault(`${one} is already a name of ${other}`, { row, head: 'name' });
    }
    for (const one of names) this.#names.set(one, name);
    this.agencies.push(agency);
  }
}
