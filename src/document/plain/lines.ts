import { foldLine } from '../flow/whitespace.js';

/** A line of the text. */
export class SourceLine {
  #folded: string | undefined;

  constructor(
    /** As it stands, white space and all. */
    readonly text: string,
    /** A page ends behind it (form feed): what stands alone there is the page's number. */
    readonly endsPage: boolean,
  ) {}

  /** As it reads; kept, because many look at it. */
  get folded(): string {
    this.#folded ??= clean(this.text);
    return this.#folded;
  }
}

const LINE_END = /\r\n|[\r\n\v\u2028\u2029]/;
/** What Word leaves behind where a text is taken out of it. */
const RESIDUE = /\[bookmark:[^\]]{0,100}\]/g;
const HEADING = /^\s{0,3}#{1,6}(?!#)\s*/;
/** 「- 3 -」, or a number alone at the end of a page. */
const PAGE_NUMBER = /^(?:[-—–―·]\s*\d{1,4}\s*[-—–―·]|第\s*\d{1,4}\s*页(?:[\s/,，]*共\s*\d{1,4}\s*页)?)$/;
const BARE_NUMBER = /^\d{1,4}$/;

/** The lines of a text, whatever ends them. */
export function linesOf(text: string): SourceLine[] {
  return text.split(LINE_END).flatMap((line): SourceLine[] => {
    if (!line.includes('\f')) return [new SourceLine(line, false)];
    const parts = line.split('\f');
    return parts.map((part, at) => new SourceLine(part, at < parts.length - 1));
  });
}

/** The text of a line or a cell as it reads: white space folded. */
export function clean(text: string): string {
  return foldLine(text.includes('[') ? text.replace(RESIDUE, '') : text);
}

export const isBlank = ({ folded }: SourceLine): boolean => folded === '';

/** A heading of Markdown (`## …`). */
export const isHeading = ({ text }: SourceLine): boolean => HEADING.test(text);

export const withoutHashes = (text: string): string => text.replace(HEADING, '');

/** Whether the line is nothing but the number of its page. */
export function isPageNumber(lines: readonly SourceLine[], at: number): boolean {
  const line = lines[at];
  if (line === undefined) return false;
  const text = line.folded;
  if (text.length > 24) return false;
  if (PAGE_NUMBER.test(text)) return true;
  if (!BARE_NUMBER.test(text)) return false;
  let next = at;
  while (lines[next]?.endsPage === false && next - at < 3 && (next === at || isBlank(lines[next] ?? line)))
    next += 1;
  return lines[next]?.endsPage === true && (next === at || isBlank(lines[next] ?? line));
}

/** What begins a heading of a section, and a row's label alike: 「三、」. */
export const SECTION_NUMBER = /^[一二三四五六七八九十]{1,3}\s*[、.．]/u;
/** What begins a label of a list: 一、 （一） 1. */
export const ORDINAL =
  /^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]|\d{1,2}\s*[.．、](?!\d))/u;

/** Sentences, and what is too long for a label of any form. */
export function isSentence(text: string): boolean {
  return /[。！？]|；./u.test(text) || text.length > 60;
}

const NUMBER = String.raw`[¥￥]?[+\-−－↑↓增减]?[\d０-９][\d０-９,，.．]*(?:[%％件条项个宗份次起元]|万元?|亿元?)*`;
/** Marks of notes, and a remark in brackets. */
const TAIL = String.raw`(?:[①-⒇⁰¹²³⁴-⁾₀-₎*＊†‡※]{1,4}|注\d{0,2}|[（(〔[【][^（(]{0,20}[）)〕\]】])?`;
const VALUE = new RegExp(`^(?:[①-⒇⁰¹²³*＊†‡※]{0,2}${NUMBER}${TAIL}|[-—–―─－/／\\\\]{1,4}|无|没有)$`, 'u');
const OPEN = new RegExp(`^${NUMBER}[（(〔[【][^（()）〔〕[\\]【】]{0,20}$`, 'u');
const LIST_NUMBER = /^\d{1,2}[.．、]$/;

/** Can the text stand in a cell of figures, as a figure or as none? */
export function isValue(text: string): boolean {
  return text.length <= 40 && VALUE.test(text) && !LIST_NUMBER.test(text);
}

/** Does a figure stand before a bracket that is not closed: a remark that goes on in the line below? */
export function opensRemark(text: string): boolean {
  return text.length <= 40 && OPEN.test(text);
}
