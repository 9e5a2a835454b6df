import { DocumentError } from '../../errors.js';
import { type DecodedText, decodeText } from '../../text/charset.js';
import { encodingIssues } from '../encoding-issues.js';
import { readHtml } from '../html/read-html.js';
import type { Content, DocumentIssue, DocumentLimits } from '../model.js';
import { contentOf, type MailPart, readParts } from './parts.js';
import { withStyleSheets } from './style-sheets.js';

const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/;

interface ReadPage extends Content {
  readonly encoding: string;
}

/**
 * Reads a page that was saved in one file (MHT: RFC 2557), with its style sheets and without its pictures. Where it only
 * frames others that are saved beside it, the first of these that has tables is read.
 *
 * @throws DocumentError `damaged`, where there is no page or it can't be unpacked; `too_large`, of too many parts; of
 *   `readHtml`
 */
export function readMht(bytes: Uint8Array, limits: DocumentLimits): ReadPage {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const { parts, cut } = readParts(text);
  const pages = parts.filter(({ type }) => PAGE.test(type.value));
  if (pages.length > limits.pages) {
    throw new DocumentError(
      'too_large',
      `the file holds ${pages.length} pages, where ${limits.pages} are allowed`,
    );
  }
  const [root, ...others] = pages;
  if (root === undefined) throw damaged(cut ? 'breaks off before the HTML begins' : 'has no HTML part');
  const read = choosePage(readPage(root, parts, limits), others, parts, limits);
  if (!cut) return read;

  const end: DocumentIssue = {
    code: root.cut ? 'cut_off' : 'truncated',
    message: root.cut ? 'the file ends in the middle of the saved page' : 'the saved page has no end mark',
  };
  return { ...read, issues: [end, ...read.issues] };
}

function choosePage(
  root: ReadPage,
  others: readonly MailPart[],
  parts: readonly MailPart[],
  limits: DocumentLimits,
): ReadPage {
  const hasTables = ({ blocks }: ReadPage): boolean => blocks.some(({ kind }) => kind === 'table');
  if (hasTables(root)) return root;
  for (const part of others) {
    const page = readPage(part, parts, limits);
    if (!hasTables(page)) continue;
    const message = 'the saved page has no tables: one that is saved beside it was read';
    const issues: DocumentIssue[] = [{ code: 'several_files', message }, ...page.issues];
    return { ...page, meta: { ...page.meta, ...root.meta }, issues };
  }
  return root;
}

function readPage(part: MailPart, parts: readonly MailPart[], limits: DocumentLimits): ReadPage {
  const content = contentOf(part);
  if (content === null) throw damaged('holds a page that is not packed as it says');
  const decoded: DecodedText = decodeText(content, { header: part.type.parameters.get('charset') ?? null });
  const { meta, blocks, issues } = readHtml(withStyleSheets(decoded.text, parts), limits);
  return { encoding: decoded.encoding, meta, blocks, issues: [...encodingIssues(decoded), ...issues] };
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the saved page ${what}`);
}
