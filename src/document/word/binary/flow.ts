import { DocumentError } from '../../../errors.js';
import type { WordBlock } from '../blocks.js';
import type { ListCounters, ListUse } from '../list-counters.js';
import { ParagraphRun } from '../paragraph-run.js';
import type { ParagraphProperties, Properties } from './properties.js';
import type { PropertyRuns } from './runs.js';
import { type BinaryRow, buildTable } from './table.js';
import { type BinaryText, FieldState } from './text.js';

const MOST_PARAGRAPHS = 1_000_000;
const PARAGRAPH_MARK = 0x0d;
const CELL_MARK = 0x07;
const PAGE_BREAK = 0x0c;

export interface BinarySource {
  readonly text: BinaryText;
  readonly paragraphs: PropertyRuns;
  readonly properties: Properties;
  readonly lists: readonly (ListUse | undefined)[];
  readonly counters: ListCounters;
  /** How deep tables may stand in each other. */
  readonly depth: number;
}

/** The paragraphs and tables between two positions of the text. @throws DocumentError `too_deep` */
export function readStory(source: BinarySource, from: number, to: number): WordBlock[] {
  return new Story(source, from, Math.min(to, source.text.text.length)).read();
}

/** A table that is being read. */
class OpenTable {
  readonly rows: BinaryRow[] = [];
  cells: WordBlock[][] = [];
  readonly cell = new ParagraphRun();
}

interface Paragraph {
  readonly from: number;
  /** Where its mark stands. */
  readonly mark: number;
  readonly properties: Readonly<ParagraphProperties>;
}

class Story {
  readonly #flow = new ParagraphRun();
  readonly #tables: OpenTable[] = [];
  readonly #fields: FieldState;

  constructor(
    private readonly source: BinarySource,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.#fields = new FieldState(source.text.fields(from, to));
  }

  read(): WordBlock[] {
    for (const paragraph of this.#paragraphs()) this.#paragraph(paragraph);
    this.#nest(0);
    return this.#flow.finish();
  }

  *#paragraphs(): Generator<Paragraph> {
    let from = this.from;
    let paragraphs = 0;
    for (let at = from; at < this.to; at += 1) {
      const code = this.source.text.text.charCodeAt(at);
      const last = at === this.to - 1;
      if (code !== PARAGRAPH_MARK && code !== CELL_MARK && code !== PAGE_BREAK && !last) continue;
      const place = this.source.text.place(at);
      if (place === undefined) return;
      if (paragraphs > MOST_PARAGRAPHS) {
        throw new DocumentError('too_large', `the Word file has more than ${MOST_PARAGRAPHS} paragraphs`);
      }
      paragraphs += 1;
      const { piece, byte } = place;
      const run = this.source.paragraphs.at(byte);
      // a page break ends a paragraph only where it is the mark of a section
      if (code === PAGE_BREAK && !last && run !== undefined && run.to > byte + piece.width) continue;
      const ends = code === PARAGRAPH_MARK || code === CELL_MARK || code === PAGE_BREAK;
      yield { from, mark: ends ? at : at + 1, properties: this.source.properties.paragraph(run, piece) };
      from = at + 1;
    }
  }

  #paragraph(paragraph: Paragraph): void {
    const { properties, mark } = paragraph;
    this.#nest(properties.depth);
    const table = this.#tables.at(-1);
    const isCellMark = this.source.text.text.charCodeAt(mark) === CELL_MARK;
    if (table === undefined) {
      this.#put(paragraph, this.#flow, false);
    } else if (properties.depth === 1 ? isCellMark && properties.endsRow : properties.endsInnerRow) {
      this.#endRow(table, paragraph);
    } else {
      const endsCell = properties.depth === 1 ? isCellMark : properties.endsInnerCell;
      this.#put(paragraph, table.cell, endsCell);
      if (endsCell) table.cells.push(table.cell.finish());
    }
  }

  #put({ from, mark, properties }: Paragraph, run: ParagraphRun, endsCell: boolean): void {
    const { text, lists, counters } = this.source;
    const content = text.read(from, mark, properties.style, this.#fields, properties.depth > 0);
    const shown = text.characters(mark, properties.style);
    const gone = shown !== undefined && (shown.deleted || shown.hidden) && !endsCell;
    run.text(content, gone, () => {
      const list = lists[properties.list - 1];
      return list === undefined ? '' : counters.next(list, properties.level);
    });
  }

  /** A row whose end mark is deleted is a deleted row. */
  #endRow(table: OpenTable, { mark, properties }: Paragraph): void {
    const { cells } = table;
    table.cells = [];
    const rest = table.cell.finish();
    if (this.source.text.characters(mark, properties.style)?.deleted) return;
    if (rest.length > 0) cells.push(rest);
    if (cells.length > 0) table.rows.push({ cells, definition: properties.definition });
  }

  /** Ends and begins tables until this many are open. */
  #nest(depth: number): void {
    if (depth > this.source.depth) {
      throw new DocumentError('too_deep', `tables are nested more than ${this.source.depth} deep`);
    }
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
