/**
 * The words of a full-text question, read into a tree.
 *
 *     question    = alternative { "OR" alternative }
 *     alternative = term { [ "AND" ] term }
 *     term        = [ "NOT" | "-" ] ( word | phrase | "(" question ")" )
 *     phrase      = '"' … '"' | “…” | 「…」 | 『…』
 *
 * A word is what stands between white space; full-width brackets and other punctuation are part of it, as in
 * 第二十条第（一）项, and mean no more than any other punctuation in their place.
 */
import type { SearchNode } from '../../storage/contract/archive.js';
import { UsageError } from '../errors.js';
import { foldText } from '../text/search-text.js';

const LONGEST = 1000;
const MOST_TERMS = 40;
const DEEPEST = 20;

const CLOSERS: Readonly<Record<string, string>> = { '"': '"', '“': '”', '「': '」', '『': '』' };
const HINT = 'all words must match unless OR stands between them; "…" or 「…」 is a phrase, -word excludes';

type Token =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close'; readonly at: number };

/** @throws UsageError that names the character at which the question can't be understood */
export function parseSearch(text: string): SearchNode {
  if (text.length > LONGEST) {
    throw new UsageError(`the question has ${text.length} characters; the maximum is ${LONGEST}`);
  }
  const tokens = tokenise(text);
  if (tokens.length === 0) throw new UsageError('the question is empty', { hint: HINT });
  const terms = tokens.filter((token) => token.kind === 'text').length;
  if (terms > MOST_TERMS) {
    throw new UsageError(`the question has ${terms} words; the maximum is ${MOST_TERMS}`);
  }
  const parser = new Parser(tokens, text.length);
  return parser.whole();
}

function refuse(what: string, at: number): UsageError {
  return new UsageError(`${what} at character ${at + 1} of the question`, { hint: HINT });
}

function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const closer = CLOSERS[character];
    if (/\s/u.test(character)) at++;
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', at });
      at++;
    } else if (closer !== undefined) {
      const end = text.indexOf(closer, at + 1);
      if (end === -1) throw refuse(`missing closing ${closer} for the phrase that opens`, at);
      tokens.push({ kind: 'text', text: text.slice(at + 1, end), at });
      at = end + 1;
    } else if (/[-－]/u.test(character) && /[^\s]/u.test(text.charAt(at + 1))) {
      tokens.push({ kind: 'not', at });
      at++;
    } else {
      const word = /^[^\s()"“「『]+/u.exec(text.slice(at))?.[0] ?? character;
      tokens.push(wordToken(word, at));
      at += word.length;
    }
  }
  return tokens;
}

function wordToken(word: string, at: number): Token {
  switch (word) {
    case 'AND':
      return { kind: 'and', at };
    case 'OR':
      return { kind: 'or', at };
    case 'NOT':
      return { kind: 'not', at };
    default:
      return { kind: 'text', text: word, at };
  }
}

const NAMES = { and: 'AND', or: 'OR', not: 'NOT', open: '(', close: ')', text: '' } as const;

class Parser {
  #next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  whole(): SearchNode {
    const node = this.#question(0);
    const rest = this.tokens[this.#next];
    if (rest !== undefined) throw refuse(`unexpected ${NAMES[rest.kind]}`, rest.at);
    return node;
  }

  #question(depth: number): SearchNode {
    const parts = [this.#alternative(depth)];
    while (this.tokens[this.#next]?.kind === 'or') {
      this.#next++;
      parts.push(this.#alternative(depth));
    }
    return joined('or', parts);
  }

  #alternative(depth: number): SearchNode {
    const first = this.tokens[this.#next];
    const keep: SearchNode[] = [];
    const drop: SearchNode[] = [];
    for (;;) {
      const token = this.tokens[this.#next];
      const isNegative = token?.kind === 'not';
      if (isNegative) this.#next++;
      (isNegative ? drop : keep).push(this.#term(depth));
      const after = this.tokens[this.#next]?.kind;
      if (after === 'and') this.#next++;
      else if (after === undefined || after === 'or' || after === 'close') break;
    }
    if (keep.length === 0) throw refuse('there are only words to exclude', first?.at ?? this.end);
    const kept = joined('and', keep);
    return drop.length === 0 ? kept : { kind: 'but', keep: kept, drop: joined('or', drop) };
  }

  #term(depth: number): SearchNode {
    const token = this.tokens[this.#next];
    if (token === undefined) throw refuse('a word is missing', this.end);
    this.#next++;
    if (token.kind === 'text') {
      const phrase = foldText(token.text).text;
      if (phrase === '')
        throw refuse(`「${token.text}」 has no letter, digit or Chinese character`, token.at);
      return { kind: 'phrase', phrase };
    }
    if (token.kind !== 'open') throw refuse(`a word is missing before ${NAMES[token.kind]}`, token.at);
    if (depth >= DEEPEST) throw refuse(`brackets are nested more than ${DEEPEST} deep`, token.at);
    const inner = this.#question(depth + 1);
    if (this.tokens[this.#next]?.kind !== 'close')
      throw refuse('missing closing ) for the bracket that opens', token.at);
    this.#next++;
    return inner;
  }
}

function joined(kind: 'and' | 'or', parts: readonly SearchNode[]): SearchNode {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}
