import { holdsObject, holdsStruck, withoutStruck } from '../../document/sight.js';

/** What a cell shows, judging by its characters. */
export type CellText =
  | { readonly kind: 'empty' }
  /** Something is seen, and it is no value: a picture, a control, a figure that is struck, a power of ten. */
  | { readonly kind: 'no_text' }
  /** The text without note marks, bracketed remarks and struck parts; full-width forms folded, never empty. */
  | { readonly kind: 'text'; readonly text: string };

/**
 * A sign of a footnote that no reader takes for a digit: circled and bracketed numbers, raised and lowered ones, 「注1」,
 * asterisks, daggers. Bare letters and digits are never marks; nor are △ and ▲ (a minus sign in accounts) or ○ (a nought).
 */
const CIRCLED = '[\\u2460-\\u2487\\u24ea-\\u24ff\\u2776-\\u2793\\u3251-\\u325f\\u32b1-\\u32bf]';
const NOTE = `注释?\\s?(?:\\d{1,2}|${CIRCLED})?`;
const MARK = `(?:${[
  CIRCLED,
  '[†‡※*＊]',
  '[⁽₍][^⁽⁾₍₎]{0,20}[⁾₎]|[⁰¹²³⁴-⁹ⁿⁱ₀-₉]',
  '[\\[〔［【]\\d{1,2}[\\]〕］】]',
  `[\\[〔［【(（]${NOTE}[\\]〕］】)）]`,
  NOTE,
].join('|')})`;
const MARKS_BEHIND = new RegExp(`(?<=[\\d\\p{Script=Han}）)]\\s*)(?:${MARK}\\s*)+$`, 'u');
const MARKS_IN_FRONT = new RegExp(`^(?:${MARK}\\s*)+(?=\\d)`, 'u');

/** 10⁴ may be a power of ten or ten with a note. Nobody writes 10¹ for ten, so ¹ is a note. */
const POWER_OF_TEN = /^10\s*(?!¹(?![⁰¹²³⁴-⁹]))[⁰¹²³⁴-⁹]/;

/** 「22（其中修订16件）」 */
const REMARK = /^(.*\S)\s*(?:[（(]([^（()）]*)[)）]|[【〔［[]([^【】〔〕［］[\]]*)[】〕］\]])$/su;
/** A remark that adds the number of another year: 「22（上年为25）」. */
const OTHER_YEAR =
  /^(?:上一?年度?|去年|(?:20)?\d{2}年度?)(?:同期)?(?:为|是|[:：])?\s*\d[\d,]*\s*(?:件|项|条|个)?$/u;
/** A remark that is a unit, alters the number, or says that it is of another year. */
const NO_REMARK =
  /^(?:[亿万]?元|件|项|条|个|宗|份|次|起)$|约|估|近|余|左右|以上|以下|增|减|年|同期|更正|应为|实为|误/u;
const WORDS = /\p{Script=Han}/u;

const WIDE = /[\uff01-\uff5e\u3000]/gu;

/** Folds full-width forms (Unicode block Halfwidth and Fullwidth Forms) to ASCII, and nothing else. */
function foldWidth(text: string): string {
  return text.replace(WIDE, (wide) =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}

/**
 * The part of a cell's text that a person takes for its value. Marks are removed only at the number's ends, a remark only
 * behind it, so that the rest is either the number or unreadable.
 */
export function cellText(raw: string): CellText {
  if (holdsObject(raw)) return { kind: 'no_text' };
  const unstruck = withoutStruck(raw).trim();
  if (unstruck === '') return { kind: holdsStruck(raw) ? 'no_text' : 'empty' };
  if (POWER_OF_TEN.test(foldWidth(unstruck))) return { kind: 'no_text' };
  const unmarked = unstruck.replace(MARKS_BEHIND, '').replace(MARKS_IN_FRONT, '');
  return { kind: 'text', text: foldWidth(withoutRemark(unmarked)).trim() };
}

function withoutRemark(text: string): string {
  const [, number, round, square] = REMARK.exec(text) ?? [];
  const remark = (round ?? square ?? '').trim();
  if (number === undefined || !WORDS.test(remark)) return text;
  if (NO_REMARK.test(remark) && !OTHER_YEAR.test(remark)) return text;
  return number.replace(MARKS_BEHIND, '');
}
