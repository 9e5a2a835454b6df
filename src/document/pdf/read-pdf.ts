import { DocumentError } from '../../errors.js';
import { DocumentLayout } from '../layout/layout.js';
import { unseenText } from '../layout/page/page-ink.js';
import type { Content, DocumentIssue, DocumentLimits } from '../model.js';
import type { Picture } from '../scan/page-picture.js';
import { PageRecogniser, type RecognitionOptions } from '../scan/read-images.js';
import type { ReadingTrace } from '../trace.js';
import { pdfPages, type ReadPage } from './document.js';
import { imageOf, isPicture } from './images.js';

/**
 * Reads a PDF file: its text by the places of its characters, its tables by the lines that are drawn.
 *
 * Pages that are pictures are recognised, and an issue says so; text that somebody's recognition laid under them is
 * not taken, for it was never printed.
 *
 * @throws DocumentError `encrypted`, where it opens with a password only; `damaged`
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: DocumentLimits,
  options: RecognitionOptions = {},
  trace: ReadingTrace | null = null,
): Promise<Content> {
  const layout = new DocumentLayout(limits, trace);
  const issues: DocumentIssue[] = [];
  const recogniser = new PageRecogniser(limits, options, trace);
  const unread: number[] = [];
  let refusal: DocumentError | null = null;
  let read = 0;
  for await (const page of pdfPages(bytes, limits, issues)) {
    read += 1;
    if (!isPicture(page)) {
      const { ink } = page.content;
      if (ink.unseen > 0) issues.push(unseenText(page.number, ink.unseen));
      layout.add(ink.page());
      continue;
    }
    const picture = refusal === null ? pictureOf(page, issues) : null;
    try {
      const recognised = picture === null ? null : await recogniser.read(picture);
      if (recognised !== null) layout.add(recognised);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refusal = error;
    }
    if (refusal !== null) unread.push(page.number);
  }
  if (refusal !== null) {
    const which = unread.length === read ? 'the pages are' : `page ${unread.join(', ')}:`;
    const message = `${which} pictures without text (scanned): ${refusal.message}`;
    issues.push({ code: 'no_reader', message });
  }
  const { blocks, issues: found } = layout.finish();
  return { meta: {}, blocks, issues: [...issues, ...recogniser.issues, ...found] };
}

/** The page's picture in shades of grey; null, and an issue, where it can't be unpacked. */
function pictureOf(page: ReadPage, issues: DocumentIssue[]): Picture | null {
  const image = imageOf(page);
  if (image === null) {
    issues.push({ code: 'truncated', message: `page ${page.number}: its picture can't be unpacked` });
    return null;
  }
  return { number: page.number, width: page.width, height: page.height, image };
}
