import type { Content } from './html.js';
import { intersection } from './layout/geometry.js';
import { DocumentLayout } from './layout/layout.js';
import type { DocumentIssue, DocumentLimits } from './model.js';
import { pdfPages, type ReadPage } from './pdf-document.js';

/** A picture that takes this much of the page is the page: what text lies on it was recognised by somebody. */
const WHOLE_PAGE = 0.5;

/**
 * Reads a PDF file: its text by the places of its characters, its tables by the lines that are drawn.
 *
 * Pages that are pictures give nothing, and an issue says so; text that somebody's recognition laid under them is
 * not taken, for it was never printed.
 *
 * @throws DocumentError `encrypted`, where it opens with a password only; `damaged`
 */
export async function readPdf(bytes: Uint8Array, limits: DocumentLimits): Promise<Content> {
  const layout = new DocumentLayout(limits);
  const issues: DocumentIssue[] = [];
  const pictures: number[] = [];
  let read = 0;
  for await (const page of pdfPages(bytes, limits, issues)) {
    read += 1;
    if (isPicture(page)) pictures.push(page.number);
    else layout.add(page.content.ink.page());
  }
  if (pictures.length > 0) {
    const which = pictures.length === read ? 'the pages are' : `page ${pictures.join(', ')}:`;
    issues.push({ code: 'no_reader', message: `${which} pictures without text (scanned)` });
  }
  const { blocks, issues: found } = layout.finish();
  return { meta: {}, blocks, issues: [...issues, ...found] };
}

/** Is the page a picture: has it one as large, and no text that was printed on it? */
export function isPicture({ content, width, height }: ReadPage): boolean {
  const page = { x0: 0, y0: 0, x1: width, y1: height };
  const { images, ink, invisible } = content;
  const large = images.filter(({ box }) => {
    const seen = intersection(box, page);
    return seen !== null && (seen.x1 - seen.x0) * (seen.y1 - seen.y0) >= WHOLE_PAGE * width * height;
  });
  const covered = large.some(({ after, mask }) => !mask && after >= ink.characters);
  return ink.characters === 0 ? images.length > 0 : large.length > 0 && (invisible > 0 || covered);
}
