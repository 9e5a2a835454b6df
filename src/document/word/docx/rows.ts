import type { XmlElement } from '../../xml/element.js';
import { settleMerges } from '../merges.js';
import { toggle } from './styles.js';

/** A cell of a table as the file has it. */
export interface SourceCell {
  readonly element: XmlElement;
  readonly column: number;
  columnSpan: number;
  vertical: 'single' | 'first' | 'continued';
}

export interface SourceRow {
  readonly cells: readonly SourceCell[];
  /** Repeated at the top of every page (`w:tblHeader`). */
  readonly header: boolean;
  /** Not shown where no cell has text (`w:hidden`). */
  readonly hidden: boolean;
}

/** What may stand around rows and cells without being one; deletions, which may too, are passed over. */
const WRAPPERS: ReadonlySet<string> = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo']);

/**
 * The rows of a `w:tbl` when all tracked changes are accepted, each cell at its grid column. Columns are counted
 * by the cells' own spans (ECMA-376 part 1, 17.4.17) and by the columns skipped before the first (17.4.14);
 * `w:tblGrid` is often wrong and never asked.
 */
export function readRows(table: XmlElement): SourceRow[] {
  const rows = within(table, 'w:tr').flatMap((row): SourceRow[] => {
    const properties = row.child('w:trPr');
    if (properties?.child('w:del') !== undefined) return [];
    return [
      {
        cells: readCells(row, numberOf(properties?.child('w:gridBefore'), 0)),
        header: toggle(properties, 'w:tblHeader') ?? false,
        hidden: toggle(properties, 'w:hidden') ?? false,
      },
    ];
  });
  settleMerges(rows.map(({ cells }) => cells));
  return rows;
}

function readCells(row: XmlElement, before: number): SourceCell[] {
  const cells: SourceCell[] = [];
  let column = before;
  for (const element of within(row, 'w:tc')) {
    const properties = element.child('w:tcPr');
    if (properties?.child('w:cellDel') !== undefined) continue;
    const columnSpan = Math.max(1, numberOf(properties?.child('w:gridSpan'), 1));
    const left = cells.at(-1);
    if (left !== undefined && isContinued(properties?.child('w:hMerge'))) left.columnSpan += columnSpan;
    else cells.push({ element, column, columnSpan, vertical: verticalOf(properties) });
    column += columnSpan;
  }
  return cells;
}

function within({ children }: XmlElement, name: string, found: XmlElement[] = []): XmlElement[] {
  for (const child of children) {
    if (child.name === name) found.push(child);
    else if (WRAPPERS.has(child.name)) within(child, name, found);
  }
  return found;
}

/** 17.4.84 `w:vMerge`; a tracked merge (17.13.5.3 `w:cellMerge`) says what will be once it is accepted. */
function verticalOf(properties: XmlElement | undefined): SourceCell['vertical'] {
  const tracked = properties?.child('w:cellMerge')?.attribute('w:vMerge');
  if (tracked !== undefined) return tracked === 'rest' ? 'first' : 'continued';
  const merge = properties?.child('w:vMerge');
  if (merge === undefined) return 'single';
  return isContinued(merge) ? 'continued' : 'first';
}

function isContinued(merge: XmlElement | undefined): boolean {
  return merge !== undefined && (merge.attribute('w:val') ?? 'continue') !== 'restart';
}

const GREATEST = 32_767;

function numberOf(element: XmlElement | undefined, missing: number): number {
  const value = Number(element?.attribute('w:val') ?? missing);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, GREATEST) : missing;
}
