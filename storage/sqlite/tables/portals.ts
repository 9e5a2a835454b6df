import type Database from 'better-sqlite3';
import type { PortalRecord } from '../../contract/archive.js';
import { type PortalRowId, toPortalRowId } from '../ids.js';

export interface PortalStore {
  save(portal: PortalRecord): void;
  /** The portal's row; a portal that was never saved gets a bare one, for savePortal to fill. */
  ensure(code: string): PortalRowId;
}

export function portalStore(db: Database.Database): PortalStore {
  const save = db.prepare<[string, string, string, string]>(
    `INSERT INTO portal_row (code, name, region, base_url) VALUES (?, ?, ?, ?)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, region = excluded.region,
       base_url = excluded.base_url`,
  );
  const find = db.prepare<[string], PortalRowId>('SELECT id FROM portal_row WHERE code = ?').pluck();
  const insert = db.prepare<[string, string]>(
    `INSERT INTO portal_row (code, name, region, base_url) VALUES (?, ?, '', '')`,
  );
  return {
    save: ({ id, name, region, baseUrl }) => {
      save.run(id, name, region, baseUrl);
    },
    ensure: (code) => find.get(code) ?? toPortalRowId(insert.run(code, code)),
  };
}
