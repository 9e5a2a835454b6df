import { DocumentError } from '../../errors.js';
import type { Matrix } from '../layout/page/geometry.js';
import type { DocumentIssue, DocumentLimits } from '../model.js';
import { MOST_PIXELS } from '../scan/image/grey.js';
import { addControls } from './controls.js';
import { PdfFonts } from './font.js';
import {
  type PdfFile,
  type PdfLibrary,
  type PdfLoading,
  type PdfOperators,
  type PdfPage,
  pdfLibrary,
  safeParameters,
} from './library.js';
import { type PageContent, PdfPageReader } from './page.js';

/** A page as it was read. */
export interface ReadPage {
  /** 1-based */
  readonly number: number;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly content: PageContent;
  /** The page in pdf.js, until the next one is read. */
  readonly source: PdfPage;
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
  const library = await pdfLibrary();
  const patience = new Patience(limits.seconds);
  let loading: PdfLoading | null = null;
  try {
    loading = library.getDocument(safeParameters(bytes, MOST_PIXELS));
    const file = await patience.within(loading.promise);
    if (file === null) {
      throw new DocumentError('damaged', `the PDF file could not be opened in ${limits.seconds} s`);
    }
    yield* readPages({ library, file, limits, patience, issues });
  } catch (error) {
    throw asDocumentError(error);
  } finally {
    await loading?.destroy().catch(() => undefined);
  }
}

interface Reading {
  readonly library: PdfLibrary;
  readonly file: PdfFile;
  readonly limits: DocumentLimits;
  readonly patience: Patience;
  readonly issues: DocumentIssue[];
}

async function* readPages(reading: Reading): AsyncGenerator<ReadPage, void, undefined> {
  const { file, limits, patience, issues } = reading;
  const config = await file.getOptionalContentConfig();
  const isVisible = (group: unknown): boolean => group === null || config.isVisible(group);
  const pages = Math.min(file.numPages, limits.pages);
  let unread = 0;
  let number = 1;
  for (; number <= pages && !patience.isSpent; number += 1) {
    let source: PdfPage | null = null;
    try {
      source = await patience.within(file.getPage(number));
      const page = source && (await readPageSafely(reading, source, number, isVisible));
      if (page === null) break;
      if (page instanceof Error) unread += 1;
      else yield page;
    } finally {
      source?.cleanup();
    }
  }
  if (pages > 0 && unread === pages)
    throw new DocumentError('damaged', 'no page of the PDF file can be read');
  const left = file.numPages - number + 1;
  if (left <= 0) return;
  const allowed = `${limits.pages} pages and ${limits.seconds} s`;
  issues.push({
    code: 'limit_reached',
    message: `${left} of ${file.numPages} pages were left out: allowed are ${allowed}`,
  });
}

/** The page; the error that kept it from being read, which an issue tells too; null where it takes too long. */
async function readPageSafely(
  { library, patience, issues }: Reading,
  source: PdfPage,
  number: number,
  isVisible: (group: unknown) => boolean,
): Promise<ReadPage | Error | null> {
  try {
    const read = await patience.within(readPage(library, source, number, isVisible));
    if (read === null) return null;
    if (!read.complete) {
      const message = `page ${number} draws more than a page can hold: not all of it was read`;
      issues.push({ code: 'limit_reached', message });
    }
    return read.page;
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    issues.push({ code: 'truncated', message: `page ${number} can't be read: ${reason.message}` });
    return reason;
  }
}

async function readPage(
  library: PdfLibrary,
  source: PdfPage,
  number: number,
  isVisible: (group: unknown) => boolean,
): Promise<{ page: ReadPage; complete: boolean }> {
  const { width, height, transform } = source.getViewport({ scale: 1 });
  const operators = await source.getOperatorList({ annotationMode: library.AnnotationMode.ENABLE });
  await fontsOf(library, source, operators);
  const matrix = matrixOf(transform);
  const frame = { number, box: { x0: 0, y0: 0, x1: width, y1: height }, matrix };
  const content = new PdfPageReader(library, frame, { fonts: new PdfFonts(source.commonObjs), isVisible });
  const complete = content.read(operators);
  addControls(content.ink, await source.getAnnotations({ intent: 'display' }), content.annotations, matrix);
  return { page: { number, width, height, content, source }, complete };
}

/** Waits until the fonts that the page uses have come over from the half of pdf.js that reads files. */
async function fontsOf({ OPS }: PdfLibrary, { commonObjs }: PdfPage, operators: PdfOperators): Promise<void> {
  const names = new Set<string>();
  for (const [i, code] of operators.fnArray.entries()) {
    const args = operators.argsArray[i];
    if (code === OPS.setFont && Array.isArray(args)) names.add(String(args[0]));
  }
  for (const name of names) {
    if (!commonObjs.has(name)) await new Promise((resolve) => commonObjs.get(name, resolve));
  }
}

function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

function asDocumentError(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return new DocumentError('encrypted', 'the PDF file opens with a password only', {
      hint: 'ask the agency for a copy without one',
      cause: error,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new DocumentError('damaged', `the PDF file can't be opened: ${reason}`, { cause: error });
}

/** How long may be waited, all waits together; what is done with a page between them does not count. */
class Patience {
  #left: number;

  constructor(seconds: number) {
    this.#left = seconds * 1000;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** What the promise gives, or null where it takes too long. */
  async within<T>(promise: Promise<T>): Promise<T | null> {
    promise.catch(() => undefined);
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), Math.max(0, this.#left));
    });
    try {
      return await Promise.race([promise, over]);
    } finally {
      clearTimeout(timer);
      this.#left -= performance.now() - started;
    }
  }
}
