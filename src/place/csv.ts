/** Tables that people keep in a spreadsheet and save as CSV: what stands in a cell, and where the cell is. */
import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { defined } from '../defined.js';
import { ConfigError } from '../errors.js';
import { decodeText } from '../text/charset.js';
import { closest } from '../text/suggest.js';

export interface CsvRow {
  /** As a spreadsheet numbers it; the heads are row 1. */
  readonly row: number;
  /** The cells that are not blank, trimmed, by head. */
  readonly cells: ReadonlyMap<string, string>;
}

export interface CsvTable {
  readonly file: string;
  /** Without blank rows. */
  readonly rows: readonly CsvRow[];
  /** Rows that cannot be read, one error each. */
  readonly faults: readonly ConfigError[];
  /** An error in a cell, or in a row. */
  fault(message: string, place: CsvPlace): ConfigError;
}

/** A cell by its row and head, or a whole row. */
interface CsvPlace {
  readonly row: number;
  readonly head?: string;
  readonly hint?: string;
}

/** What heads a table may have. */
export interface KnownHeads {
  /** Every head, for hints. */
  readonly names: readonly string[];
  /** The name of a head as a file has it; null for what is no head. */
  nameOf(head: string): string | null;
}

const DELIMITERS = [',', '\t', ';'];
/** What a spreadsheet makes of a long code that it takes for a number: 1.23E+17. */
const ROUNDED = /^\d(?:\.\d+)?E\+\d+$/i;
/** Heads that a hint names. */
const NAMED = 12;

/**
 * Reads a table whose first row has the heads. Excel's files are read as they are: UTF-8 with and without byte order
 * mark, GBK, UTF-16, and commas, tabs or semicolons between cells.
 * @throws ConfigError for a file that cannot be read, or has a head that is not known
 */
export function readCsv(file: string, known: KnownHeads): CsvTable {
  const [first = [], ...records] = recordsOf(textOf(file), file);
  const heads = headsOf(first, file, known);
  const at = (row: number, column: number, message: string, hint?: string): ConfigError =>
    new ConfigError(`row ${row}, column ${letters(column)} (${first[column]?.trim() ?? ''}): ${message}`, {
      file,
      ...defined({ hint }),
    });
  const faults: ConfigError[] = [];
  const rows: CsvRow[] = [];
  records.forEach((record, index) => {
    const row = index + 2;
    const cells = new Map<string, string>();
    const wrong = record.flatMap((text, column) => {
      const cell = text.trim();
      const head = heads[column];
      if (cell === '') return [];
      if (head === null || head === undefined) return [at(row, column, 'the column has no head')];
      if (ROUNDED.test(cell))
        return [at(row, column, `${cell} is a code that the spreadsheet has rounded`, ROUNDED_HINT)];
      cells.set(head, cell);
      return [];
    });
    if (wrong.length > 0) faults.push(...wrong.slice(0, 1));
    else if (cells.size > 0) rows.push({ row, cells });
  });
  const fault = (message: string, { row, head, hint }: CsvPlace): ConfigError => {
    const column = head === undefined ? -1 : heads.indexOf(head);
    if (column >= 0) return at(row, column, message, hint);
    return new ConfigError(`row ${row}: ${message}`, { file, ...defined({ hint }) });
  };
  return { file, rows, faults, fault };
}

const ROUNDED_HINT = 'format the column as text and write the code again';

function textOf(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new ConfigError('the file cannot be read', { file, cause });
  }
  const { text, damaged } = decodeText(bytes);
  if (damaged === 0) return text;
  throw new ConfigError('the file is neither UTF-8 nor GBK', { file, hint: 'save it as CSV UTF-8' });
}

function recordsOf(text: string, file: string): string[][] {
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string): number => line.split(delimiter).length;
  const [delimiter = ','] = [...DELIMITERS].sort((a, b) => count(b) - count(a));
  try {
    return parse(text, { delimiter, relax_column_count: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new ConfigError(`not valid CSV: ${cause.message}`, { file, cause });
  }
}

/** The name of each column; null for one without a head. */
function headsOf(first: readonly string[], file: string, { names, nameOf }: KnownHeads): (string | null)[] {
  const seen = new Set<string>();
  return first.map((text, column) => {
    const head = text.trim();
    if (head === '') return null;
    const name = nameOf(head);
    const where = `row 1, column ${letters(column)}`;
    if (name === null) {
      const near = closest(head, names);
      const hint = near.length > 0 ? `${near.join(', ')}?` : `heads: ${names.slice(0, NAMED).join(', ')}`;
      throw new ConfigError(`${where}: there is no column 「${head}」`, { file, hint });
    }
    if (seen.has(name)) throw new ConfigError(`${where}: the column ${head} is there twice`, { file });
    seen.add(name);
    return name;
  });
}

/** A column as a spreadsheet names it: A, B … Z, AA. */
function letters(column: number): string {
  const own = String.fromCharCode(65 + (column % 26));
  return column < 26 ? own : `${letters(Math.floor(column / 26) - 1)}${own}`;
}
