import { isSymbolFont } from '../layout/page/symbol-font.js';
import type { Pdfium } from './engine.js';
import type { Meanings } from './meanings.js';

/** A font, as far as the meanings of its characters go. */
export interface PdfFont {
  readonly handle: number;
  /** What is called a letter or a figure in it is some sign. */
  readonly symbols: boolean;
  /** Nothing that it writes can be told: PDFium put it in place of one that the file does not have. */
  readonly stopgap: boolean;
  /** The characters that its own table of meanings names; null where any other may be right. */
  readonly named: () => ReadonlySet<string> | null;
}

const STOPGAP = 'Helvetica';

/** The fonts of a document. */
export class PdfFonts {
  readonly #known = new Map<number, PdfFont>();
  #stopgap: number | null = null;

  constructor(
    private readonly pdfium: Pdfium,
    private readonly document: number,
    private readonly meanings: Meanings,
  ) {}

  /** The font of a text object. */
  of(object: number): PdfFont {
    const font = this.pdfium.calls.font(object);
    const known = this.#known.get(font);
    if (known !== undefined) return known;
    const name = this.pdfium.text('utf-8', (to, room) => this.pdfium.calls.fontName(font, to, room));
    const read = {
      handle: font,
      symbols: isSymbolFont(name),
      stopgap: name === STOPGAP && font === this.#stopgapFont(),
      named: () => this.meanings.of(name),
    };
    this.#known.set(font, read);
    return read;
  }

  /** The one font that PDFium gives to every text of this document whose own font is not there. */
  #stopgapFont(): number {
    this.#stopgap ??= this.pdfium.calls.standardFont(this.document, this.pdfium.word(STOPGAP));
    return this.#stopgap;
  }
}
