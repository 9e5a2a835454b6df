import { DocumentError } from '../../errors.js';
import { type DecodedText, decodeText } from '../../text/charset.js';
import { encodingIssues } from '../encoding-issues.js';
import { readHtml } from '../html/read-html.js';
import type { Block, Content, DocumentIssue, DocumentLimits } from '../model.js';
import { inPlace, markFrames } from './frames.js';
import { contentOf, type MailPart, readParts } from './parts.js';
import { withStyleSheets } from './style-sheets.js';

const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/;
/** Frames in frames. */
const DEEPEST = 3;

interface ReadPage extends Content {
  readonly encoding: string;
}

/**
 * Reads a page that was saved in one file (MHT: RFC 2557), with its style sheets and without its pictures. Pages that it
 * shows in frames are read where the frames stand; where it has no tables even so, the first page that is saved beside it
 * and has some is read.
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
  const read = choosePage(new SavedPages(parts, pages, limits), root, others);
  if (!cut) return read;

  const end: DocumentIssue = {
    code: root.cut ? 'cut_off' : 'truncated',
    message: root.cut ? 'the file ends in the middle of the saved page' : 'the saved page has no end mark',
  };
  return { ...read, issues: [end, ...read.issues] };
}

function choosePage(saved: SavedPages, root: MailPart, others: readonly MailPart[]): ReadPage {
  const whole = saved.read(root);
  if (hasTables(whole)) return whole;
  for (const part of others) {
    const page = saved.read(part);
    if (!hasTables(page)) continue;
    const message = 'the saved page has no tables: one that is saved beside it was read';
    const issues: DocumentIssue[] = [{ code: 'several_files', message }, ...page.issues];
    return { ...page, meta: { ...page.meta, ...whole.meta }, issues };
  }
  return whole;
}

const hasTables = ({ blocks }: Content): boolean => blocks.some(({ kind }) => kind === 'table');

/** The pages of one file, each with those in its frames. */
class SavedPages {
  readonly #parts: readonly MailPart[];
  readonly #limits: DocumentLimits;
  /** Grid slots that are left for all tables together. */
  #slots: number;
  readonly #byAddress = new Map<string, MailPart>();

  constructor(parts: readonly MailPart[], pages: readonly MailPart[], limits: DocumentLimits) {
    this.#parts = parts;
    this.#limits = limits;
    this.#slots = limits.cells;
    for (const page of pages) {
      const location = page.fields.get('content-location');
      const id = page.fields.get('content-id')?.replace(/^<|>$/g, '');
      if (location !== undefined) this.#byAddress.set(location, page);
      if (id !== undefined) this.#byAddress.set(`cid:${id}`, page);
    }
  }

  read(part: MailPart): ReadPage {
    return this.#read(part, new Set([part]));
  }

  /** @param around the page, those in whose frames it stands, and what was read of them: each page stands in one place */
  #read(part: MailPart, around: Set<MailPart>, depth = 0): ReadPage {
    const content = contentOf(part);
    if (content === null) throw damaged('holds a page that is not packed as it says');
    const decoded: DecodedText = decodeText(content, { header: part.type.parameters.get('charset') ?? null });
    const { html, frames } = markFrames(withStyleSheets(decoded.text, this.#parts), part, (address) => {
      const page = this.#byAddress.get(address) ?? null;
      if (page === null || around.has(page) || depth >= DEEPEST) return null;
      around.add(page);
      return page;
    });
    const own = readHtml(html, { ...this.#limits, cells: this.#slots });
    for (const block of own.blocks)
      if (block.kind === 'table') this.#slots -= block.width * block.rows.length;
    const read: ReadPage[] = [];
    const blocks = inPlace(own.blocks, (number): readonly Block[] => {
      const frame = frames[number];
      if (frame === undefined) return [];
      const page = this.#read(frame, around, depth + 1);
      read.push(page);
      return page.blocks;
    });
    return {
      encoding: decoded.encoding,
      meta: Object.assign({}, ...read.map(({ meta }) => meta).reverse(), own.meta),
      blocks,
      issues: [...encodingIssues(decoded), ...own.issues, ...read.flatMap(({ issues }) => issues)],
    };
  }
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the saved page ${what}`);
}
