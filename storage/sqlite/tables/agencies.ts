import type Database from 'better-sqlite3';
import { type AgencyId, toAgencyId } from '../ids.js';

export interface AgencyStore {
  /** Inside a transaction: the agency's row, made where it is new, with these aliases added to those it has. */
  ensure(region: string, name: string, aliases: readonly string[]): AgencyId;
  /** The agency's row, or null. */
  find(agency: { readonly region: string; readonly agency: string }): AgencyId | null;
  /** Rows of agencies whose name or alias is the text, or else, where none is, contains it. */
  matching(text: string): readonly AgencyId[];
}

export function agencyStore(db: Database.Database): AgencyStore {
  const find = db
    .prepare<[string, string], AgencyId>('SELECT id FROM agency_row WHERE region = ? AND name = ?')
    .pluck();
  const insert = db.prepare<[string, string]>('INSERT INTO agency_row (region, name) VALUES (?, ?)');
  const addAlias = db.prepare<[AgencyId, string]>(
    'INSERT INTO agency_alias_row (agency_id, alias) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const named = db
    .prepare<[string, string], AgencyId>(
      `SELECT id FROM agency_row WHERE name = ?
       UNION SELECT agency_id FROM agency_alias_row WHERE alias = ?`,
    )
    .pluck();
  // instr() rather than LIKE: no character of the text is a wildcard.
  const containing = db
    .prepare<[string, string], AgencyId>(
      `SELECT id FROM agency_row WHERE instr(name, ?) > 0
       UNION SELECT agency_id FROM agency_alias_row WHERE instr(alias, ?) > 0`,
    )
    .pluck();
  return {
    ensure(region, name, aliases) {
      const id = find.get(region, name) ?? toAgencyId(insert.run(region, name));
      for (const alias of aliases) if (alias !== '' && alias !== name) addAlias.run(id, alias);
      return id;
    },
    find: ({ region, agency }) => find.get(region, agency) ?? null,
    matching(text) {
      const exact = named.all(text, text);
      return exact.length > 0 ? exact : containing.all(text, text);
    },
  };
}
