import { readHtml } from '../html/read-html.js';
import type { Block, DocumentLimits } from '../model.js';
import { OBJECT } from '../sight.js';
import type { Found, Nothing } from './found.js';
import type { SourceLine } from './lines.js';

const OPEN = /<table(?=[\s>])/i;
const TABLE_TAG = /<(\/?)table(?=[\s/>])[^>]*>/gi;
const TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i;

/** Tables of HTML inside Markdown, with what stands on their lines before and behind them. */
export class HtmlTables {
  constructor(private readonly limits: DocumentLimits) {}

  find(lines: readonly SourceLine[], at: number): Found | Nothing {
    const first = lines[at]?.text ?? '';
    if (!OPEN.test(first)) {
      return TAG.test(first) ? { to: at + 1, blocks: this.#read(first) } : { before: at + 1 };
    }
    let depth = 0;
    for (let to = at; to < lines.length; to += 1) {
      const text = lines[to]?.text ?? '';
      for (const [, slash] of text.matchAll(TABLE_TAG)) depth += slash === '' ? 1 : -1;
      if (depth <= 0) return this.#taken(lines, at, to + 1);
    }
    // nothing closes it: as browsers do, all that follows is in it
    return this.#taken(lines, at, lines.length);
  }

  /** The text of a cell that holds tags. */
  cell(html: string): string {
    const [table] = this.#read(`<table><tr><td>0</td><td>${html}</td></tr></table>`);
    const [, cell] = table?.kind === 'table' ? (table.rows[0] ?? []) : [];
    return cell?.text ?? OBJECT;
  }

  #taken(lines: readonly SourceLine[], at: number, to: number): Found {
    const source = lines.slice(at, to).map(({ text }) => text);
    return { to, blocks: this.#read(source.join('\n')) };
  }

  #read(html: string): readonly Block[] {
    return readHtml(html, this.limits).blocks;
  }
}
