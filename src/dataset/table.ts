/** What a table of a dataset is: declared once, and from it come heads, types, schemas and the codebook. */

/** `date` is YYYY-MM-DD, `time` ISO 8601 in UTC, both written as text. */
export type ColumnType = 'text' | 'integer' | 'number' | 'date' | 'time';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Of a number; absent where it has none. */
  readonly unit?: string;
  readonly zh: string;
  readonly en: string;
  /** The values there can be. */
  readonly values?: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly columns: readonly Column[];
  /** Columns that together tell one row from all others; none where the table has no such. */
  readonly key: readonly string[];
  /** Columns by which a row names its report in `reports`; none for tables that are not about one report. */
  readonly report: readonly string[];
}
