import type { Edition, Label, MatrixTable, RowSpec } from '../edition/edition.js';
import { indicatorId } from '../edition/edition.js';
import type { ClaimSpec } from '../edition/schema.js';
import type { IndicatorId, Report } from '../model.js';
import { NUMBER_STARTS, numberPattern, readCount } from './count.js';
import { type Role, WORDS } from './lexicon.js';
import { ownOrgan, territory } from './organ.js';
import { carriedPattern, timePatterns } from './period.js';

/** What the report says of itself, against which its sentences are read. */
export type About = Pick<Report, 'agency' | 'kind' | 'year'>;

/** A piece of a sentence and what it does there. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly role: Role | 'unknown' | 'clause' | 'open' | 'close' | 'rest' | 'rate' }
  /** A number of things; `value` is null where it is not exact or not a number of requests or disputes. */
  | { readonly role: 'count'; readonly value: number | null; readonly unit: boolean }
  | { readonly role: 'claim'; readonly spec: ClaimSpec; readonly word: string }
  /** Results of requests by the form's labels; `group` is the label of a group of rows. */
  | { readonly role: 'result'; readonly reading: readonly IndicatorId[] }
);

/** A token without its place. */
type Sense = Token extends infer T ? (T extends Token ? Omit<T, 'start' | 'end'> : never) : never;

/** Cuts a sentence into words that are known, numbers, marks and what is left between them. */
export type Cutter = (sentence: string) => readonly Token[];

interface Pattern {
  /** Characters that it may begin with: at others it is not tried. */
  readonly starts: string;
  readonly pattern: RegExp;
  readonly sense: (match: RegExpExecArray) => Sense;
}

const role = (name: Exclude<Token['role'], 'count' | 'claim' | 'result'>) => (): Sense => ({ role: name });

const PLAIN_PATTERNS: readonly Pattern[] = [
  // everybody who may ask: what they ask for together is a total
  {
    starts: '公自企法群居个单社申',
    pattern:
      /(?=[^,的]{0,16}?(?:公民|自然人|群众|居民|个人|公众))(?:公民|自然人|企业|法人|群众|居民|个人|单位|社会公众|申请人)(?:(?:、|和|或者?|及|以及|与)(?:公民|自然人|企业|法人|群众|居民|个人|单位|其他组织|非法人组织|组织|社会团体))+/uy,
    sense: role('plain'),
  },
  // all channels together
  {
    starts: '通',
    pattern:
      /通过[^,]{0,30}?(?:等|各种|各类|多种|多个|所有|[两三四五六]种)[^,、]{0,6}?(?:渠道|方式|途径|形式|平台)/uy,
    sense: role('plain'),
  },
  {
    starts: '通各多所全',
    pattern: /(?:通过)?(?:各|多|所有|全部)[^,、]{0,4}(?:渠道|平台|方式|途径)/uy,
    sense: role('plain'),
  },
  {
    starts: '按根依遵',
    pattern: /(?:按照|根据|依据|依照|遵照)[^,]{0,24}?(?:规定|要求|程序|流程|时限|原则)/uy,
    sense: role('plain'),
  },
  {
    starts: '在',
    pattern: /在(?:法定|规定)\p{Script=Han}{0,6}?(?:期限|时限|时间)(?:内|前|要求内)?/uy,
    sense: role('plain'),
  },
  { starts: '《', pattern: /《[^》]*》/uy, sense: role('plain') },
  // marks of a list: 「1.」「一、」
  {
    starts: '0123456789一二三四五六七八九十',
    pattern: /(?<=^|[,;:。(（])(?:\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}、)/uy,
    sense: role('clause'),
  },
];

/** Marks between words, after NFKC. */
const MARKS: readonly [string, Parameters<typeof role>[0]][] = [
  ...[',', '，', ':', '：'].map((mark): [string, 'clause'] => [mark, 'clause']),
  ...[';', '；'].map((mark): [string, 'rest'] => [mark, 'rest']),
  ...['(', '（', '[', '【', '〔'].map((mark): [string, 'open'] => [mark, 'open']),
  ...[')', '）', ']', '】', '〕'].map((mark): [string, 'close'] => [mark, 'close']),
  ...['"', '“', '”', '‘', '’', "'", ' ', '\t', '\r'].map((mark): [string, 'plain'] => [mark, 'plain']),
];

/** Makes a cutter for the words of a form and of a report. */
export function cutter(edition: Edition, about: About): Cutter {
  const dictionary = dictionaryOf(edition);
  const patterns = patternsOf(edition, about.year);
  return (sentence) => {
    const tokens: Token[] = [];
    for (let at = 0; at < sentence.length; ) {
      const found = longest(sentence, at, patterns, dictionary, about);
      const last = tokens.at(-1);
      if (found !== null) {
        tokens.push({ ...found.sense, start: at, end: at + found.length });
        at += found.length;
      } else if (last?.role === 'unknown') {
        at++;
        tokens[tokens.length - 1] = { ...last, end: at };
      } else {
        tokens.push({ role: 'unknown', start: at, end: ++at });
      }
    }
    return tokens;
  };
}

interface Found {
  readonly length: number;
  readonly sense: Sense;
}

/** The longest known piece at a place; of two as long the word before the pattern. */
function longest(
  sentence: string,
  at: number,
  patterns: ByFirst<Pattern>,
  dictionary: Dictionary,
  about: About,
): Found | null {
  let best: Found | null = null;
  for (const word of dictionary.get(sentence[at] ?? '') ?? []) {
    if (!sentence.startsWith(word.text, at)) continue;
    best = { length: word.text.length, sense: word.sense };
    break;
  }
  for (const { pattern, sense } of patterns.get(sentence[at] ?? '') ?? []) {
    pattern.lastIndex = at;
    const match = pattern.exec(sentence);
    if (match !== null && match[0].length > (best?.length ?? 0)) {
      best = { length: match[0].length, sense: sense(match) };
    }
  }
  const organ = ownOrgan(sentence, at, about.agency) ?? territory(sentence, at, about);
  return organ !== null && organ.length > (best?.length ?? 0)
    ? { length: organ.length, sense: { role: organ.own ? 'own organ' : 'other organ' } }
    : best;
}

/** What may begin with a character. */
type ByFirst<T> = ReadonlyMap<string, readonly T[]>;
/** Words by their first character, the longest first. */
type Dictionary = ByFirst<{ readonly text: string; readonly sense: Sense }>;

function byFirst<T>(items: readonly T[], starts: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    for (const first of new Set(starts(item))) map.set(first, [...(map.get(first) ?? []), item]);
  }
  return map;
}

const patterns = new WeakMap<Edition, Map<number | null, ByFirst<Pattern>>>();

/** Patterns are made once for each year of a form: a pattern costs more to make than to use. */
function patternsOf(edition: Edition, year: number | null): ByFirst<Pattern> {
  const ofEdition = patterns.get(edition) ?? new Map<number | null, ByFirst<Pattern>>();
  patterns.set(edition, ofEdition);
  const known = ofEdition.get(year);
  if (known !== undefined) return known;
  const all: readonly Pattern[] = [
    ...PLAIN_PATTERNS,
    ...timePatterns(year),
    ...carriedPatterns(edition, year),
    { starts: NUMBER_STARTS, pattern: numberPattern(), sense: readCount },
  ];
  const made = byFirst(all, ({ starts }) => starts);
  ofEdition.set(year, made);
  return made;
}

const dictionaries = new WeakMap<Edition, Dictionary>();

function dictionaryOf(edition: Edition): Dictionary {
  const known = dictionaries.get(edition);
  if (known !== undefined) return known;
  const senses = new Map<string, Sense>();
  for (const [name, list] of Object.entries(WORDS) as [Role, readonly string[]][]) {
    for (const word of list) senses.set(word, { role: name });
  }
  for (const [mark, name] of MARKS) senses.set(mark, { role: name });
  for (const [name, reading] of resultsOf(edition)) senses.set(name, { role: 'result', reading });
  for (const spec of edition.claims) {
    if (spec.says === 'carried_in' || spec.says === 'carried_out') continue; // only beside a year
    for (const word of spec.words) senses.set(word, { role: 'claim', spec, word });
  }
  const words = byFirst(
    [...senses].map(([text, sense]) => ({ text, sense })),
    ({ text }) => text[0] ?? '',
  );
  for (const list of words.values()) list.sort((a, b) => b.text.length - a.text.length);
  dictionaries.set(edition, words);
  return words;
}

function carriedPatterns(edition: Edition, year: number | null): Pattern[] {
  return edition.claims.flatMap((spec) =>
    spec.says === 'carried_in' || spec.says === 'carried_out'
      ? [
          {
            ...carriedPattern(spec.says, spec.words, year),
            sense: ([word]: RegExpExecArray): Sense => ({ role: 'claim', spec, word: word ?? '' }),
          },
        ]
      : [],
  );
}

/** Results by the form's own labels: 「予以公开」, and of a whole group: 「不予公开」. */
function resultsOf(edition: Edition): [string, readonly IndicatorId[]][] {
  const table = edition.tables.find((t): t is MatrixTable => t.layout === 'matrix');
  const total = table?.columns.at(-1)?.id;
  if (table === undefined || total === undefined) return [];
  const idOf = (row: RowSpec): IndicatorId => indicatorId(table.id, row.id, total);
  const rows = table.rows.filter((row) => row.groups.length > 0);
  const named = (label: Label, reading: readonly IndicatorId[]): [string, readonly IndicatorId[]][] =>
    reading.length === 0
      ? []
      : label.keys
          .filter((key) => key.length >= 4)
          .map((key) => [key, reading] as const)
          .map(([k, r]) => [k, r]);
  const inGroup = (group: Label): RowSpec[] => rows.filter((row) => row.groups.at(-1) === group);
  const isInnermost = (group: Label): boolean =>
    rows.every((row) => !row.groups.includes(group) || row.groups.at(-1) === group);
  return [
    ...rows.flatMap((row) => named(row, [idOf(row)])),
    ...table.groups.flatMap((group) => named(group, isInnermost(group) ? inGroup(group).map(idOf) : [])),
  ];
}
