import { isNoise } from '../flow/noise.js';
import { isProse } from '../flow/prose.js';
import { type Grid, layOutGrid, type SourceCell } from '../flow/table-grid.js';
import { foldLine } from '../flow/whitespace.js';
import type { Block, DocumentIssue, Table } from '../model.js';
import { cellText } from './cell.js';
import { isCell } from './elements.js';
import { LineWalk } from './lines.js';
import { attribute, type ElementNode } from './tree.js';

/** A table of more cells than this is never taken for a row of buttons. */
const NOISE_CELLS = 8;

/**
 * The blocks of an element in reading order. Tables that only arrange the page or its prose are dissolved into
 * the flow; lines and tables of the page's frame are left out.
 *
 * @param content an element of a measured page (`measurePage`)
 * @param slots how many grid slots all tables together may take
 */
export function readFlow(content: ElementNode, slots: number): { blocks: Block[]; issues: DocumentIssue[] } {
  const flow = new Flow(slots);
  flow.walk(content);
  flow.reportPictures();
  return flow;
}

class Flow extends LineWalk {
  readonly blocks: Block[] = [];
  readonly issues: DocumentIssue[] = [];
  #tables = 0;
  #pictures = 0;
  #slots: number;

  constructor(slots: number) {
    super();
    this.#slots = slots;
  }

  protected override put(text: string): void {
    if (!isNoise(text)) this.blocks.push({ kind: 'paragraph', text });
  }

  protected override standIn(element: ElementNode): string {
    if (element.name === 'img' && element.sight !== null && element.sight.seen !== false && isLarge(element))
      this.#pictures += 1;
    return '';
  }

  protected override takes(element: ElementNode): boolean {
    return element.name === 'table' && this.table(element);
  }

  /** Takes the table as a block, or treats its content as part of the flow. */
  private table(element: ElementNode): boolean {
    const { tables, cells, text } = element.measure;
    if (tables > 0 || cells <= 1) return false;
    if (text === 0) return true;
    const source = readTable(element);
    const grid = layOutGrid(source.groups, this.#slots);
    if (!grid.cut && isProse(grid.rows)) return false;
    if (cells <= NOISE_CELLS && isNoise(lineOfCells(grid))) return true;
    for (const caption of source.captions) if (caption !== '') this.put(caption);
    this.#slots -= grid.slots;
    if (grid.width > 0) this.add(grid);
    this.report(grid);
    return true;
  }

  /** Reports, at the end, what stands in places where tables might be. */
  reportPictures(): void {
    if (this.#tables > 0 || this.#pictures === 0) return;
    this.issues.push({ code: 'pictures', message: `${this.#pictures} picture(s) stand in it` });
  }

  private add({ rows, width }: Grid): void {
    this.#tables += 1;
    const table: Table = { kind: 'table', index: this.#tables, rows, width, aligned: true };
    this.blocks.push(table);
  }

  private report({ clipped, cut }: Grid): void {
    if (clipped > 0) {
      const message = `table ${this.#tables}: ${clipped} span(s) reached beyond the table and were cut`;
      this.issues.push({ code: 'span_clipped', message });
    }
    if (cut && !this.issues.some(({ code }) => code === 'limit_reached')) {
      const message = 'the tables take more slots than the limit allows: cells or spans were left out';
      this.issues.push({ code: 'limit_reached', message });
    }
  }
}

/** A picture with a declared size smaller than this, in px, shows no table. */
const SMALLEST_TABLE = 100;

function isLarge(image: ElementNode): boolean {
  return (['width', 'height'] as const).every((side) => {
    const value = Number.parseFloat(attribute(image, side) ?? '');
    return Number.isNaN(value) || value >= SMALLEST_TABLE;
  });
}

function lineOfCells({ rows }: Grid): string {
  return foldLine(rows.map((row) => row.map(({ text }) => text).join(' ')).join(' '));
}

interface SourceTable {
  readonly captions: string[];
  readonly groups: SourceCell[][][];
}

/** The rows of a table by group; a `tfoot` comes last wherever it stands, as in a browser. */
function readTable(table: ElementNode): SourceTable {
  const captions: string[] = [];
  const groups: SourceCell[][][] = [];
  const feet: SourceCell[][][] = [];
  for (let child = table.first; child !== null; child = child.next) {
    if (child.kind !== 'element' || child.measure.skipped) continue;
    if (child.name === 'caption') captions.push(foldLine(cellText(child)));
    else if (child.name === 'tfoot') feet.push(readGroup(child));
    else if (child.name === 'thead' || child.name === 'tbody') groups.push(readGroup(child));
  }
  return { captions, groups: [...groups, ...feet] };
}

function readGroup(group: ElementNode): SourceCell[][] {
  const rows: SourceCell[][] = [];
  for (let row = group.first; row !== null; row = row.next) {
    if (row.kind !== 'element' || row.name !== 'tr' || row.measure.skipped) continue;
    const cells: SourceCell[] = [];
    for (let cell = row.first; cell !== null; cell = cell.next) {
      if (cell.kind === 'element' && isCell(cell) && !cell.measure.skipped) cells.push(readCell(cell));
    }
    rows.push(cells);
  }
  return rows;
}

function readCell(cell: ElementNode): SourceCell {
  return {
    text: cellText(cell),
    rowSpan: readSpan(attribute(cell, 'rowspan'), 0),
    columnSpan: readSpan(attribute(cell, 'colspan'), 1),
    header: cell.name === 'th',
  };
}

/** A span attribute by the HTML rules for non-negative integers; 1 where there is none or it is no number. */
function readSpan(value: string | undefined, least: number): number {
  const digits = value === undefined ? undefined : /^[\t\n\f\r ]*\+?(\d+)/.exec(value)?.[1];
  if (digits === undefined) return 1;
  const span = Number(digits);
  return span < least ? 1 : Math.min(span, Number.MAX_SAFE_INTEGER);
}
