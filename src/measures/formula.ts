/**
 * The language of formulas (docs/measures.md):
 *
 *     formula = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = number | "-" factor | "(" formula ")" | indicator | term
 *             | "sum" "(" pattern { "," pattern } ")" | "previous" "(" formula ")" | "agencies" "(" ")"
 *
 * An indicator is its id; in a pattern `*` stands for one part of it. A term is a name without dots.
 */
export type Expression =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'indicators'; readonly patterns: readonly string[] }
  | { readonly is: 'term'; readonly name: string }
  | { readonly is: 'previous'; readonly of: Expression }
  | { readonly is: 'agencies' }
  | { readonly is: 'negative'; readonly of: Expression }
  | Operation;
interface Operation {
  readonly is: 'operation';
  readonly sign: '+' | '-' | '*' | '/';
  readonly left: Expression;
  readonly right: Expression;
}

/** What is wrong with a formula, and at which of its characters (from 1). */
export class FormulaError extends Error {}

interface Token {
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:([a-z_]+(?:\.(?:[a-z_]+|\*))*|\d+(?:\.\d+)?|[-+*/(),])|(\S))/gy;
const DEEPEST = 50;

/** @throws FormulaError */
export function parseFormula(text: string): Expression {
  const reader = new Reader(tokens(text));
  const formula = reader.sum(0);
  reader.end();
  return formula;
}

function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const at = match.index + match[0].length;
    const [, token, stray] = match;
    if (token === undefined) throw new FormulaError(`unexpected ${stray} at character ${at}`);
    return { text: token, at: at - token.length + 1 };
  });
}

class Reader {
  #next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  sum(depth: number): Expression {
    if (depth > DEEPEST) throw new FormulaError('brackets are nested too deeply');
    let left = this.#product(depth);
    for (let sign = this.#take('+', '-'); sign !== null; sign = this.#take('+', '-')) {
      left = { is: 'operation', sign, left, right: this.#product(depth) };
    }
    return left;
  }

  end(): void {
    if (this.#next < this.tokens.length) throw this.#unexpected('the end of the formula');
  }

  #product(depth: number): Expression {
    let left = this.#factor(depth);
    for (let sign = this.#take('*', '/'); sign !== null; sign = this.#take('*', '/')) {
      left = { is: 'operation', sign, left, right: this.#factor(depth) };
    }
    return left;
  }

  #factor(depth: number): Expression {
    if (depth > DEEPEST) throw new FormulaError('too many signs or brackets in a row');
    if (this.#take('-') !== null) return { is: 'negative', of: this.#factor(depth + 1) };
    if (this.#take('(') !== null) return this.#closed(this.sum(depth + 1));
    const word = this.tokens[this.#next]?.text ?? '';
    if (!/^[a-z_\d]/.test(word)) throw this.#unexpected('a number, a name or a bracket');
    this.#next++;
    if (/^\d/.test(word)) return { is: 'number', value: Number(word) };
    if (word.includes('*'))
      throw new FormulaError(`${word} stands for several indicators: write sum(${word})`);
    if (word.includes('.')) return { is: 'indicators', patterns: [word] };
    return this.#call(word, depth);
  }

  #call(word: string, depth: number): Expression {
    if (this.#take('(') === null) return { is: 'term', name: word };
    if (word === 'agencies') return this.#closed({ is: 'agencies' });
    if (word === 'previous') return this.#closed({ is: 'previous', of: this.sum(depth + 1) });
    if (word !== 'sum')
      throw new FormulaError(`there is no function ${word}; the functions are sum, previous and agencies`);
    const patterns = [this.#pattern()];
    while (this.#take(',') !== null) patterns.push(this.#pattern());
    return this.#closed({ is: 'indicators', patterns });
  }

  #pattern(): string {
    const word = this.tokens[this.#next]?.text ?? '';
    if (!word.includes('.') || /^\d/.test(word)) throw this.#unexpected('an indicator');
    this.#next++;
    return word;
  }

  #closed(inner: Expression): Expression {
    if (this.#take(')') === null) throw this.#unexpected('a closing bracket');
    return inner;
  }

  #take<T extends string>(...wanted: readonly T[]): T | null {
    const text = this.tokens[this.#next]?.text;
    const found = wanted.find((one) => one === text) ?? null;
    if (found !== null) this.#next++;
    return found;
  }

  #unexpected(wanted: string): FormulaError {
    const token = this.tokens[this.#next];
    const found = token === undefined ? 'the end' : `${token.text} at ${token.at}`;
    return new FormulaError(`${wanted} is expected, not ${found}`);
  }
}

/** The formula as text, with its terms written out: what a reader needs who has no measures.yaml at hand. */
export function formulaText(expression: Expression, terms: ReadonlyMap<string, Expression>): string {
  const inner = (part: Expression): string => {
    const text = formulaText(part, terms);
    const named = part.is === 'term' ? terms.get(part.name) : part;
    return named?.is === 'operation' ? `(${text})` : text;
  };
  switch (expression.is) {
    case 'number':
      return String(expression.value);
    case 'agencies':
      return 'agencies()';
    case 'negative':
      return `-${inner(expression.of)}`;
    case 'previous':
      return `previous(${formulaText(expression.of, terms)})`;
    case 'operation':
      return `${inner(expression.left)} ${expression.sign} ${inner(expression.right)}`;
    case 'indicators': {
      const { patterns } = expression;
      const isOne = patterns.length === 1 && !patterns.some((pattern) => pattern.includes('*'));
      return isOne ? patterns.join() : `sum(${patterns.join(', ')})`;
    }
    case 'term': {
      const term = terms.get(expression.name);
      return term === undefined ? expression.name : formulaText(term, terms);
    }
  }
}
