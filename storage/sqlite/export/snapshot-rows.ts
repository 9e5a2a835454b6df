import type Database from 'better-sqlite3';
import { z } from 'zod';
import { ArchiveError } from '../../../src/errors.js';
import type { BlockColumn, Cell, ReportFigures, RowBlock, SnapshotTable } from '../../contract/archive.js';
import { quoteName } from '../tables/indicators.js';

/** Rows handed over at once by tables other than the figures. */
const BLOCK_ROWS = 500;

const CHOSEN = `temp.chosen c
  JOIN version_row v ON v.id = c.version_id
  JOIN agency_row a ON a.id = c.agency_id`;
const SOURCE_JOINS = 'JOIN source_row s ON s.id = v.source_id JOIN payload_row p ON p.id = v.payload_id';
const KEY = 'a.region, a.name, c.year, c.kind';
const COUNT_FINDINGS = (severity: string) =>
  `(SELECT count(*) FROM temp.finding_then f WHERE f.version_id = v.id AND f.severity = '${severity}')`;

const reports = (indicators: readonly string[]) => `SELECT ${KEY}, v.number, v.edition, v.title, v.published,
  po.code, s.url, p.sha256, v.content_sha256, v.figures_sha256, v.revision, v.first_seen, c.last_seen,
  c.withdrawn_at, ${COUNT_FINDINGS('error')}, ${COUNT_FINDINGS('warning')}${indicators.map((id) => `, w.${quoteName(id)}`).join('')}
FROM ${CHOSEN} ${SOURCE_JOINS}
  LEFT JOIN portal_row po ON po.id = s.portal_id
  JOIN figure_wide_row w ON w.version_id = v.id
WHERE c.in_scope ORDER BY c.seq`;

const SECTIONS = `SELECT ${KEY}, v.number, t.number, t.heading, t.text, s.url, p.sha256
FROM ${CHOSEN} ${SOURCE_JOINS} JOIN section_row t ON t.version_id = v.id
WHERE c.in_scope ORDER BY c.seq, t.position`;

const FINDINGS = `SELECT ${KEY}, v.number, f.fingerprint, f.rule, f.severity,
  (SELECT group_concat(value, ' ') FROM json_each(f.indicators)), f.message, f.scope,
  coalesce(w.state, 'open'), w.note, s.url, p.sha256
FROM ${CHOSEN} ${SOURCE_JOINS} JOIN temp.finding_then f ON f.version_id = v.id
  LEFT JOIN review_row w ON w.id = (SELECT max(x.id) FROM review_row x
    WHERE x.fingerprint = f.fingerprint AND x.at <= (SELECT at FROM temp.moment))
WHERE c.in_scope ORDER BY c.seq, f.position`;

/** One row a changed cell, or one for a change without cells. */
const CHANGES = `SELECT ${KEY}, h.id, h.at, h.kind, h.from_version, h.to_version, s.url, tp.sha256, fp.sha256,
  h.moved_from, h.reason, h.former ->> '$.agency', h.former ->> '$.year', d.indicator, d.before_value, d.before_reason, d.before_raw, d.after_value, d.after_reason,
  d.after_raw,
  (SELECT group_concat(section, ' ') FROM (SELECT section FROM change_section_row
    WHERE change_id = h.id ORDER BY position))
FROM temp.chosen c
  JOIN agency_row a ON a.id = c.agency_id
  JOIN change_row h ON h.report_id = c.report_id
  JOIN source_row s ON s.id = h.source_id
  LEFT JOIN version_row tv ON tv.report_id = c.report_id AND tv.number = h.to_version
  LEFT JOIN payload_row tp ON tp.id = tv.payload_id
  LEFT JOIN version_row fv ON fv.report_id = c.report_id AND fv.number = h.from_version
  LEFT JOIN payload_row fp ON fp.id = fv.payload_id
  LEFT JOIN change_cell_row d ON d.change_id = h.id
WHERE c.in_scope AND h.at <= @end ORDER BY c.seq, h.id, d.position`;

/** Portals and aliases are gathered once for all agencies: asked for one by one they would be read over and over. */
const AGENCIES = `WITH
  portals AS MATERIALIZED (SELECT agency_id, group_concat(code, ' ') AS codes FROM (
    SELECT DISTINCT c.agency_id, po.code FROM temp.chosen c
      JOIN version_row v ON v.id = c.version_id
      JOIN source_row s ON s.id = v.source_id
      JOIN portal_row po ON po.id = s.portal_id
    WHERE c.in_scope ORDER BY c.agency_id, po.code) GROUP BY agency_id),
  aliases AS MATERIALIZED (SELECT agency_id, group_concat(alias, '; ') AS names FROM (
    SELECT agency_id, alias FROM agency_alias_row ORDER BY agency_id, alias) GROUP BY agency_id),
  counts AS MATERIALIZED (SELECT c.agency_id, count(*) AS reports, min(c.year) AS first_year, max(c.year) AS last_year
    FROM temp.chosen c WHERE c.in_scope GROUP BY c.agency_id)
SELECT a.region, a.name, l.names, q.codes, n.reports, n.first_year, n.last_year
FROM counts n JOIN agency_row a ON a.id = n.agency_id
  LEFT JOIN portals q ON q.agency_id = a.id
  LEFT JOIN aliases l ON l.agency_id = a.id
ORDER BY a.region, a.name`;

const PORTALS = `SELECT po.code, po.name, po.region, po.base_url, count(DISTINCT c.agency_id), count(*)
FROM ${CHOSEN} JOIN source_row s ON s.id = v.source_id JOIN portal_row po ON po.id = s.portal_id
WHERE c.in_scope GROUP BY po.id ORDER BY po.code`;

/** The rows of a table in its own order, some at a time. */
export function* rowBlocks(
  db: Database.Database,
  table: Exclude<SnapshotTable, 'figures'>,
  indicators: readonly string[],
  end: string,
): Generator<RowBlock> {
  const sql = {
    reports: reports(indicators),
    sections: SECTIONS,
    findings: FINDINGS,
    changes: CHANGES,
    agencies: AGENCIES,
    portals: PORTALS,
  }[table];
  const statement = db.prepare<object[], Cell[]>(sql).raw();
  const rows = table === 'changes' ? statement.iterate({ end }) : statement.iterate();
  let block: Cell[][] = [];
  for (const row of rows) {
    block.push(row);
    if (block.length < BLOCK_ROWS) continue;
    yield byColumn(block);
    block = [];
  }
  if (block.length > 0) yield byColumn(block);
}

function byColumn(rows: readonly (readonly Cell[])[]): RowBlock {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? null));
  return { rows: rows.length, columns };
}

type Numbers = readonly (number | null)[];
/** The columns of one version's figures, as FIGURES hands them over; a `raw` of 1 is the value's own text. */
type FigureColumns = readonly [
  indicators: readonly number[],
  values: Numbers,
  reasons: readonly (string | null)[],
  raws: readonly (string | 1 | null)[],
  page: Numbers,
  table: Numbers,
  row: Numbers,
  column: Numbers,
];

const isNumberOrNull = (cell: unknown): boolean => cell === null || typeof cell === 'number';
const isTextOrNull = (cell: unknown): boolean => cell === null || typeof cell === 'string';
const FIGURE_CELLS: readonly ((cell: unknown) => boolean)[] = [
  (cell) => typeof cell === 'number',
  isNumberOrNull,
  isTextOrNull,
  (cell) => cell === 1 || isTextOrNull(cell),
  isNumberOrNull,
  isNumberOrNull,
  isNumberOrNull,
  isNumberOrNull,
];

/** Looks at every cell, of millions: zod would take longer than everything else. */
function isFigureColumns(value: unknown): value is FigureColumns {
  return (
    Array.isArray(value) &&
    value.length === FIGURE_CELLS.length &&
    FIGURE_CELLS.every((fits, index) => Array.isArray(value[index]) && value[index].every(fits))
  );
}

/** One JSON text a version: a call for each of its 200 figures would take three times as long. */
const FIGURES = `SELECT json_array(json_group_array(indicator_id), json_group_array(value), json_group_array(reason),
  json_group_array(iif(raw_is_value, 1, raw)), json_group_array(page_no), json_group_array(table_no),
  json_group_array(row_no), json_group_array(column_no))
FROM (SELECT * FROM figure_cell_row WHERE version_id = ? ORDER BY position)`;

interface ChosenRow {
  readonly version_id: number;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: string;
  readonly number: number;
}

/** The figures of the chosen versions, a block each; versions without any give none. */
export function* figureBlocks(db: Database.Database): Generator<RowBlock> {
  const names = new Map(
    db.prepare<[], [number, string]>('SELECT id, indicator FROM indicator_row').raw().all(),
  );
  const figures = db.prepare<[number], string>(FIGURES).pluck();
  const chosen = db.prepare<[], ChosenRow>(
    `SELECT c.version_id, a.region, a.name AS agency, c.year, c.kind, v.number FROM ${CHOSEN}
       WHERE c.in_scope ORDER BY c.seq`,
  );
  for (const { version_id, region, agency, year, kind, number } of chosen.iterate()) {
    const text = figures.get(version_id);
    if (text === undefined) continue;
    const parsed: unknown = JSON.parse(text);
    if (!isFigureColumns(parsed)) throw new ArchiveError('damaged', 'stored figures do not have their form');
    const [ids, values, reasons, raws, ...places] = parsed;
    if (ids.length === 0) continue;
    const indicators = ids.map((id) => names.get(id) ?? null);
    const raw = raws.map((one, at) => (one === 1 ? String(values[at]) : one));
    const own: BlockColumn[] = [region, agency, year, kind, number];
    yield { rows: ids.length, columns: [...own, indicators, values, reasons, raw, ...places.map(constant)] };
  }
}

/** Formats without pages leave a whole column null. */
function constant(column: readonly Cell[]): BlockColumn {
  const [first = null] = column;
  return first === null && column.every((cell) => cell === null) ? null : column;
}

interface ReportFiguresRow {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: string;
  readonly edition: string | null;
  readonly portal: string | null;
  readonly number: number;
  readonly in_scope: number;
  readonly is_withdrawn: number;
  readonly reasons: string;
  readonly figures: string;
}
const reasonsSchema = z.record(z.string(), z.string());
const valuesSchema = z.array(z.number().nullable());

/** The figures asked for of every chosen report, with why any of its figures is null. */
export function* reportFigures(
  db: Database.Database,
  indicators: readonly string[],
): Generator<ReportFigures> {
  const columns = indicators.map((id) => `w.${quoteName(id)}`).join(', ');
  const rows = db.prepare<[], ReportFiguresRow>(
    `SELECT a.region, a.name AS agency, c.year, c.kind, v.edition, po.code AS portal, v.number, c.in_scope,
       c.withdrawn_at IS NOT NULL AS is_withdrawn,
       json_array(${columns}) AS figures,
       (SELECT json_group_object(i.indicator, f.reason) FROM figure_cell_row f
          JOIN indicator_row i ON i.id = f.indicator_id
        WHERE f.version_id = v.id AND f.reason IS NOT NULL) AS reasons
     FROM ${CHOSEN} JOIN source_row s ON s.id = v.source_id
       LEFT JOIN portal_row po ON po.id = s.portal_id
       JOIN figure_wide_row w ON w.version_id = v.id
     ORDER BY a.region, a.name, c.kind, c.year`,
  );
  for (const { in_scope, is_withdrawn, figures, reasons, number, ...key } of rows.iterate()) {
    yield {
      ...key,
      version: number,
      inScope: in_scope === 1,
      isWithdrawn: is_withdrawn === 1,
      values: valuesSchema.parse(JSON.parse(figures)),
      reasons: reasonsSchema.parse(JSON.parse(reasons)),
    };
  }
}
