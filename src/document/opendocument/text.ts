import { MOST_COLUMNS } from '../flow/table-grid.js';
import type { DocumentLimits } from '../model.js';
import { type WordBlock, type WordCell, WordTable } from '../word/blocks.js';
import type { XmlElement } from '../xml/element.js';
import { collectBoxes, readInline } from './inline.js';
import { OpenDocumentLists, type OpenList } from './lists.js';
import { cellsOf, rowsOf, type SourceRow } from './rows.js';
import { type Format, type OpenDocumentStyles, within } from './styles.js';

/** Containers of paragraphs, lists and tables. */
const HOLDERS: ReadonlySet<string> = new Set([
  'text:section',
  'text:table-of-content',
  'text:illustration-index',
  'text:table-index',
  'text:alphabetical-index',
  'text:user-index',
  'text:object-index',
  'text:bibliography',
  'text:index-body',
  'text:index-title',
  'text:numbered-paragraph',
]);

interface Place {
  readonly format: Format;
  readonly inCell: boolean;
  readonly list?: OpenList;
}

/** The paragraphs and tables of a text (`office:text`). */
export function readText(body: XmlElement, styles: OpenDocumentStyles, limits: DocumentLimits): WordBlock[] {
  const reader = new TextReader(styles, limits.cells);
  reader.content(body, { format: {}, inCell: false });
  return reader.blocks;
}

class TextReader {
  blocks: WordBlock[] = [];
  readonly #lists: OpenDocumentLists;
  #slots: number;
  /** The item of a list that no paragraph has begun yet. */
  #item: { readonly start: string | undefined } | null = null;

  constructor(
    private readonly styles: OpenDocumentStyles,
    slots: number,
  ) {
    this.#lists = new OpenDocumentLists(styles);
    this.#slots = slots;
  }

  content({ children }: XmlElement, place: Place): void {
    for (const child of children) {
      if (child.name === 'text:p' || child.name === 'text:h') this.#paragraph(child, place);
      else if (child.name === 'text:list') this.#list(child, place);
      else if (child.name === 'table:table') this.blocks.push(this.#table(child, place));
      else if (child.name.startsWith('draw:')) this.#drawn(child, place);
      else if (HOLDERS.has(child.name) && child.attribute('text:display') !== 'none')
        this.content(child, place);
    }
  }

  #paragraph(element: XmlElement, place: Place): void {
    const { text, boxes } = readInline(element, place.format, this.styles, place.inCell);
    this.blocks.push({ kind: 'paragraph', text: this.#label(element, place) + text });
    if (!place.inCell) for (const box of boxes) this.content(box, { format: {}, inCell: false });
  }

  #label(element: XmlElement, { list }: Place): string {
    const item = this.#item;
    this.#item = null;
    const style = this.styles.of('paragraph', element.attribute('text:style-name'));
    if (list !== undefined) return item === null ? '' : this.#lists.next(list, style.list, item.start);
    if (element.name !== 'text:h' || element.attribute('text:is-list-header') === 'true') return '';
    return this.#lists.heading(Number(element.attribute('text:outline-level') ?? 1) - 1);
  }

  #list(element: XmlElement, place: Place): void {
    const list = this.#lists.open(element, place.list);
    for (const child of element.children) {
      if (child.name === 'text:list-item') this.#item = { start: child.attribute('text:start-value') };
      else if (child.name === 'text:list-header') this.#item = null;
      else continue;
      this.content(child, { ...place, list });
      this.#item = null;
    }
  }

  /** The position of a floating box is unknown: its text follows its anchor, and never joins a cell. */
  #drawn(element: XmlElement, place: Place): void {
    if (place.inCell) return;
    const boxes: XmlElement[] = [];
    collectBoxes(element, boxes);
    for (const box of boxes) this.content(box, { format: {}, inCell: false });
  }

  #table(element: XmlElement, place: Place): WordTable {
    const format = within(place.format, {
      ground: this.styles.of('table', element.attribute('table:style-name')).format.ground,
    });
    const placing = new Placing();
    for (const row of rowsOf(element)) {
      if (row.hidden) continue;
      // one row more than there is room for tells that there are more
      for (let at = 0; at < row.repeated && this.#slots >= 0; at += 1) {
        this.#slots -= Math.max(1, this.#row(row, placing, format));
      }
    }
    return new WordTable(placing.rows, placing.isSound);
  }

  #row({ element, header }: SourceRow, placing: Placing, outer: Format): number {
    const format = within(outer, {
      ground: this.styles.of('table-row', element.attribute('table:style-name')).format.ground,
    });
    placing.begin();
    for (const { element: cell, covered, repeated, columnSpan, rowSpan } of cellsOf(element)) {
      for (let at = 0; at < Math.min(repeated, MOST_COLUMNS); at += 1) {
        if (covered) placing.skip();
        else placing.place({ columnSpan, rowSpan, header, content: this.#cell(cell, format) });
      }
    }
    return placing.end(header);
  }

  #cell(element: XmlElement, outer: Format): WordBlock[] {
    const blocks = this.blocks;
    this.blocks = [];
    const own = this.styles.of('table-cell', element.attribute('table:style-name')).format;
    this.content(element, { format: within(outer, own), inCell: true });
    const content = this.blocks;
    this.blocks = blocks;
    return content;
  }
}

interface Placed {
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly header: boolean;
  readonly content: readonly WordBlock[];
}

/** Gives each cell its column: one for each cell, covered ones too. */
class Placing {
  readonly rows: WordCell[][] = [];
  /** Whether no cell stands where one from above reaches. */
  isSound = true;
  /** By column: cells that reach down, and up to which row. */
  readonly #open = new Map<number, { readonly columnSpan: number; readonly until: number }>();
  #row: WordCell[] = [];
  #column = 0;

  begin(): void {
    this.#row = [];
    this.#column = 0;
  }

  skip(): void {
    this.#column += 1;
  }

  place({ columnSpan, rowSpan, header, content }: Placed): void {
    const column = this.#column;
    this.#column += 1;
    const open = this.#open.get(column);
    if (open !== undefined && open.until > this.rows.length) this.isSound = false;
    if (rowSpan > 1) this.#open.set(column, { columnSpan, until: this.rows.length + rowSpan });
    else this.#open.delete(column);
    this.#row.push({ column, columnSpan, vertical: rowSpan > 1 ? 'first' : 'single', header, content });
  }

  /** @returns how many cells the row has */
  end(header: boolean): number {
    const begun = new Set(this.#row.map(({ column }) => column));
    for (const [column, { columnSpan, until }] of this.#open) {
      if (until <= this.rows.length) this.#open.delete(column);
      else if (!begun.has(column)) {
        this.#row.push({ column, columnSpan, vertical: 'continued', header, content: [] });
      }
    }
    this.#row.sort((a, b) => a.column - b.column);
    this.rows.push(this.#row);
    return this.#row.length;
  }
}
