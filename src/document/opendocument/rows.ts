import type { XmlElement } from '../xml/element.js';

/** A row as the file has it. */
export interface SourceRow {
  readonly element: XmlElement;
  readonly header: boolean;
  /** How often it stands there. */
  readonly repeated: number;
  readonly hidden: boolean;
}

export interface SourceCell {
  readonly element: XmlElement;
  /** Under a cell that spans it: what it holds is not shown. */
  readonly covered: boolean;
  readonly repeated: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

export interface SourceColumn {
  readonly repeated: number;
  readonly hidden: boolean;
  /** Of its cells that name none. */
  readonly cellStyle: string | undefined;
}

const GROUPS: ReadonlySet<string> = new Set([
  'table:table-rows',
  'table:table-row-group',
  'table:table-header-rows',
]);
const COLUMN_GROUPS: ReadonlySet<string> = new Set([
  'table:table-columns',
  'table:table-column-group',
  'table:table-header-columns',
]);
/** Columns and rows that a spreadsheet of LibreOffice has. */
const GREATEST = 1_048_576;

/** The rows of a table (part 3, 9.1), those of its groups among them. */
export function rowsOf(table: XmlElement, header = false, rows: SourceRow[] = []): SourceRow[] {
  for (const child of table.children) {
    if (child.name === 'table:table-row') {
      const repeated = countOf(child, 'table:number-rows-repeated');
      rows.push({ element: child, header, repeated, hidden: isHidden(child) });
    } else if (GROUPS.has(child.name))
      rowsOf(child, header || child.name === 'table:table-header-rows', rows);
  }
  return rows;
}

export function cellsOf(row: XmlElement): SourceCell[] {
  return row.children.flatMap((element): SourceCell[] => {
    const covered = element.name === 'table:covered-table-cell';
    if (!covered && element.name !== 'table:table-cell') return [];
    const repeated = countOf(element, 'table:number-columns-repeated');
    const columnSpan = covered ? 1 : countOf(element, 'table:number-columns-spanned');
    const rowSpan = covered ? 1 : countOf(element, 'table:number-rows-spanned');
    return [{ element, covered, repeated, columnSpan, rowSpan }];
  });
}

export function columnsOf(table: XmlElement, columns: SourceColumn[] = []): SourceColumn[] {
  for (const child of table.children) {
    if (child.name === 'table:table-column') {
      const repeated = countOf(child, 'table:number-columns-repeated');
      const cellStyle = child.attribute('table:default-cell-style-name');
      columns.push({ repeated, hidden: isHidden(child), cellStyle });
    } else if (COLUMN_GROUPS.has(child.name)) columnsOf(child, columns);
  }
  return columns;
}

/** Part 3, 19.749: `collapse` is hidden by somebody, `filter` by a filter. */
function isHidden(element: XmlElement): boolean {
  return (element.attribute('table:visibility') ?? 'visible') !== 'visible';
}

function countOf(element: XmlElement, name: string): number {
  const count = Number(element.attribute(name) ?? 1);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, GREATEST) : 1;
}
