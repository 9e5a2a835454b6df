import type { ReportFilter } from '../contract/archive.js';

/**
 * A filter as SQL over the aliases r (report_row), a (agency_row) and po (the source's portal_row). An agency
 * can be given by its name or by one of its aliases.
 * @param report the alias of the table with a report's year and kind
 */
export function filterConditions(
  filter: ReportFilter,
  report: 'r' | 'c' = 'r',
): {
  readonly where: string;
  readonly parameters: readonly (string | number)[];
} {
  const conditions: string[] = ['TRUE'];
  const parameters: (string | number)[] = [];
  const add = (condition: string, value: string | number | undefined) => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters.push(value);
  };
  add('po.code = ?', filter.portal);
  add('a.region = ?', filter.region);
  add(
    `a.id IN (SELECT n.id FROM (SELECT ? AS text) t JOIN agency_row n ON n.name = t.text
       OR n.id IN (SELECT l.agency_id FROM agency_alias_row l WHERE l.alias = t.text))`,
    filter.agency,
  );
  add(`${report}.year = ?`, filter.year);
  add(`${report}.kind = ?`, filter.kind);
  return { where: conditions.join(' AND '), parameters };
}
