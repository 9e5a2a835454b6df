import type { RowDefinition } from '../word/binary/row.js';
import { type BinaryRow, buildTable } from '../word/binary/table.js';
import type { WordBlock } from '../word/blocks.js';
import { ParagraphRun } from '../word/paragraph-run.js';

/** A row as the control words before its end define it. */
export class RowBuilder {
  #edges: number[] = [];
  #cells: { horizontal: number; vertical: number }[] = [];
  #left = 0;
  #header = false;
  #horizontal = 0;
  #vertical = 0;
  isShaded = false;

  /** Takes a control word (RTF 1.9.1, "Table Definitions"); false where it defines nothing of a row. */
  take(name: string, value: number | null): boolean {
    switch (name) {
      case 'trowd':
        this.#reset();
        return true;
      case 'trleft':
        this.#left = value ?? 0;
        return true;
      case 'trhdr':
        this.#header = true;
        return true;
      case 'clmgf':
        this.#horizontal = 1;
        return true;
      case 'clmrg':
        this.#horizontal = 2;
        return true;
      case 'clvmgf':
        this.#vertical = 3;
        return true;
      case 'clvmrg':
        this.#vertical = 1;
        return true;
      case 'clcbpat':
      case 'clcbpatraw':
      case 'trcbpat':
        this.isShaded ||= (value ?? 0) > 0;
        return true;
      case 'cellx':
        this.#edges.push(value ?? 0);
        this.#cells.push({ horizontal: this.#horizontal, vertical: this.#vertical });
        this.#horizontal = 0;
        this.#vertical = 0;
        return true;
      default:
        return false;
    }
  }

  get definition(): RowDefinition {
    // what stands at the table's left is no edge of a cell where the first cell would have no width
    const left = Math.min(this.#left, (this.#edges[0] ?? 0) - 1);
    return { edges: [left, ...this.#edges], cells: this.#cells, header: this.#header };
  }

  #reset(): void {
    this.#edges = [];
    this.#cells = [];
    this.#left = 0;
    this.#header = false;
    this.#horizontal = 0;
    this.#vertical = 0;
    this.isShaded = false;
  }
}

class OpenTable {
  readonly rows: BinaryRow[] = [];
  cells: WordBlock[][] = [];
  readonly cell = new ParagraphRun();
}

/** Puts paragraphs where they belong: into the flow, or into the cells of tables in tables. */
export class RtfFlow {
  readonly #flow = new ParagraphRun();
  readonly #tables: OpenTable[] = [];

  /** @param depth how deep in tables it stands */
  paragraph(text: string, depth: number, runsOn: boolean): void {
    this.#nest(depth);
    (this.#tables.at(-1)?.cell ?? this.#flow).text(text, runsOn, () => '');
  }

  /** Ends a cell with its last paragraph. */
  cell(text: string, depth: number): void {
    this.paragraph(text, depth, false);
    const table = this.#tables.at(-1);
    table?.cells.push(table.cell.finish());
  }

  row(depth: number, definition: RowDefinition): void {
    this.#nest(depth);
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const rest = table.cell.finish();
    if (rest.length > 0) table.cells.push(rest);
    if (table.cells.length > 0) table.rows.push({ cells: table.cells, definition });
    table.cells = [];
  }

  finish(): WordBlock[] {
    this.#nest(0);
    return this.#flow.finish();
  }

  /** Ends and begins tables until this many are open. */
  #nest(depth: number): void {
    while (this.#tables.length > depth) {
      const table = this.#tables.pop();
      if (table === undefined) return;
      const rest = table.cell.finish();
      if (rest.length > 0) table.cells.push(rest);
      if (table.cells.length > 0) table.rows.push({ cells: table.cells, definition: undefined });
      if (table.rows.length > 0) (this.#tables.at(-1)?.cell ?? this.#flow).add(buildTable(table.rows));
    }
    while (this.#tables.length < depth) this.#tables.push(new OpenTable());
  }
}
