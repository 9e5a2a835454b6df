import { DocumentError } from '../../errors.js';
import type { Box, Matrix } from '../layout/page/geometry.js';
import type { DocumentIssue, DocumentLimits } from '../model.js';
import type { GreyImage } from '../scan/image/grey.js';
import { drawAnnotations, drawnAnnotations, readAnnotations } from './annotations.js';
import { addControls, FormControls } from './controls.js';
import { type Pdfium, withPdfium } from './engine.js';
import { PdfFonts } from './font.js';
import { readGlyphs } from './glyphs.js';
import { Layers } from './layers.js';
import { Meanings } from './meanings.js';
import { Mentions } from './mentions.js';
import { isTableRight } from './object-table.js';
import { PageObjects } from './objects.js';
import { type PageContent, PdfPageReader, type PlacedImage } from './page.js';
import { PageCopy } from './page-copy.js';
import { Patterns } from './patterns.js';
import { pixelsOf } from './pixels.js';

/** A page as it was read. */
export interface ReadPage {
  /** 1-based */
  readonly number: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly content: PageContent;
  /** The pixels of one of its pictures, until the next page is read; null where it can't be unpacked. */
  pixelsOf(image: PlacedImage): GreyImage | null;
}

/**
 * Reads a file page by page. What can't be read of it, or is left out because of a limit, is added to the issues.
 *
 * @throws DocumentError `encrypted`, `damaged`
 */
export async function* pdfPages(
  bytes: Uint8Array,
  limits: DocumentLimits,
  issues: DocumentIssue[],
): AsyncGenerator<ReadPage, void, undefined> {
  try {
    yield* withPdfium(async function* (pdfium) {
      const file = new PdfFile(pdfium, bytes, limits.pages);
      yield* readPages(file, limits, issues);
      file.close();
    });
  } catch (error) {
    throw asDocumentError(error);
  }
}

/** PDFium's reasons why a file does not open. */
const PASSWORD = 4;
const SECURITY = 5;
/** Where a file says where its objects are, and what stands there so that nobody believes it. */
const TABLE = Buffer.from('startxref');
const NO_TABLE = Buffer.from('startnone');

/** A file that is open in PDFium. */
class PdfFile {
  readonly document: number;
  readonly fonts: PdfFonts;
  readonly #address: number;
  readonly #mentions: Mentions;
  readonly #mentioned = new Map<string, boolean>();
  #controls: FormControls | null = null;

  /**
   * @param most pages that will be read
   * @throws DocumentError `encrypted`, `damaged`
   */
  constructor(
    readonly pdfium: Pdfium,
    private readonly bytes: Uint8Array,
    most: number,
  ) {
    const { calls } = pdfium;
    this.#address = calls.malloc(bytes.length);
    pdfium.bytes.set(bytes, this.#address);
    const document = this.#open();
    if (document === 0) throw refusal(calls.lastError());
    this.document =
      isTableRight(bytes) && this.#hasPages(document, most) ? document : this.#openBySearch(document);
    const mentions = new Mentions(pdfium, this.document, bytes);
    this.#mentions = mentions;
    this.fonts = new PdfFonts(pdfium, this.document, new Meanings(() => mentions.unpacked()));
  }

  #open(): number {
    return this.pdfium.calls.loadDocument(this.#address, this.bytes.length, 0);
  }

  /** Is every page where the file says? */
  #hasPages(document: number, most: number): boolean {
    const { calls, scratch } = this.pdfium;
    const count = calls.pageCount(document);
    for (let i = 0; i < Math.min(count, most); i += 1) {
      if (calls.pageSize(document, i, scratch) === 0) return false;
    }
    return count > 0;
  }

  /** Opens a file whose table of objects is off: PDFium searches for them where it has no table. */
  #openBySearch(document: number): number {
    const { calls } = this.pdfium;
    const held = this.pdfium.bytes;
    const file = Buffer.from(held.buffer, this.#address, this.bytes.length);
    for (let at = file.indexOf(TABLE); at >= 0; at = file.indexOf(TABLE, at)) NO_TABLE.copy(file, at);
    const found = this.#open();
    if (found === 0 || calls.pageCount(found) < calls.pageCount(document)) return document;
    calls.closeDocument(document);
    return found;
  }

  get pages(): number {
    return this.pdfium.calls.pageCount(this.document);
  }

  /** Does the file have this name at all? */
  mentions(name: string): boolean {
    const known = this.#mentioned.get(name) ?? this.#mentions.has(name);
    this.#mentioned.set(name, known);
    return known;
  }

  get controls(): FormControls {
    this.#controls ??= new FormControls(this.pdfium, this.#open());
    return this.#controls;
  }

  close(): void {
    const { calls } = this.pdfium;
    this.#controls?.close();
    calls.closeDocument(this.document);
    calls.free(this.#address);
  }
}

function refusal(reason: number): DocumentError {
  if (reason === PASSWORD || reason === SECURITY) {
    return new DocumentError('encrypted', 'the PDF file opens with a password only', {
      hint: 'ask the agency for a copy without one',
    });
  }
  return new DocumentError(
    'damaged',
    "the PDF file can't be opened: it is none, or nothing of it is in its place",
  );
}

async function* readPages(
  file: PdfFile,
  limits: DocumentLimits,
  issues: DocumentIssue[],
): AsyncGenerator<ReadPage, void, undefined> {
  const all = file.pages;
  const pages = Math.min(all, limits.pages);
  let left = limits.seconds * 1000;
  let unread = 0;
  let number = 1;
  for (; number <= pages && left > 0; number += 1) {
    // what is done with a page does not count
    const started = performance.now();
    const source = file.pdfium.calls.loadPage(file.document, number - 1);
    const page = source === 0 ? null : readPage(file, source, number, issues);
    left -= performance.now() - started;
    if (page === null) {
      unread += 1;
      issues.push({ code: 'truncated', message: `page ${number} can't be read` });
      continue;
    }
    yield page.page;
    page.close();
  }
  if (unread === pages) {
    throw new DocumentError('damaged', 'no page of the PDF file can be read');
  }
  const rest = all - number + 1;
  if (rest <= 0) return;
  const allowed = `${limits.pages} pages and ${limits.seconds} s`;
  issues.push({
    code: 'limit_reached',
    message: `${rest} of ${all} pages were left out: allowed are ${allowed}`,
  });
}

/** A page, and how it is closed. */
interface OpenPage {
  readonly page: ReadPage;
  close(): void;
}

function readPage(file: PdfFile, loaded: number, number: number, issues: DocumentIssue[]): OpenPage | null {
  const { pdfium, document, fonts } = file;
  const { calls } = pdfium;
  const annotations = drawnAnnotations(pdfium, loaded);
  const hasAnnotations = calls.countAnnotations(loaded) > 0;
  let source = loaded;
  let drawn = false;
  const controls = hasAnnotations ? file.controls.of(number - 1) : [];
  if (annotations.length > 0) {
    drawn = drawAnnotations(pdfium, loaded);
    calls.closePage(loaded);
    source = calls.loadPage(document, number - 1);
    if (source === 0) return null;
  }
  const frame = frameOf(pdfium, source, number);
  const { x1: width, y1: height } = frame.box;
  const objects = new PageObjects(pdfium, source, fonts);
  const copy = new PageCopy(pdfium, document, number - 1, { width, height });
  const layers = new Layers(pdfium, copy, () => file.mentions('OCProperties'));
  const patterns = new Patterns(pdfium, copy, () => file.mentions('PatternType'));
  const content = new PdfPageReader(pdfium, frame, {
    page: source,
    glyphs: readGlyphs(pdfium, source, objects.texts),
    isSeen: (object) => layers.isSeen(object),
    told: (colour, object, part) => patterns.told(colour, object, part),
  });
  const last = objects.all.at(-1);
  const looks = drawn && last?.kind === 'form' ? last : null;
  const complete = content.read(looks === null ? objects.all : objects.all.slice(0, -1));
  const shown = looks === null ? new Map<number, string>() : readAnnotations(content, annotations, looks);
  addControls(content.ink, controls, shown, frame.matrix);
  copy.close();
  if (!complete || objects.isCut) {
    const message = `page ${number} draws more than a page can hold: not all of it was read`;
    issues.push({ code: 'limit_reached', message });
  }
  return {
    page: {
      number,
      width,
      height,
      content,
      pixelsOf: (image) => pixelsOf(pdfium, { document, page: source }, image),
    },
    close: () => calls.closePage(source),
  };
}

function frameOf(pdfium: Pdfium, page: number, number: number) {
  const { calls, scratch } = pdfium;
  const turns = calls.pageRotation(page);
  calls.pageBox(page, scratch);
  const box = pdfium.box();
  const [across, down] = [box.x1 - box.x0, box.y1 - box.y0];
  const [width, height] = turns % 2 === 0 ? [across, down] : [down, across];
  return { number, box: { x0: 0, y0: 0, x1: width, y1: height }, matrix: toPage(box, turns) };
}

/** From the page's own space, y up, to points from the top left corner of what is seen after clockwise quarter turns. */
function toPage({ x0, y0, x1, y1 }: Box, turns: number): Matrix {
  switch (turns) {
    case 1:
      return [0, 1, 1, 0, -y0, -x0];
    case 2:
      return [-1, 0, 0, 1, x1, -y0];
    case 3:
      return [0, -1, -1, 0, y1, x1];
    default:
      return [1, 0, 0, -1, -x0, y1];
  }
}

function asDocumentError(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DocumentError('damaged', `the PDF file can't be read: ${reason}`, { cause: error });
}
