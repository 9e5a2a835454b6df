import { parseChineseNumber } from '../text/chinese-number.js';
import type { Edition, Label, MatrixTable, RowSpec } from './edition.js';
import { indicatorId } from './edition.js';
import type { ClaimSpec } from './edition-schema.js';
import type { Claim, IndicatorId, Section } from './model.js';
import { readPart } from './sections.js';

const NUMBER = '(\\d{1,3}(?:,\\d{3})+|\\d+|[零〇一二两三四五六七八九十百千]+)';
const UNIT = '(?:件|项|宗|条|份|起|例)';
/** Between a word and its number: the rest of the clause, without digits. */
const GAP = '[^,，。；;：:、\\d]';
/** Part of a total by channel or applicant, or something else that is received: no total of requests. */
const PARTIAL =
  /网络|网上|在线|信函|邮寄|邮件|邮政|当面|现场|当场|传真|平台|渠道|自然人|公民|企业|法人|复议|诉讼|投诉|举报|信访|咨询|来信|建议|提案|热线/u;

/**
 * Figures repeated in the prose: those of section 一（二） (or of the whole section where it has no parts),
 * and the processing fee of section 六. A word is read only where its number follows in the same clause and
 * nothing between says that it counts a part; a claim that may be misread is rather left out.
 */
export function readClaims(sections: readonly Section[], edition: Edition): readonly Claim[] {
  const overview = sections.find((s) => s.number === 1);
  const other = sections.find((s) => s.number === 6);
  const claims: Claim[] = [];
  if (overview !== undefined) {
    const part = readPart(overview, 'requests', edition);
    const sentences = (part ?? overview.text).normalize('NFKC').split(/[。！？!?\n]/u);
    const relevant = part === null ? sentences.filter((s) => /申请|信息公开/u.test(s)) : sentences;
    for (const spec of edition.claims) claims.push(...claimOf(spec, relevant));
    claims.push(...rowClaims(edition, relevant));
  }
  if (other !== undefined) claims.push(...feeClaim(other.text.normalize('NFKC')));
  return claims;
}

/** The first clause that states the quantity; later ones are mostly breakdowns of it. */
function claimOf(spec: ClaimSpec, sentences: readonly string[]): Claim[] {
  const words = longestFirst(spec.words);
  const stated = new RegExp(`(?:${words})(${GAP}{0,30}?)${NUMBER}\\s*${UNIT}(${GAP}{0,15})`, 'gu');
  const nothing = new RegExp(`(?:未|没有|无|0件)(${GAP}{0,4})(?:${words})(${GAP}{0,24})`, 'u');
  const noneOf = new RegExp(`(?:未|没有|无)(?:[^,，。；;：:\\d]{0,40}?)(?:${words})`, 'u');
  for (const sentence of sentences) {
    for (const match of sentence.matchAll(stated)) {
      const [text, gap = '', digits = '', after = ''] = match;
      if (!speaksOf(spec, gap, after) || negated(sentence, match.index)) continue;
      const value = wholeNumber(digits);
      if (value !== null) return [make(spec, value, text.slice(0, text.length - after.length), sentence)];
    }
    if (spec.object !== undefined) {
      const none = nothing.exec(sentence);
      if (none !== null && speaksOf(spec, none[2] ?? '', '')) return [make(spec, 0, none[0], sentence)];
    }
    if (spec.zero) {
      const none = noneOf.exec(sentence);
      if (none !== null) return [make(spec, 0, none[0], sentence)];
    }
  }
  return [];
}

function speaksOf(spec: ClaimSpec, gap: string, after: string): boolean {
  if (spec.object === undefined)
    return spec.zero
      ? /^(?:案件|申请|事项|的|为|共|有|发生|被|受理|数量|\s)*$/u.test(gap)
      : !PARTIAL.test(gap);
  const between = spec.object.some((word) => gap.includes(word));
  const behind = spec.object.some((word) => after.includes(word));
  return (
    (between || (gap.trim().length <= 4 && behind)) &&
    !PARTIAL.test(gap) &&
    !PARTIAL.test(behind ? after : '')
  );
}

/** 「未办结3件」 is not a claim of what was done. */
function negated(sentence: string, at: number): boolean {
  return /(?:未|尚未|没有|不予)$/u.test(sentence.slice(Math.max(0, at - 2), at));
}

function make(spec: ClaimSpec, value: number, text: string, sentence: string): Claim {
  const wider = spec.with?.words.some((word) => sentence.includes(word)) ? (spec.with?.readings ?? []) : [];
  return claim([...spec.readings, ...wider], value, text);
}

function claim(readings: readonly (readonly IndicatorId[])[], value: number, text: string): Claim {
  return { indicator: (readings[0] ?? []).join('+'), value, text: text.trim(), readings };
}

/** Results by the form's own labels: 「予以公开12件」, and of a whole group: 「不予公开3件」. */
function rowClaims(edition: Edition, sentences: readonly string[]): Claim[] {
  const table = edition.tables.find((t): t is MatrixTable => t.layout === 'matrix');
  const total = table?.columns.at(-1)?.id;
  if (table === undefined || total === undefined) return [];
  const idOf = (row: RowSpec): IndicatorId => indicatorId(table.id, row.id, total);
  const results = table.rows.filter((row) => row.groups.length > 0);
  const wanted: { label: Label; reading: IndicatorId[] }[] = [
    ...results.map((row) => ({ label: row, reading: [idOf(row)] })),
    ...table.groups
      .filter((group) => results.some((row) => row.groups.at(-1) === group))
      .map((group) => ({
        label: group,
        reading: results.filter((row) => row.groups.at(-1) === group).map(idOf),
      })),
  ];
  return wanted.flatMap(({ label, reading }) => {
    const names = label.keys.filter((key) => key.length >= 4);
    if (names.length === 0) return [];
    const stated = new RegExp(
      `(?:${longestFirst(names)})(?:的|了|为|共|有|信息|申请|答复|类|\\s)*${NUMBER}\\s*${UNIT}`,
      'u',
    );
    for (const sentence of sentences) {
      const match = stated.exec(sentence);
      const value = match?.[1] === undefined ? null : wholeNumber(match[1]);
      if (match !== null && value !== null) return [claim([reading], value, match[0])];
    }
    return [];
  });
}

/** Section 六 must say what was charged for handling requests (国办函〔2020〕109号), in 元. */
const FEE = 'processing_fee.amount';
function feeClaim(text: string): Claim[] {
  const sentence = text.split(/[。！？!?\n]/u).find((s) => /处理费/u.test(s));
  if (sentence === undefined) return [];
  const charged = /(?:收取|收费|处理费)[^。\d]{0,30}?(\d[\d,]*(?:\.\d+)?)\s*(万元|元)?/u.exec(sentence);
  if (charged?.[1] !== undefined && (charged[2] !== undefined || Number(charged[1]) === 0)) {
    const scale = charged[2] === '万元' ? 10_000 : 1;
    return [
      claim([[FEE]], Math.round(Number(charged[1].replaceAll(',', '')) * scale * 100) / 100, charged[0]),
    ];
  }
  const none = /(?:未|没有|无)[^。]{0,30}?(?:收取|产生|收费|发生)?[^。]{0,30}?处理费/u.exec(sentence);
  return none === null ? [] : [claim([[FEE]], 0, none[0])];
}

function wholeNumber(text: string): number | null {
  if (/^\d/.test(text)) return Number(text.replaceAll(',', ''));
  return parseChineseNumber(text);
}

function longestFirst(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}
