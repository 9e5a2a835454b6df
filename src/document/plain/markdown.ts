import { holdsObject, OBJECT, raised, struck } from '../sight.js';

const ESCAPED = /\\([!-/:-@[-`{-~])/g;
const STRIKE = /~~([^~\n]{1,200})~~/g;
const NOTE = /\[\^([^\]\s]{1,20})\]/g;
const PICTURE = /!\[[^\]]{0,200}\](?:\([^)]{0,500}\)|\[[^\]]{0,100}\])/g;
const LINK = /\[([^\]]{0,200})\]\([^)]{0,500}\)/g;
const STRESS = /(\*\*|__)(?=\S)(.{1,300}?)\1/g;
const MARKUP = /[\\~[*_]/;

/** What a reader sees of a cell in Markdown: stroke, notes and pictures in the notation of sight.ts, links and stress as text. */
export function seenInMarkdown(cell: string): string {
  if (!MARKUP.test(cell)) return cell;
  const outside = cell.replace(PICTURE, '').replace(LINK, '');
  const link = (_: string, text: string): string =>
    /\d/.test(outside) && /\d/.test(text) && !holdsObject(text) ? raised(text) : text;
  return cell
    .replace(PICTURE, OBJECT)
    .replace(NOTE, (_, name: string) => raised(name))
    .replace(LINK, link)
    .replace(STRIKE, (_, text: string) => struck(text))
    .replace(STRESS, '$2')
    .replace(ESCAPED, '$1');
}
