import type { Cell } from '../contract/snapshot.js';
import type { DatasetFile } from '../dataset-file.js';
import { openDatabase } from './binding.js';
import { quoteName } from './tables/indicators.js';

/** Creates a SQLite file, which must not exist yet. It has no journal: an incomplete file is thrown away. */
export function createDatasetFile(path: string): DatasetFile {
  const db = openDatabase(path);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec('BEGIN');
  return {
    table(name, columns) {
      const shape = columns.map((column) => `${quoteName(column.name)} ${column.type}`).join(', ');
      db.exec(`CREATE TABLE ${quoteName(name)} (${shape}) STRICT`);
      const insert = db.prepare<[Cell[]]>(
        `INSERT INTO ${quoteName(name)} VALUES (${columns.map(() => '?').join(', ')})`,
      );
      return (block) => {
        const row = columns.map((_, index) => {
          const column = block.columns[index] ?? null;
          return isCells(column) ? null : column;
        });
        const varying = [...block.columns.entries()].flatMap(([index, column]) =>
          isCells(column) ? [{ index, column }] : [],
        );
        for (let at = 0; at < block.rows; at++) {
          for (const { index, column } of varying) row[index] = column[at] ?? null;
          insert.run(row);
        }
      };
    },
    finish() {
      db.exec('COMMIT');
      db.close();
    },
    abandon() {
      db.close();
    },
  };
}

function isCells(column: Cell | readonly Cell[]): column is readonly Cell[] {
  return Array.isArray(column);
}
