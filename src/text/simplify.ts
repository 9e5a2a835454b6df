import { Converter } from 'opencc-js/t2cn';

/**
 * Traditional characters of the words that titles, headings and labels of the form are made of. Any such text holds
 * some of them, so that all others are left as they are at the cost of one look.
 */
const TRADITIONAL =
  /[資訊開報導務機關業處數據發請訴訟復複議總體況動規範許罰強徵費屬國絕當護權內類執檔詢無現製補確舉訪購統計項個條]/u;

let convert: ((text: string) => string) | undefined;

/** The text in simplified characters (opencc, traditional to mainland), for comparison; a source's own text is kept. */
export function simplified(text: string): string {
  if (!TRADITIONAL.test(text)) return text;
  const toSimplified = convert ?? Converter({ from: 't', to: 'cn' });
  convert = toSimplified;
  return toSimplified(text);
}
