/** What happens to a text after it is written. */
import iconv from 'iconv-lite';
import { pick, type Random } from '../formats/chance.js';
import { widthOf } from './width.js';

export type WholeChange = (lines: readonly string[], random: Random) => string[];

/** Blanks at the ends of lines. */
export const blanksAtEnds: WholeChange = (lines, random) =>
  lines.map((line) => line + ' '.repeat(random.between(0, 9)));

/** An editor puts tabs for blanks up to every eighth column. */
export const tabsForBlanks: WholeChange = (lines) => lines.map(tabbed);

const STOP = 8;

function tabbed(line: string): string {
  let column = 0;
  return line.replace(/ {2,}|[^ ]+| /gu, (part) => {
    const end = column + widthOf(part);
    if (!part.startsWith('  ')) {
      column = end;
      return part;
    }
    const stops = Math.floor(end / STOP) - Math.floor(column / STOP);
    column = end;
    return stops === 0 ? part : '\t'.repeat(stops) + ' '.repeat(end % STOP);
  });
}

/** Lines are broken at the last blank before the eightieth column, as `fold -s` and lynx do. */
export const foldedAtBlanks: WholeChange = (lines) =>
  lines.flatMap((line) => {
    const folded: string[] = [];
    let rest = line;
    while (widthOf(rest) > FOLD) {
      const end = endOfFold(rest);
      folded.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    return [...folded, rest];
  });

const FOLD = 80;

function endOfFold(line: string): number {
  let [column, end, blank] = [0, 0, 0];
  for (const character of line) {
    column += widthOf(character);
    if (column > FOLD) break;
    end += character.length;
    if (character === ' ') blank = end;
  }
  return blank > 0 ? blank : Math.max(1, end);
}

/** A recogniser of scans leaves one or two blanks, however wide the gap is. */
export const gapsLost: WholeChange = (lines, random) =>
  lines.map((line) => line.trim().replace(/ {2,}/g, () => pick(random, [' ', ' ', '  '])));

/** No blank between a label and its first figure. */
export const figuresTouchLabels: WholeChange = (lines, random) =>
  lines.map((line) =>
    line.replace(/(?<=[\u4e00-\u9fff）]) +(?=\d)/u, (gap) => (random.next() < 0.5 ? '' : gap)),
  );

/** Quoted in a mail. */
export const quoted: WholeChange = (lines) => lines.map((line) => `> ${line}`);

/** With the number of each line before it, as `cat -n` prints them. */
export const numbered: WholeChange = (lines) =>
  lines.map((line, at) => `${String(at + 1).padStart(6)}\t${line}`);

/** How lines become bytes. */
export type Encoding = 'utf-8' | 'utf-8, CRLF' | 'GB 18030, CRLF' | 'UTF-16, CRLF';

export function encoded(lines: readonly string[], encoding: Encoding): Buffer {
  const text = `${lines.join(encoding === 'utf-8' ? '\n' : '\r\n')}\n`;
  if (encoding === 'GB 18030, CRLF') return iconv.encode(text, 'gb18030');
  return encoding === 'UTF-16, CRLF'
    ? iconv.encode(text, 'utf-16le', { addBOM: true })
    : Buffer.from(text, 'utf8');
}
