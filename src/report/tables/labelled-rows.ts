import type { Block, Cell, Table } from '../../document/model.js';
import { type TextKeys, textKeys } from './label-index.js';

/** A row of a table, with what its cells are compared by. */
export interface LabelledRow {
  readonly table: Table;
  /** Zero-based row of the table's grid. */
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly keys: readonly TextKeys[];
  /** Of the paragraphs right before the table. */
  readonly lead: readonly TextKeys[];
}

/** How many paragraphs before a table may say what it is about. */
const LEAD = 3;
/** A longer paragraph is prose, no caption. */
const CAPTION = 40;

/** Every row of every table with its comparable keys, computed once for edition and figures alike. */
export function labelledRows(blocks: readonly Block[]): readonly LabelledRow[] {
  return blocks.flatMap((block, i): LabelledRow[] => {
    if (block.kind !== 'table') return [];
    const lead = leadOf(blocks, i);
    return block.rows.map((cells, number) => ({
      table: block,
      number,
      cells,
      keys: cells.map((cell) => textKeys(cell.text)),
      lead,
    }));
  });
}

function leadOf(blocks: readonly Block[], table: number): TextKeys[] {
  const lead: TextKeys[] = [];
  for (let i = table - 1; i >= 0 && lead.length < LEAD; i--) {
    const block = blocks[i];
    if (block?.kind !== 'paragraph') break;
    if (block.text.length <= CAPTION) lead.unshift(textKeys(block.text));
  }
  return lead;
}
