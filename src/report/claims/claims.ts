import { wordsOf } from '../../document/sight.js';
import { parseChineseCount } from '../../text/chinese-number.js';
import type { Edition, Label, MatrixTable, RowSpec } from '../edition/edition.js';
import { indicatorId } from '../edition/edition.js';
import type { ClaimSpec } from '../edition/schema.js';
import type { Claim, IndicatorId, Section } from '../model.js';
import { readPart } from '../sections/sections.js';
import { clauseBefore, deniesOutcome, isOfAnotherMatter, isOfAnotherYear } from './context.js';
import { readFeeClaim } from './fee-claim.js';

const NUMBER = '(\\d{1,3}(?:,\\d{3})+|\\d+|[零〇一二两三四五六七八九十百千]+)';
const UNIT = '(?:件|项|宗|条|份|起|例)';
/** What joins the two kinds of disputes in one count. */
const JOINT = '[、和与及或]|以及';
const DISPUTES: readonly IndicatorId[] = [
  'disputes.review.total',
  'disputes.suit_direct.total',
  'disputes.suit_after_review.total',
];
/** Between a word and its number: the rest of the clause, without digits. */
const GAP = '[^,，。；;：:、\\d]';
/** Everybody who may ask: what they ask for together is a total. */
const EVERYBODY = /公民、法人(?:和|或|或者|及|以及|、)其他组织(?:提交|提出|申请)?的?/gu;
/** Part of a total by channel or applicant, a difference, or something else that is received or answered. */
const PARTIAL =
  /网络|网上|在线|线上|信函|邮寄|邮件|邮政|当面|现场|当场|传真|平台|系统|渠道|自然人|公民|企业|法人|复议|诉讼|投诉|举报|信访|咨询|来信|来电|电话|留言|网民|信箱|热线|问政|建议|提案|议案|意见|同比|较|增长|增加|减少|下降|延期/u;
/** 「各渠道」「多种方式」 add up to the total. */
const TOGETHER = /(?:各|多|所有|全部)[^,，]{0,4}(?:渠道|平台|方式|途径)/u;
const NEGATED = /(?:未|尚未|没有|不予|未能|未[按如]期|未按时)$/u;
/** Answers of one kind, or of those carried over: no count of all that was answered. */
const NESTED =
  /(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|不存在|告知|补正|转(?:入|至|到)?下一?年度?(?:继续)?(?:办理|处理)?)的?$/u;
/** Reviews and suits that the office handles for others. */
const AS_AUTHORITY = /(?:办理|审理|受理|审结|收到|新收|接收|化解|代理|应诉|承办)$/u;
/** All that may stand between a word and the number where the word alone says what is counted. */
const PLAIN_GAP =
  /^(?:政府信息公开|信息公开|依申请公开|有效|申请人?|案件|事项|数量|件数|的|了|为|共计?|合计|总计|均|有|发生|被|\s)*$/u;

/** A claim of the form with its patterns. */
interface Announced {
  readonly spec: ClaimSpec;
  readonly stated: RegExp;
  readonly nothing: RegExp;
  readonly noneOf: RegExp;
}

/** A result of the requests table with the words that state it. */
interface Result {
  readonly stated: RegExp;
  readonly reading: readonly IndicatorId[];
}

interface Patterns {
  readonly announced: readonly Announced[];
  readonly results: readonly Result[];
}

const known = new WeakMap<Edition, Patterns>();

function patternsOf(edition: Edition): Patterns {
  const built = known.get(edition) ?? {
    announced: edition.claims.map(announce),
    results: resultsOf(edition),
  };
  known.set(edition, built);
  return built;
}

/**
 * Figures repeated in the prose: those of section 一（二） (or of the whole section where it has no parts),
 * and the processing fee of section 六. A word is read only where its number follows in the same clause and
 * nothing says that it counts a part, another year or another matter; a claim that may be misread is rather left out.
 *
 * @param year the report's, against which years in the prose are held; null where it is not known
 */
export function readClaims(
  sections: readonly Section[],
  edition: Edition,
  year: number | null,
): readonly Claim[] {
  const overview = sections.find((s) => s.number === 1);
  const other = sections.find((s) => s.number === 6);
  const claims: Claim[] = [];
  if (overview !== undefined) {
    const part = readPart(overview, 'requests', edition);
    const text = wordsOf(part ?? overview.text)
      .normalize('NFKC')
      .replace(EVERYBODY, '');
    const sentences = text.split(/[。！？!?\n]/u);
    const { announced, results } = patternsOf(edition);
    const relevant = part === null ? sentences.filter((s) => /申请|信息公开/u.test(s)) : sentences;
    for (const one of announced) claims.push(...firstStated(one, relevant, year));
    claims.push(...joinedDisputes(relevant, year));
    const onRequests = part === null ? sentences.filter((s) => /申请/u.test(s)) : sentences;
    for (const result of results) claims.push(...resultClaim(result, onRequests, year));
  }
  const fee = other === undefined ? null : readFeeClaim(other.text);
  return fee === null ? claims : [...claims, fee];
}

function announce(spec: ClaimSpec): Announced {
  const words = longestFirst(spec.words);
  return {
    spec,
    stated: new RegExp(`(?:${words})(${GAP}{0,30}?)${NUMBER}\\s*${UNIT}(${GAP}{0,15})`, 'gu'),
    nothing: new RegExp(`(?:未|没有|无)(${GAP}{0,4})(?:${words})(${GAP}{0,24})`, 'u'),
    noneOf: new RegExp(`(?:未(?!经)|没有|无)[^,，。；;：:\\d]{0,40}?(?:${words})`, 'u'),
  };
}

/** The first clause that states the quantity; later ones are mostly breakdowns of it. */
function firstStated(
  { spec, stated, nothing, noneOf }: Announced,
  sentences: readonly string[],
  year: number | null,
): Claim[] {
  for (const sentence of sentences) {
    for (const match of sentence.matchAll(stated)) {
      const [text, gap = '', digits = '', after = ''] = match;
      const before = clauseBefore(sentence, match.index);
      if (!speaksOf(spec, gap, after) || !countsAll(spec, before, sentence)) continue;
      if (isOfAnotherYear(sentence, match.index, year)) continue;
      if (
        spec.zero
          ? isJoined(sentence.slice(0, match.index), sentence.slice(match.index))
          : isOfAnotherMatter(sentence, match.index, before + text)
      )
        continue;
      const value = wholeNumber(digits);
      if (value !== null) return [make(spec, value, text.slice(0, text.length - after.length), sentence)];
    }
    const none = spec.zero
      ? noneOf.exec(sentence)
      : spec.object === undefined
        ? null
        : nothing.exec(sentence);
    if (none === null || isOfAnotherYear(sentence, none.index, year)) continue;
    if (
      spec.zero ? !deniesOutcome(sentence, none.index + none[0].length) : speaksOf(spec, none[2] ?? '', '')
    ) {
      return [make(spec, 0, none[0], sentence)];
    }
  }
  return [];
}

/** Do the words around the number say what is counted, and that it is not a part or something else? */
function speaksOf(spec: ClaimSpec, gap: string, after: string): boolean {
  if (spec.object === undefined) return spec.gap === 'any' ? !PARTIAL.test(gap) : PLAIN_GAP.test(gap);
  const names = (text: string): boolean =>
    (spec.object ?? []).some((word) => text.replaceAll('申请人', '').includes(word));
  if (PARTIAL.test(gap)) return false;
  return names(gap) || (gap.trim().length <= 4 && names(after) && !PARTIAL.test(after));
}

/** Does what stands before the word in its clause leave it a total? 「未办结3件」 is no claim of what was done. */
function countsAll(spec: ClaimSpec, before: string, sentence: string): boolean {
  if (NEGATED.test(before)) return false;
  if (spec.zero) return !AS_AUTHORITY.test(before) && !/未经|复议后|经复议/u.test(before);
  if (/[按如]期$|按时$/u.test(before) && sentence.includes('延期')) return false;
  if (NESTED.test(before)) return false;
  return !PARTIAL.test(before.replace(TOGETHER, ''));
}

/** Who accepts or handles requests also handles those carried over: both countings are common. */
const MAY_INCLUDE = /^(?:共|累计)?(?:受理|办理|处理)/u;
const REVIEW_AND_SUIT = `行政复议(?:案件)?(?:${JOINT})(?:行政)?诉讼|行政诉讼(?:案件)?(?:${JOINT})(?:行政)?复议`;
const JOINED = new RegExp(
  `(?:${REVIEW_AND_SUIT})(?:的|案件|事项|情况|共计?|合计|为|有|\\s)*${NUMBER}\\s*${UNIT}`,
  'gu',
);
const JOINED_BEFORE = new RegExp(`(?:复议|诉讼)(?:案件)?(?:${JOINT})$`, 'u');

/** Is a kind of dispute counted together with the other: 「行政复议、行政诉讼案件6件」? */
function isJoined(before: string, from: string): boolean {
  return JOINED_BEFORE.test(before) || new RegExp(`^(?:${REVIEW_AND_SUIT})`, 'u').test(from);
}

/** The number of both kinds of disputes together. */
function joinedDisputes(sentences: readonly string[], year: number | null): Claim[] {
  for (const sentence of sentences) {
    for (const match of sentence.matchAll(JOINED)) {
      const value = match[1] === undefined ? null : wholeNumber(match[1]);
      const before = clauseBefore(sentence, match.index);
      const each = /各|分别/u.test(
        match[0] + sentence.slice(match.index + match[0].length, match.index + match[0].length + 6),
      );
      if (value === null || each || NEGATED.test(before) || AS_AUTHORITY.test(before)) continue;
      if (isOfAnotherYear(sentence, match.index, year)) continue;
      return [claim([DISPUTES], value, match[0])];
    }
  }
  return [];
}

function make(spec: ClaimSpec, value: number, text: string, sentence: string): Claim {
  const isReckoned = spec.with?.words.some((word) => sentence.includes(word)) ?? false;
  const wider = isReckoned || MAY_INCLUDE.test(text) ? (spec.with?.readings ?? []) : [];
  return claim([...spec.readings, ...wider], value, text);
}

function claim(readings: readonly (readonly IndicatorId[])[], value: number, text: string): Claim {
  return { indicator: (readings[0] ?? []).join('+'), value, text: text.trim(), readings };
}

/** Results by the form's own labels: 「予以公开12件」, and of a whole group: 「不予公开3件」. */
function resultsOf(edition: Edition): Result[] {
  const table = edition.tables.find((t): t is MatrixTable => t.layout === 'matrix');
  const total = table?.columns.at(-1)?.id;
  if (table === undefined || total === undefined) return [];
  const idOf = (row: RowSpec): IndicatorId => indicatorId(table.id, row.id, total);
  const rows = table.rows.filter((row) => row.groups.length > 0);
  const result = (label: Label, reading: readonly IndicatorId[]): Result[] => {
    const names = label.keys.filter((key) => key.length >= 4);
    if (names.length === 0 || reading.length === 0) return [];
    const words = `(?<![不未]|(?:公开|提供|处理)[或和及与、])(?:${longestFirst(names)})`;
    const gap = '(?:的|了|为|共|有|政府信息|信息|申请|答复|类|\\s)*';
    return [{ stated: new RegExp(`${words}${gap}${NUMBER}\\s*${UNIT}`, 'u'), reading }];
  };
  const inGroup = (group: Label): RowSpec[] => rows.filter((row) => row.groups.at(-1) === group);
  return [
    ...rows.flatMap((row) => result(row, [idOf(row)])),
    ...table.groups.flatMap((group) =>
      result(group, isInnermost(group, rows) ? inGroup(group).map(idOf) : []),
    ),
  ];
}

function isInnermost(group: Label, rows: readonly RowSpec[]): boolean {
  return rows.every((row) => !row.groups.includes(group) || row.groups.at(-1) === group);
}

function resultClaim(
  { stated, reading }: Result,
  sentences: readonly string[],
  year: number | null,
): Claim[] {
  for (const sentence of sentences) {
    const match = stated.exec(sentence);
    const value = match?.[1] === undefined ? null : wholeNumber(match[1]);
    if (match === null || value === null || isOfAnotherYear(sentence, match.index, year)) continue;
    if (isOfAnotherMatter(sentence, match.index, match[0])) continue;
    return [claim([reading], value, match[0])];
  }
  return [];
}

function wholeNumber(text: string): number | null {
  return /^\d/.test(text) ? Number(text.replaceAll(',', '')) : parseChineseCount(text);
}

function longestFirst(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}
