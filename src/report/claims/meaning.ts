import type { IndicatorId } from '../model.js';
import type { Statement } from './statement.js';
import type { Token } from './token.js';

/**
 * Which figures of the tables a statement counts. Only a statement that is understood word by word counts any: one of the
 * report's own agency and the whole year, exact, affirmed, and not compared with anything.
 */

/** The sums of indicators that a statement may mean, the likeliest first. */
type Readings = readonly (readonly IndicatorId[])[];

/** What a statement says: how many there were of something. */
export interface Meaning {
  readonly readings: Readings;
  /** Readings that hold too where what was left over from the year before is spoken of. */
  readonly reckoned: Readings;
  readonly value: number;
}

type ClaimToken = Token & { readonly role: 'claim' };
type ResultToken = Token & { readonly role: 'result' };
interface Quantity {
  readonly readings: Readings;
  readonly reckoned: Readings;
  /** Quantities that may be added up; of verbs with one object (「受理并办结」) each counts the same. */
  readonly adds: boolean;
}

/** Words beside which a count is of a part, of something else, inexact or denied. */
const BARRED = new Set<Token['role']>([
  'unknown',
  'other time',
  'compared',
  'about',
  'part',
  'elsewhere',
  'outcome',
  'not',
  'other organ',
  'each',
  'rate',
]);

/** What a statement with a count says of the tables; null where it says nothing for sure. */
export function meaningOf(statement: Statement, isLate: boolean): Meaning | null {
  const { value, left, right, unit, scope } = statement;
  if (value === null || !scope.thisYear || !scope.own) return null;
  if (right[0]?.role === 'about' || left.some(({ role }) => BARRED.has(role))) return null;
  if (isLate && left.some(({ role }) => role === 'timely')) return null;
  // 「为零」, but not 「零投诉」
  const isWhole = right.every(({ role }) => role === 'plain');
  if (!unit && (!isWhole || (value !== 0 && !left.some(({ role }) => role === 'number of')))) return null;
  const quantity = isBare(left) ? quantityBehind(right) : quantityOf(statement, left);
  return quantity === null ? null : { readings: quantity.readings, reckoned: quantity.reckoned, value };
}

/** What a clause without a count denies, each a count of zero: 「未收到申请」「没有行政复议、行政诉讼」. */
export function denialsOf({ left, scope }: Statement): readonly Meaning[] {
  const at = left.findIndex(({ role }) => role === 'not');
  // 「无行政复议、无行政诉讼」 denies each
  const isRepeated = (i: number): boolean => left[i]?.role === 'not' && left[i - 1]?.role === 'and';
  const behind = left.filter((_, i) => i > at && !isRepeated(i));
  const barred = (token: Token): boolean => BARRED.has(token.role) || token.role === 'among';
  if (at === -1 || !scope.thisYear || !scope.own) return [];
  if (left.slice(0, at).some((token) => barred(token) || isClaim(token)) || behind.some(barred)) return [];
  const claims = behind.filter(isClaim);
  const says = new Set(claims.map(({ spec }) => spec.says));
  const isOfRequests = behind.some(({ role }) => role === 'request');
  const [only] = says;
  const isSure =
    only === 'received' ? isOfRequests : only !== undefined && only !== 'answered' && only !== 'handled';
  if (says.size !== 1 || !isSure || behind.some(({ role }) => role === 'result')) return [];
  return claims.map(({ spec }) => ({ readings: spec.readings, reckoned: spec.reckoned ?? [], value: 0 }));
}

/** Words of a clause that speaks of nothing but requests. */
const OF_REQUESTS = new Set<Token['role']>(['plain', 'request', 'this year', 'own organ', 'number of']);

/** Whether a clause denies requests without a verb: 「无政府信息公开申请」「申请数量为零」. */
export function deniesRequests({ left, value, scope }: Statement): boolean {
  if (!scope.thisYear || !scope.own) return false;
  const at = left.findIndex(({ role }) => role === 'not');
  const isDenied =
    value === 0
      ? left.some(({ role }) => role === 'number of')
      : at !== -1 && value === null && left[at + 1]?.role === 'request';
  const rest = left.filter((_, i) => i !== at);
  return (
    isDenied && rest.every(({ role }) => OF_REQUESTS.has(role)) && rest.some(({ role }) => role === 'request')
  );
}

const isClaim = (token: Token): token is ClaimToken => token.role === 'claim';
const isResult = (token: Token): token is ResultToken => token.role === 'result';

/** Does nothing before the number say what it counts? */
function isBare(left: readonly Token[]): boolean {
  return left.every(
    ({ role }) => role === 'plain' || role === 'among' || role === 'this year' || role === 'own organ',
  );
}

/** What stands behind its number: 「15件予以公开」「其余4件结转下年度」. */
function quantityBehind(right: readonly Token[]): Quantity | null {
  const own = untilAnd(right);
  if (own.some(({ role }) => role !== 'plain' && role !== 'request' && role !== 'claim' && role !== 'result'))
    return null;
  const [claim, ...claims] = own.filter(isClaim);
  const results = own.filter(isResult);
  if (claims.length > 0 || (claim === undefined) === (results.length === 0)) return null;
  if (claim === undefined) return ofResults(results);
  return isCarried(claim) ? single(claim) : null;
}

function untilAnd(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex(({ role }) => role === 'and');
  return end === -1 ? tokens : tokens.slice(0, end);
}

/** What the words before the number count: one quantity, or several together (「行政复议、行政诉讼案件6件」). */
function quantityOf(statement: Statement, left: readonly Token[]): Quantity | null {
  const groups = partedByAnd(left).filter((group) =>
    group.some((t) => isClaim(t) || isResult(t) || t.role === 'request'),
  );
  if (groups.length === 0) return null;
  const [first, ...others] = groups.map((group) => oneQuantity(statement, group, groups.length > 1));
  if (first === undefined || first === null) return null;
  if (others.length === 0) return first;
  if (left.some(({ role }) => role === 'all') && statement.value !== 0) return null;
  const quantities = [first, ...others.flatMap((other) => (other === null ? [] : [other]))];
  if (quantities.length !== groups.length || quantities.some(({ adds }) => !adds)) return null;
  const sum = quantities.flatMap(({ readings }) => readings[0] ?? []);
  return new Set(sum).size === sum.length ? { readings: [sum], reckoned: [], adds: true } : null;
}

function partedByAnd(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [[]];
  for (const token of tokens) {
    if (token.role === 'and') groups.push([]);
    else groups.at(-1)?.push(token);
  }
  return groups;
}

function oneQuantity(statement: Statement, group: readonly Token[], isJoined: boolean): Quantity | null {
  const claims = group.filter(isClaim);
  const results = group.filter(isResult);
  const disputes = claims.filter(({ spec }) => spec.says === 'dispute');
  if (results.length > 0)
    return claims.some((c) => !isAnswer(c)) ? null : resultQuantity(statement, group, results);
  if (disputes.length > 0) return disputeQuantity(statement, group, claims, disputes, isJoined);
  const carried = claims.find(isCarried);
  if (carried !== undefined) {
    const others = claims.filter((claim) => claim !== carried);
    return others.every(({ spec }) => spec.says === 'received')
      ? carriedQuantity(statement, group, carried)
      : null;
  }
  // 「办理申请答复39件」 counts the answers
  const answers = claims.filter(isAnswer);
  const isDealtWith = answers.length > 0 && claims.every((c) => isAnswer(c) || c.spec.says === 'handled');
  const [verb, ...more] = isDealtWith ? answers : claims;
  if (verb === undefined || more.length > 0) return null;
  return verbQuantity(statement, group, verb);
}

const isCarried = ({ spec }: ClaimToken): boolean =>
  spec.says === 'carried_in' || spec.says === 'carried_out';
const isAnswer = ({ spec }: ClaimToken): boolean => spec.says === 'answered';

function single({ spec }: ClaimToken): Quantity {
  return {
    readings: spec.readings,
    reckoned: spec.reckoned ?? [],
    adds: spec.says !== 'answered' && spec.says !== 'handled',
  };
}

/** A row of the form within its group counts the row: 「属于重复申请不予处理的1件」. */
function ofResults(results: readonly ResultToken[]): Quantity | null {
  const [first, ...others] = [...results].sort((a, b) => a.reading.length - b.reading.length);
  if (first === undefined) return null;
  const isWithin = others.every(({ reading }) => first.reading.every((id) => reading.includes(id)));
  return isWithin ? { readings: [first.reading], reckoned: [], adds: true } : null;
}

/** Results of requests, not of what else the prose went on about; 「予以公开答复12件」 may be some of the answers. */
function resultQuantity(
  { right, scope }: Statement,
  group: readonly Token[],
  results: readonly ResultToken[],
): Quantity | null {
  const isNamed = group.some(({ role }) => role === 'request');
  const isOfRequests = isNamed || (scope.topic === 'requests' && scope.unclear !== 'yes');
  const lastClaim = group.findLastIndex(isClaim);
  if (!isOfRequests || lastClaim > group.findIndex(isResult)) return null;
  return leavesAll(right) ? ofResults(results) : null;
}

/**
 * Disputes in which the agency is a party. 「办理行政复议案件8件」 may count those of others, 「办理政府信息公开行政诉讼案件」
 * can't: an agency judges no suits.
 */
function disputeQuantity(
  { left, scope }: Statement,
  group: readonly Token[],
  claims: readonly ClaimToken[],
  disputes: readonly ClaimToken[],
  isJoined: boolean,
): Quantity | null {
  const [dispute, ...more] = disputes;
  if (dispute === undefined || more.length > 0) return null;
  if (scope.unclear === 'yes' && !left.some(({ role }) => role === 'request')) return null;
  const verbs = left.filter(
    (token) => token.role === 'authority' || (isClaim(token) && token.spec.says !== 'dispute'),
  );
  const isParty =
    isJoined &&
    left.some(({ role }) => role === 'request') &&
    verbs.every((v) => isClaim(v) && v.spec.says === 'handled');
  const isAsParty = verbs.length === 0 || isParty;
  const others = claims.some((claim) => claim !== dispute && claim.spec.says !== 'handled');
  return isAsParty && !others && !group.some(({ role }) => role === 'besides') ? single(dispute) : null;
}

/** What was left over of requests; of those answered, some left over from the year before are no count of them. */
function carriedQuantity(
  { scope, left }: Statement,
  group: readonly Token[],
  carried: ClaimToken,
): Quantity | null {
  const isOfRequests =
    scope.topic === 'requests' || scope.topic === 'none' || group.some(({ role }) => role === 'request');
  return isOfRequests && scope.unclear !== 'yes' && !isPartOfAnswers(scope, left) ? single(carried) : null;
}

/** Does the statement name some of those that were answered? */
function isPartOfAnswers({ counted, aside }: Statement['scope'], left: readonly Token[]): boolean {
  return counted === 'answered' && (aside || left.some(({ role }) => role === 'among'));
}

/** Received or answered: counts if its object is named or still the topic. */
function verbQuantity(
  { left, right, scope }: Statement,
  group: readonly Token[],
  verb: ClaimToken,
): Quantity | null {
  if (left.some(({ role }) => role === 'besides')) return null;
  const isPart = scope.aside || left.some(({ role }) => role === 'among');
  if (isPart && !isWholeWithin(scope.counted, verb)) return null;
  const behind = untilAnd(right);
  const isNamed = group.some(({ role }) => role === 'request');
  if (isNamed) return single(verb);
  if (!leavesAll(behind)) return null;
  const isSpokenOf = scope.topic === 'requests' && scope.unclear === 'no';
  return isSpokenOf || behind.some(({ role }) => role === 'request') ? single(verb) : null;
}

/**
 * Whether what is named among others is all there was of it: what came in new, of those that were accepted or dealt with;
 * what was answered, of those dealt with. But of those received some were answered, and of those answered some were new.
 */
function isWholeWithin(counted: Statement['scope']['counted'], { spec, word }: ClaimToken): boolean {
  if (spec.says === 'answered') return counted === 'handled';
  return /新收|新受理/u.test(word) && (counted === 'received' || counted === 'handled');
}

/** Words behind a number that leave it what it is. */
const LEAVES_ALL = new Set<Token['role']>([
  'plain',
  'request',
  'timely',
  'this year',
  'rate',
  'all',
  'claim',
  'result',
]);

/** Is nothing said behind the number that makes it a part, or a number of something else? */
function leavesAll(right: readonly Token[]): boolean {
  return untilAnd(right).every(({ role }) => LEAVES_ALL.has(role));
}
