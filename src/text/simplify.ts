import { Converter } from 'opencc-js/t2cn';

/**
 * Traditional characters of the words that titles, headings and labels of the form are made of. Any such text holds
 * some of them, so that all others are left as they are at the cost of one look.
 */
const TRADITIONAL =
  /[資訊開報導務機關業處數據發請訴訟復複議總體況動規範許罰強徵費屬國絕當護權內類執檔詢無現製補確舉訪購統計項個條]/u;

let convert: ((text: string) => string) | undefined;

function converter(): (text: string) => string {
  const toSimplified = convert ?? Converter({ from: 't', to: 'cn' });
  convert = toSimplified;
  return toSimplified;
}

/** The text in simplified characters (opencc, traditional to mainland), for comparison; a source's own text is kept. */
export function simplified(text: string): string {
  return TRADITIONAL.test(text) ? converter()(text) : text;
}

/** Characters of GB 2312 that are traditional forms, or variants, nevertheless. */
const VARIANTS = new Set('乾菸薹拚捱摺吒後徵夥榘於袷麴醣么');
let gb2312: ReadonlySet<string> | undefined;

/** The Han characters of GB 2312, which has those in use in the mainland; rows 16 to 87, the same in GBK. */
function mainland(): ReadonlySet<string> {
  if (gb2312 !== undefined) return gb2312;
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  }
  gb2312 = new Set(new TextDecoder('gbk').decode(new Uint8Array(bytes)));
  return gb2312;
}

/**
 * The simplified form of one Han character, itself where it has none. Unlike `simplified` it does not look at the words
 * around it, so that a character becomes the same in every text; the dictionary is loaded only for characters that the
 * mainland does not use.
 */
export function simplifiedCharacter(character: string): string {
  const isUsual = mainland().has(character) && !VARIANTS.has(character);
  return isUsual ? character : converter()(character);
}
