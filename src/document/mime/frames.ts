/** Pages that are saved beside the page that shows them in frames (RFC 2557), put where their frames stand. */
import type { Block, Table } from '../model.js';
import type { MailPart } from './parts.js';

/** Stands for a frame in the text of its page, with the frame's number; from the private use area of Unicode. */
const MARK = '\uF5A0';
const MARKS = /\uF5A0(\d{1,4})\uF5A0/gu;

/** A frame with its fallback; a frameset's own tags, which hold frames as a body would. */
const FRAME =
  /<iframe\b[^>]{0,4000}>(?:(?!<\/?iframe)[\s\S]){0,4000}?<\/iframe\s*>|<frame\b[^>]{0,4000}>|<(\/?)frameset\b/gi;
const SOURCE = /\ssrc\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s>"']{1,2000}))/i;
const BASE = /<base\b[^>]{0,500}\shref\s{0,5}=\s{0,5}["']?([^\s"'>]{1,2000})/i;

export interface MarkedPage {
  readonly html: string;
  /** What the marks stand for, by number. */
  readonly frames: readonly MailPart[];
}

/**
 * The page with a mark in the place of each frame whose page is saved beside it.
 *
 * @param part the page
 * @param pageAt the page that is saved under an address or a `cid:`; null for none
 */
export function markFrames(
  html: string,
  part: MailPart,
  pageAt: (address: string) => MailPart | null,
): MarkedPage {
  const frames: MailPart[] = [];
  if (html.includes(MARK)) return { html, frames };
  const location = part.fields.get('content-location') ?? '';
  const ground = resolve(BASE.exec(html)?.[1] ?? '', location);
  const marked = html.replace(FRAME, (tag, close: string | undefined) => {
    if (close !== undefined) return `<${close}div`;
    const source = SOURCE.exec(tag);
    const address = (source?.[1] ?? source?.[2] ?? source?.[3] ?? '').replaceAll('&amp;', '&').trim();
    const page = address === '' ? null : (pageAt(address) ?? pageAt(resolve(address, ground)));
    if (page === null) return tag;
    frames.push(page);
    return `<p>${MARK}${frames.length - 1}${MARK}</p>`;
  });
  return { html: marked, frames };
}

function resolve(address: string, base: string): string {
  try {
    const url = base === '' ? new URL(address) : new URL(address, base);
    url.hash = '';
    return url.href;
  } catch {
    return base;
  }
}

/** The blocks of the page with those of its frames in the place of their marks; tables are numbered anew. */
export function inPlace(blocks: readonly Block[], blocksOf: (frame: number) => readonly Block[]): Block[] {
  let tables = 0;
  const numbered = (block: Block): Block => (block.kind === 'table' ? { ...block, index: ++tables } : block);
  return blocks.flatMap((block) => {
    const { own, frames } = withoutMarks(block);
    return [...own, ...frames.flatMap(blocksOf)].map(numbered);
  });
}

/** A block without marks, and the frames that they stand for; nothing is left of one that was a mark alone. */
function withoutMarks(block: Block): { own: readonly Block[]; frames: readonly number[] } {
  const frames: number[] = [];
  const bare = (text: string): string => {
    if (!text.includes(MARK)) return text;
    frames.push(...[...text.matchAll(MARKS)].map(([, number]) => Number(number)));
    return text.replace(MARKS, '').trim();
  };
  if (block.kind === 'table') return { own: [tableOf(block, bare)], frames };
  const text = bare(block.text);
  return { own: text === '' ? [] : [{ ...block, text }], frames };
}

function tableOf(table: Table, bare: (text: string) => string): Table {
  return { ...table, rows: table.rows.map((row) => row.map((cell) => ({ ...cell, text: bare(cell.text) }))) };
}
