import type { ClaimSpec } from '../edition/schema.js';
import type { Token } from './token.js';

/**
 * What a sentence says: its clauses from left to right, each read within what the clauses before it spoke of.
 */

/** What is spoken of at a place of the prose, and holds until something else is. */
export interface Scope {
  /** Of the report's year as a whole. */
  readonly thisYear: boolean;
  /** Of the report's own agency. */
  readonly own: boolean;
  /** What a clause without an object goes on about: 「办结3件」. */
  readonly topic: 'none' | 'requests' | 'disputes' | 'elsewhere';
  /** What the last count said, of which 「其中」 or a bracket names a part; null where that is not known. */
  readonly counted: ClaimSpec['says'] | null;
  /** Inside a bracket. */
  readonly aside: boolean;
  /**
   * Whether a count before in the sentence was of a part, of another organ or of something unknown, so that words without an
   * object may go on about it (「信函申请13件，办结13件」): `listed` where it broke down a total (「其中自然人33件」), which
   * what follows may well return to.
   */
  readonly unclear: 'no' | 'listed' | 'yes';
}

export const BEGINNING: Scope = {
  thisYear: true,
  own: true,
  topic: 'none',
  counted: null,
  aside: false,
  unclear: 'no',
};

/** A count with the words of its clause on both sides, or a clause without a count. */
export interface Statement {
  readonly isCount: boolean;
  /** The number; null where there is none, or none that is exact. */
  readonly value: number | null;
  /** Words before the count in its clause, from the count before it. */
  readonly left: readonly Token[];
  /** Words behind it, to the next count; nothing where there is no count. */
  readonly right: readonly Token[];
  /** Whether the count has a unit. */
  readonly unit: boolean;
  readonly scope: Scope;
  /** From the first word that counts to the end of the number or, where it stands before them, of the words. */
  readonly start: number;
  readonly end: number;
}

/** The statements of a sentence, in order, and what is spoken of after it. */
export function statementsOf(
  tokens: readonly Token[],
  before: Scope,
): { readonly statements: readonly Statement[]; readonly scope: Scope } {
  const statements: Statement[] = [];
  const outside: Scope[] = [];
  let scope: Scope = { ...before, thisYear: true, own: true, counted: null, aside: false, unclear: 'no' };
  let opening = scope;
  let pending: Token[] = [];
  let clause: Token[] = [];
  const finish = (): void => {
    const whole = [...pending, ...clause];
    clause = [];
    // 「其中：」 and 「其中，」 speak of the next clause
    pending = whole.every(({ role }) => role === 'among' || role === 'plain') ? whole : [];
    if (pending.length > 0 || whole.every(({ role }) => SAYS_NOTHING.has(role))) return;
    const inner = clauseStatements(whole, scope);
    statements.push(...inner);
    scope = scopeAfter(whole, inner, scope);
  };
  for (const [i, token] of tokens.entries()) {
    const isNumberNext = tokens[i + 1]?.role === 'count' && clause.some(({ role }) => role === 'number of');
    if (token.role === 'clause' && isNumberNext) continue;
    if (token.role === 'clause' || token.role === 'rest' || token.role === 'open' || token.role === 'close') {
      finish();
      if (token.role === 'open') {
        outside.push(scope);
        scope = { ...scope, aside: true };
      }
      if (token.role === 'close') scope = outside.pop() ?? scope;
      if (token.role === 'rest') scope = { ...scope, own: opening.own };
      if (token.role === 'clause' && statements.length === 0) opening = scope;
    } else clause.push(token);
  }
  finish();
  return { statements, scope };
}

/** A clause of such words alone says nothing, and changes nothing of what is spoken of. */
const SAYS_NOTHING = new Set<Token['role']>(['plain', 'unknown', 'and', 'all', 'timely', 'each', 'besides']);

const isCount = (token: Token): token is Token & { role: 'count' } => token.role === 'count';

function clauseStatements(clause: readonly Token[], scope: Scope): Statement[] {
  const counts = clause.flatMap((token, i) => (isCount(token) ? [{ token, i }] : []));
  const first = clause[0];
  if (first === undefined) return [];
  if (counts.length === 0) {
    const end = clause.at(-1)?.end ?? first.end;
    const start = (clause.find(({ role }) => !isAround(role)) ?? first).start;
    return [
      {
        isCount: false,
        value: null,
        left: clause,
        right: [],
        unit: false,
        scope: within(clause, scope),
        start,
        end,
      },
    ];
  }
  return counts.map(({ token, i }, n) => {
    const isAfterUnclear = counts[n - 1] !== undefined && clause.slice(0, counts[n - 1]?.i).some(isUnclear);
    const from = (counts[n - 1]?.i ?? -1) + 1;
    const until = counts[n + 1]?.i ?? clause.length;
    const left = clause.slice(from, i);
    const right = clause.slice(i + 1, until);
    const told = left.find(({ role }) => !isAround(role)) ?? left[0] ?? token;
    return {
      isCount: true,
      value: token.value,
      unit: token.unit,
      left,
      right,
      scope: { ...within(clause.slice(0, i), scope), ...(isAfterUnclear ? { unclear: 'yes' as const } : {}) },
      start: told.start,
      end: token.end,
    };
  });
}

/** Words that stand before what is counted and are no part of it. */
function isAround(role: Token['role']): boolean {
  if (role === 'plain' || role === 'and' || role === 'among') return true;
  return role === 'this year' || role === 'other time' || role === 'own organ' || role === 'other organ';
}

/** What is spoken of behind some words: the last word on time and on the organ holds. */
function within(words: readonly Token[], scope: Scope): Scope {
  let { thisYear, own } = scope;
  for (const token of words) {
    if (token.role === 'other time') thisYear = false;
    if (token.role === 'this year') thisYear = true;
    if (token.role === 'other organ') own = false;
    if (token.role === 'own organ') own = true;
  }
  return { ...scope, thisYear, own };
}

/**
 * What is spoken of after a clause. A comparison with another year, or its bare number (「上年为52件」), is an aside; so is
 * an organ named without a count among other words (「加强对下属单位的指导」).
 */
function scopeAfter(clause: readonly Token[], statements: readonly Statement[], scope: Scope): Scope {
  const roles = new Set(clause.map(({ role }) => role));
  const isCounted = statements.some(({ unit }) => unit);
  const isOfNothing = !NAMING.some((role) => roles.has(role));
  const isAside = roles.has('compared') || (isCounted && isOfNothing);
  const said = within(clause, scope);
  return {
    thisYear: isAside ? scope.thisYear : said.thisYear,
    own: isAside || (!isCounted && roles.has('unknown')) ? scope.own : said.own,
    topic: topicAfter(clause, roles, isCounted, scope),
    counted: isCounted && !roles.has('among') && !scope.aside ? (firstClaim(clause) ?? null) : scope.counted,
    aside: scope.aside,
    unclear: unclearAfter(clause, roles, isCounted, scope),
  };
}

/** Words that name what is counted. */
const NAMING: readonly Token['role'][] = ['claim', 'result', 'request', 'unknown', 'elsewhere'];
type Roles = ReadonlySet<Token['role']>;

const UNCLEAR = new Set<Token['role']>(['unknown', 'part', 'other organ', 'elsewhere']);
const isUnclear = ({ role }: Token): boolean => UNCLEAR.has(role);

function unclearAfter(
  clause: readonly Token[],
  roles: Roles,
  isCounted: boolean,
  { unclear }: Scope,
): Scope['unclear'] {
  if (!isCounted) return unclear;
  const isBreakdown = unclear === 'listed' || roles.has('among');
  if (clause.slice(0, clause.findLastIndex(isCount)).some(isUnclear)) return isBreakdown ? 'listed' : 'yes';
  return roles.has('request') ? 'no' : unclear;
}

function firstClaim(clause: readonly Token[]): ClaimSpec['says'] | undefined {
  return clause.flatMap((token) => (token.role === 'claim' ? [token.spec.says] : []))[0];
}

function topicAfter(
  clause: readonly Token[],
  roles: Roles,
  isCounted: boolean,
  { topic, unclear }: Scope,
): Scope['topic'] {
  // what requests ask for is no other matter: 「其中涉及行政许可的9件」
  const isBreakdown = roles.has('among') || unclear === 'listed';
  if (roles.has('elsewhere') && !(isBreakdown && topic === 'requests')) return 'elsewhere';
  const says = new Set(clause.flatMap((token) => (token.role === 'claim' ? [token.spec.says] : [])));
  if (says.has('dispute')) return isCounted ? 'disputes' : topic;
  if (roles.has('request')) return 'requests';
  const isOfSomething = isCounted && roles.has('unknown') && !roles.has('result') && !roles.has('part');
  if (!isOfSomething || says.has('carried_in') || says.has('carried_out')) return topic;
  return says.size > 0 || topic === 'none' ? 'elsewhere' : topic;
}
