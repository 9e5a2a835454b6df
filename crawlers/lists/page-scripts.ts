/** The scripts that a page runs, as text: without those in comments of the page, and without comments of their own. */
import type { CheerioAPI } from 'cheerio';
import { parseMarkup } from './markup.js';

/** Bodies of the scripts in a page, in order; data blocks (`text/xml`, `application/json`) are none. */
export function liveScripts($: CheerioAPI): string[] {
  return $('script')
    .toArray()
    .filter((element) => /^(?:|.*(?:java|ecma)script.*|module)$/i.test($(element).attr('type') ?? ''))
    .map((element) => withoutComments($(element).text()));
}

/** Data that a page carries for its scripts, as text: blocks of JSON, and what stands in text boxes. */
export function dataBlocks($: CheerioAPI): string[] {
  return $('script[type], textarea')
    .toArray()
    .filter((element) => element.name === 'textarea' || /json/i.test($(element).attr('type') ?? ''))
    .map((element) => {
      const text = $(element).text().trim();
      // what stands in a text box is written with entities, which a browser reads
      return element.name === 'textarea' && text.includes('&')
        ? parseMarkup(text).root().text().trim()
        : text;
    })
    .filter((text) => /^[[{]/.test(text));
}

/** The texts in quotes of a page's scripts; pieces that a script joins stay apart. */
export function stringLiterals($: CheerioAPI): string[] {
  return liveScripts($).flatMap((script) =>
    [...script.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)].map((match) =>
      unescaped(match[1] ?? match[2] ?? match[3] ?? ''),
    ),
  );
}

/** One pass, so that a quote in a comment and a comment in a quote are told apart. */
const TOKENS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|<!--[^\n]*/g;

/** A script without its comments; texts in quotes are kept as they are. `http://` outside of quotes is no code. */
function withoutComments(script: string): string {
  return script.replace(TOKENS, (token) => (token.startsWith('/') || token.startsWith('<') ? ' ' : token));
}

/** A value in a script: a text, a number, an object of such values, or something that only running it could tell. */
export type ScriptValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, ScriptValue> }
  | { readonly kind: 'array'; readonly items: readonly ScriptValue[] }
  /** A variable or a parameter. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'other' };

/** Characters of a call or a function that are looked at. */
const MOST_LENGTH = 4000;

/** Calls within the arguments of one another that are read. */
const MOST_NESTED = 8;

/** The arguments of every call of the functions named; definitions (`function name(…)`) are no calls. */
export function callsOf(script: string, names: RegExp): { name: string; values: ScriptValue[] }[] {
  return writtenCalls(script, names).map(({ name, inner }) => ({
    name,
    values: topLevel(inner).map(scriptValue),
  }));
}

/** A call as it is written. */
export interface WrittenCall {
  readonly name: string;
  /** What stands between its brackets. */
  readonly inner: string;
}

/** Every call of the functions named, as it is written; definitions are no calls. */
export function writtenCalls(script: string, names: RegExp): WrittenCall[] {
  const found: WrittenCall[] = [];
  const brackets = new Brackets(script);
  const around: number[] = [];
  for (const match of script.matchAll(/(?<![\w$.])[\w$.]{1,80}\s{0,5}\(/g)) {
    const name = match[0].slice(0, -1).trim();
    if (!names.test(name)) continue;
    if (/\bfunction\s+$/.test(script.slice(Math.max(0, match.index - 20), match.index))) continue;
    const open = match.index + match[0].length - 1;
    while ((around.at(-1) ?? open) < open) around.pop();
    if (around.length >= MOST_NESTED) continue;
    const inner = brackets.inner(open);
    if (inner === null) continue;
    around.push(open + inner.length);
    found.push({ name, inner });
  }
  return found;
}

/** What stands between the bracket at `open` and the one that closes it; null where none does soon. */
export function balanced(script: string, open: number): string | null {
  return new Brackets(script).inner(open);
}

/** Finds the ends of brackets in one script: what was looked at for one bracket is not looked at again for the next. */
class Brackets {
  readonly #script: string;
  /** To one scan, a bracket stands in quotes that another has closed: three, for two kinds of quotes and none. */
  #scans: readonly Scan[] = [];

  constructor(script: string) {
    this.#script = script;
  }

  /** What stands between the bracket at `open` and the one that closes it; null where none does soon. */
  inner(open: number): string | null {
    const scan = this.#scans.find((one) => one.meets(open)) ?? this.#begin(open);
    const close = scan.closeOf(open);
    return close === null ? null : this.#script.slice(open + 1, close);
  }

  #begin(open: number): Scan {
    const scan = new Scan(this.#script, open);
    this.#scans = [scan, ...this.#scans.slice(0, 2)];
    return scan;
  }
}

/** One walk through a script from a bracket on, as far as somebody asks. */
class Scan {
  readonly #script: string;
  #at: number;
  readonly #open: number[] = [];
  /** Where each bracket is closed; null as long as it is not. */
  readonly #closes = new Map<number, number | null>();

  constructor(script: string, start: number) {
    this.#script = script;
    this.#at = start;
  }

  /** Is there a bracket at this place, to this scan? */
  meets(open: number): boolean {
    while (this.#at <= open && this.#isOn()) this.#step();
    return this.#closes.has(open);
  }

  /** Where the bracket is closed, within what is looked at; null for nowhere. */
  closeOf(open: number): number | null {
    const end = open + MOST_LENGTH;
    while ((this.#closes.get(open) ?? null) === null && this.#at < end && this.#isOn()) this.#step();
    const close = this.#closes.get(open) ?? null;
    return close === null || close >= end ? null : close;
  }

  #isOn(): boolean {
    return this.#at < this.#script.length;
  }

  #step(): void {
    const at = this.#at;
    const char = this.#script[at];
    if (char === '"' || char === "'") this.#at = endOfQuote(this.#script, at, at + MOST_LENGTH);
    else if (char === '(' || char === '{' || char === '[') {
      this.#open.push(at);
      this.#closes.set(at, null);
    } else if (char === ')' || char === '}' || char === ']') {
      const open = this.#open.pop();
      if (open !== undefined) this.#closes.set(open, at);
    }
    this.#at++;
  }
}

function endOfQuote(script: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    if (script[at] === '\\') at++;
    else if (script[at] === script[start]) return at;
  }
  return end;
}

/** Splits at the commas (or another mark) that stand in no brackets and no quotes. */
export function topLevel(text: string, mark = ','): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === "'") at = endOfQuote(text, at, text.length);
    else if (char === '(' || char === '{' || char === '[') depth++;
    else if (char === ')' || char === '}' || char === ']') depth--;
    else if (char === mark && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim());
}

const QUOTED = /^(["'])([\s\S]*)\1$/;
const CAST = /^(?:parseInt|Number|parseFloat|String|JSON\.stringify)\s*\(/;

/** The value of an expression, where it is written out: `4`, `'4'`, `parseInt('4')`, `{pageCount: 4}`. */
export function scriptValue(expression: string): ScriptValue {
  const text = expression.trim();
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return { kind: 'text', text: unescaped(quoted[2] ?? '') };
  if (/^[-+]?\d{1,9}$/.test(text)) return { kind: 'number', number: Number(text) };
  if (CAST.test(text) && text.endsWith(')')) {
    const [inner = ''] = topLevel(text.slice(text.indexOf('(') + 1, -1));
    const value = scriptValue(inner);
    const number = numberIn(value);
    return number === null ? value : { kind: 'number', number };
  }
  if (text.startsWith('[') && text.endsWith(']')) {
    const items = topLevel(text.slice(1, -1)).filter((item) => item !== '');
    return { kind: 'array', items: items.map(scriptValue) };
  }
  if (/^[A-Za-z_$][\w$]{0,60}$/.test(text)) return { kind: 'name', name: text };
  if (!text.startsWith('{') || !text.endsWith('}')) return { kind: 'other' };
  const fields = topLevel(text.slice(1, -1)).flatMap((field): [string, ScriptValue][] => {
    const [, name, value] = /^["']?([\w$-]{1,80})["']?\s*:([\s\S]*)$/.exec(field) ?? [];
    return name === undefined || value === undefined ? [] : [[name, scriptValue(value)]];
  });
  return { kind: 'object', fields: new Map(fields) };
}

/** A text of a script as it reads: `\u5e74` is 年, `\/` is a slash. */
export function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, '$1');
}

/** A text or a number as text; null for anything else. */
export function textIn(value: ScriptValue | undefined): string | null {
  if (value?.kind === 'text') return value.text;
  return value?.kind === 'number' ? String(value.number) : null;
}

/** A whole number, written as one or as a text; null for anything else. */
export function numberIn(value: ScriptValue | undefined): number | null {
  if (value?.kind === 'number') return value.number;
  if (value?.kind === 'text' && /^\s*\d{1,9}\s*$/.test(value.text)) return Number(value.text);
  return null;
}
