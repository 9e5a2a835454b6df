/** One mutated document, by its seed, kind and format alone. */
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import type { PrintedReport } from '../formats/printed.js';
import { docxFile } from '../formats/write-docx.js';
import { htmlPage } from '../formats/write-html.js';
import { pdfFile } from '../formats/write-pdf.js';
import { textFile } from '../formats/write-text.js';
import { CELL_KINDS } from './cells.js';
import { FORMATS, type FormatId, type Kind } from './kind.js';
import { LOOK_KINDS } from './looks.js';
import { Page } from './page.js';
import { TABLE_KINDS } from './tables.js';
import { TEXT_KINDS } from './texts.js';

/** Nothing happened to it: what is not read here is not the mutations' doing. */
const WHOLE: Kind = { id: 'whole', formats: FORMATS, mutate: () => undefined };

export const KINDS: readonly Kind[] = [WHOLE, ...LOOK_KINDS, ...TEXT_KINDS, ...CELL_KINDS, ...TABLE_KINDS];

/** A kind in a format. */
export interface Combination {
  readonly kind: string;
  readonly format: FormatId;
}

/** Which document, of all that there may be. */
export interface DocumentId extends Combination {
  readonly seed: number;
}

export const COMBINATIONS: readonly Combination[] = KINDS.flatMap(({ id, formats }) =>
  formats.map((format) => ({ kind: id, format })),
);

export function pageOf({ seed, kind, format }: DocumentId): Page {
  const found = KINDS.find(({ id }) => id === kind);
  if (found === undefined) throw new RangeError(`no such kind: ${kind}`);
  const page = new Page(seededRandom(partSeed(seed, kind, format)));
  found.mutate(page, format);
  return page;
}

const WRITERS: Readonly<
  Record<Exclude<FormatId, 'print'>, (printed: PrintedReport) => Buffer | Promise<Buffer>>
> = {
  html: htmlPage,
  docx: docxFile,
  pdf: pdfFile,
  txt: textFile,
};

/** The page as a file, in a format that needs no other program. */
export async function written(page: Page, format: Exclude<FormatId, 'print'>): Promise<Buffer> {
  return WRITERS[format](page.printed);
}
