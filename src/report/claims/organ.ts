import type { Report } from '../model.js';

/** An organ that a sentence names, and whether it is the report's own. */
export interface Organ {
  readonly length: number;
  readonly own: boolean;
}

const OWN =
  /(?:我|本)(?:局|委员会|管委会|委|厅|办公室|办事处|办|院|署|关|行|中心|会|处|所|站|队|校|司|政府)(?:机关|本级)?/uy;
const TERRITORY =
  /(?:我|本|全)(市|县|区|省|州|旗|盟|镇|乡|街道)(?:(?:各级|各地|各县区|各区县|各县市区|各县市|各乡镇|各部门|各单位|各街道|行政机关|政府机关|人民政府|政府|机关|部门|单位|、|和|及)*)/uy;
const LAST = /[局委厅办室会院署处府镇乡关中心站队道省市县区]/u;
const LONGEST = 24;

/**
 * The report's own agency at a place of a sentence: 「我局」, its name, or a short form of its name (自然资源局 for
 * 自然资源和规划局, which has the same last character). Null where there is none.
 */
export function ownOrgan(sentence: string, at: number, agency: string | null): Organ | null {
  const first = sentence[at] ?? '';
  OWN.lastIndex = at;
  const said = first === '我' || first === '本' ? OWN.exec(sentence) : null;
  if (said !== null) return { length: said[0].length, own: true };
  if (agency === null || !agency.includes(first)) return null;
  let best = 0;
  let from = 0;
  for (let length = 1; length <= LONGEST && at + length <= sentence.length; length++) {
    const character = sentence[at + length - 1] ?? '';
    const next = agency.indexOf(character, from);
    if (next === -1) break;
    from = next + 1;
    if (length >= 3 && isWhole(character, agency, next)) best = length;
  }
  return best === 0 ? null : { length: best, own: true };
}

/** Does a short form that ends with a character of the agency's name leave out nothing that names another organ? */
function isWhole(character: string, agency: string, at: number): boolean {
  return LAST.test(character) && !/[局委厅分支队所]/u.test(agency.slice(at + 1));
}

/**
 * A whole territory, 「全市」「我县各乡镇」: the report's own where it is a territory's aggregate report, or where the agency
 * is that of a town or a street.
 */
export function territory(
  sentence: string,
  at: number,
  { agency, kind }: Pick<Report, 'agency' | 'kind'>,
): Organ | null {
  if (!'我本全'.includes(sentence[at] ?? '-')) return null;
  TERRITORY.lastIndex = at;
  const match = TERRITORY.exec(sentence);
  if (match === null) return null;
  const [text, level = ''] = match;
  const isTown = /镇|乡|街道/u.test(level) && (agency?.includes(level) ?? false);
  return { length: text.length, own: kind === 'aggregate' || isTown };
}
