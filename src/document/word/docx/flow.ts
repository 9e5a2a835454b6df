import type { XmlElement } from '../../xml/element.js';
import { type WordBlock, type WordCell, WordTable } from '../blocks.js';
import { ListCounters } from '../list-counters.js';
import { ParagraphRun } from '../paragraph-run.js';
import { InlineReader } from './inline.js';
import type { Ground } from './look.js';
import { DocxLists } from './numbering.js';
import type { WordParts } from './package.js';
import { PageCount } from './pages.js';
import { readRows, type SourceCell } from './rows.js';
import { DocxStyles, isShaded, readNumberingReference, toggle } from './styles.js';

export interface Body {
  readonly content: WordBlock[];
  /** Whether the tables' pages are known. */
  readonly paged: boolean;
  /** Whether a part of it is embedded in another format (`w:altChunk`, 17.17.2.1), which is not read. */
  readonly foreign: boolean;
}

/** The paragraphs and tables of a document's body, with the numbers that Word puts before paragraphs. */
export function readBody({ document, styles, numbering }: WordParts): Body {
  const body = document.child('w:body');
  if (body === undefined) return { content: [], paged: false, foreign: false };
  const pages = new PageCount();
  const named = new DocxStyles(styles);
  const lists = new DocxLists(numbering, named);
  const context = {
    styles: named,
    lists,
    counters: new ListCounters(),
    pages,
    foreign: false,
  };
  const content = new StoryReader(body, context).read();
  return { content, paged: pages.noted, foreign: context.foreign };
}

interface Context {
  readonly styles: DocxStyles;
  readonly lists: DocxLists;
  readonly counters: ListCounters;
  readonly pages: PageCount;
  foreign: boolean;
}

/** Reads one story: the body, or the content of a text box. */
class StoryReader {
  readonly #inline: InlineReader;
  /** Text boxes found in the tables around here, or in the last paragraph. */
  #boxes: XmlElement[] = [];
  #depth = 0;
  /** What lies behind the text around here. */
  #ground: Ground = 'white';

  constructor(
    private readonly story: XmlElement,
    private readonly context: Context,
  ) {
    this.#inline = new InlineReader(story, context.styles, context.pages);
  }

  read(): WordBlock[] {
    return this.#content(this.story);
  }

  #content(container: XmlElement): WordBlock[] {
    const run = new ParagraphRun();
    this.#collect(container, run);
    return run.finish();
  }

  #collect({ children }: XmlElement, run: ParagraphRun): void {
    for (const child of children) {
      switch (child.name) {
        case 'w:p':
          this.#paragraph(child, run);
          this.#emptyBoxes(run);
          break;
        case 'w:tbl':
          run.add(this.#table(child));
          this.#emptyBoxes(run);
          break;
        case 'w:altChunk':
          this.context.foreign = true;
          break;
        case 'w:sdt':
        case 'w:sdtContent':
        case 'w:customXml':
        case 'w:ins':
        case 'w:moveTo':
          this.#collect(child, run);
      }
    }
  }

  #paragraph(element: XmlElement, run: ParagraphRun): void {
    const { styles, lists, counters, pages } = this.context;
    const properties = element.child('w:pPr');
    const style = styles.paragraphStyle(properties?.child('w:pStyle')?.attribute('w:val'));
    if (toggle(properties, 'w:pageBreakBefore') ?? styles.startsPage(style)) pages.broken();
    const ground = isShaded(properties) ? 'shaded' : this.#ground;
    const { text, boxes } = this.#inline.read(element, style, { inCell: this.#depth > 0, ground });
    this.#boxes.push(...boxes);
    const mark = properties?.child('w:rPr');
    run.text(text, isGone(mark), () => {
      const numbered = lists.find(readNumberingReference(properties), style);
      return numbered === undefined ? '' : counters.next(numbered.list, numbered.level);
    });
    if (properties?.child('w:sectPr') !== undefined) this.#section(properties);
  }

  #section(properties: XmlElement): void {
    const type = properties.child('w:sectPr')?.child('w:type')?.attribute('w:val') ?? 'nextPage';
    if (type !== 'continuous' && type !== 'nextColumn') this.context.pages.broken();
  }

  /** The position of a floating box is unknown: its text follows its anchor, and never joins a cell. */
  #emptyBoxes(run: ParagraphRun): void {
    if (this.#depth > 0) return;
    const boxes = this.#boxes;
    this.#boxes = [];
    for (const box of boxes) for (const block of new StoryReader(box, this.context).read()) run.add(block);
  }

  #table(element: XmlElement): WordTable {
    const { pages } = this.context;
    const outer = pages.firstInk;
    const start = pages.current;
    pages.firstInk = undefined;
    this.#depth += 1;
    const rows: WordCell[][] = [];
    const around = this.#ground;
    const ground = groundOfTable(element, around);
    for (const { cells, header, hidden } of readRows(element)) {
      const read = this.#row(cells, header, ground);
      if (!hidden || new WordTable([read], true).hasText) rows.push(read);
    }
    this.#depth -= 1;
    this.#ground = around;
    const page = pages.firstInk ?? start;
    pages.firstInk = outer;
    return new WordTable(rows, true, page);
  }

  /** A row that is cut by a page's end is cut once, however many of its cells note it. */
  #row(cells: readonly SourceCell[], header: boolean, ground: Ground): WordCell[] {
    const { pages } = this.context;
    const start = pages.current;
    let end = start;
    const read = cells.map(({ element, column, columnSpan, vertical }): WordCell => {
      pages.current = start;
      this.#ground = isShaded(element.child('w:tcPr')) ? 'shaded' : ground;
      const content = vertical === 'continued' ? [] : this.#content(element);
      end = Math.max(end, pages.current);
      return { column, columnSpan, vertical, header, content };
    });
    pages.current = end;
    return read;
  }
}

/** Is a paragraph's mark deleted, moved away or hidden (ECMA-376 part 1, 17.13.5.15, 17.3.2.41)? */
function isGone(mark: XmlElement | undefined): boolean {
  if (mark === undefined) return false;
  const deleted = mark.child('w:del') !== undefined || mark.child('w:moveFrom') !== undefined;
  return deleted || (toggle(mark, 'w:vanish') ?? false) || (toggle(mark, 'w:specVanish') ?? false);
}

/** A table's style may shade its rows and columns. */
function groundOfTable(table: XmlElement, around: Ground): Ground {
  const properties = table.child('w:tblPr');
  if (isShaded(properties)) return 'shaded';
  return properties?.child('w:tblStyle') === undefined ? around : 'unknown';
}
