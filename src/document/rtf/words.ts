/** Characters that have a control word or symbol of their own (RTF 1.9.1, "Special Characters"). */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['line', '\n'],
  ['lbr', '\n'],
  ['~', '\u00a0'],
  ['_', '-'],
  ['-', ''],
  ['\\', '\\'],
  ['{', '{'],
  ['}', '}'],
  ['emdash', '—'],
  ['endash', '–'],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['emspace', '\u2003'],
  ['enspace', '\u2002'],
  ['qmspace', '\u2005'],
]);

/** Groups whose text is not the document's. */
export const SKIPPED: ReadonlySet<string> = new Set([
  'annotation',
  'atnid',
  'atnauthor',
  'footer',
  'footerf',
  'footerl',
  'footerr',
  'footnote',
  'header',
  'headerf',
  'headerl',
  'headerr',
  'listtable',
  'listoverridetable',
  'nonesttables',
  'nonshppict',
  'revtbl',
  'rxe',
  'shprslt',
  'stylesheet',
  'tc',
  'tcn',
  'txe',
  'upr',
  'xe',
]);

/** Encodings by `\ansicpg` and, with a font's `\fcharset`, by Windows character set. */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
]);
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [128, 'shift_jis'],
  [129, 'euc-kr'],
  [134, 'gb18030'],
  [136, 'big5'],
  [161, 'windows-1253'],
  [162, 'windows-1254'],
  [163, 'windows-1258'],
  [177, 'windows-1255'],
  [178, 'windows-1256'],
  [186, 'windows-1257'],
  [204, 'windows-1251'],
  [222, 'windows-874'],
  [238, 'windows-1250'],
]);
/** Of a font of symbols. */
export const SYMBOLS = 2;

/** The encoding of a code page; of one that is not known that of Chinese Windows. */
export function encodingOfCodePage(page: number): string {
  return CODE_PAGES.get(page) ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'gb18030');
}

/** The encoding of a character set; undefined for those that leave it to the file. */
export function encodingOfCharset(charset: number): string | undefined {
  return CHARSETS.get(charset);
}
