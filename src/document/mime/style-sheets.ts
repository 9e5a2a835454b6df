import { contentOf, type MailPart } from './parts.js';

const LINK = /<link\b[^>]*>/gi;
const RELATION = /\srel\s*=\s*["']?\s*stylesheet\b/i;
const TARGET = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i;
const MEDIA = /\smedia\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
/** Of a sheet that would end its own element, nothing is taken. */
const END = /<\/style|<!--/i;

/**
 * The page with the style sheets that are saved beside it in the place of the links to them: browsers save a page's own
 * `<style>` that way too. Each is put in once, so that a page grows by no more than its file holds.
 */
export function withStyleSheets(html: string, parts: readonly MailPart[]): string {
  const sheets = sheetsByAddress(parts);
  if (sheets.size === 0) return html;
  return html.replace(LINK, (link) => {
    const target = TARGET.exec(link);
    const address = (target?.[1] ?? target?.[2] ?? target?.[3] ?? '').replaceAll('&amp;', '&').trim();
    const sheet = sheets.get(address);
    if (sheet === undefined || !RELATION.test(link)) return link;
    sheets.delete(address);
    const css = contentOf(sheet)?.toString('utf8') ?? '';
    if (END.test(css)) return link;
    const media = MEDIA.exec(link);
    return `<style media="${(media?.[1] ?? media?.[2] ?? 'all').replaceAll('"', '')}">${css}</style>`;
  });
}

/** By what links call them (RFC 2557, 4 and 8.3): an address, or `cid:` and an identifier. */
function sheetsByAddress(parts: readonly MailPart[]): Map<string, MailPart> {
  const sheets = new Map<string, MailPart>();
  for (const part of parts) {
    if (part.type.value !== 'text/css') continue;
    const location = part.fields.get('content-location');
    const id = part.fields.get('content-id')?.replace(/^<|>$/g, '');
    if (location !== undefined) sheets.set(location, part);
    if (id !== undefined) sheets.set(`cid:${id}`, part);
  }
  return sheets;
}
