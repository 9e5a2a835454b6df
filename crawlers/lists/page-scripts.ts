/** The scripts that a page runs, as text: without those in comments of the page, and without comments of their own. */
import type { CheerioAPI } from 'cheerio';

/** Bodies of the scripts in a page, in order; data blocks (`text/xml`, `application/json`) are none. */
export function liveScripts($: CheerioAPI): string[] {
  return $('script')
    .toArray()
    .filter((element) => /^(?:|.*(?:java|ecma)script.*|module)$/i.test($(element).attr('type') ?? ''))
    .map((element) => withoutComments($(element).text()));
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

/** The arguments of every call of the functions named; definitions (`function name(…)`) are no calls. */
export function callsOf(script: string, names: RegExp): { name: string; values: ScriptValue[] }[] {
  const found: { name: string; values: ScriptValue[] }[] = [];
  for (const match of script.matchAll(/[\w$.]{1,80}\s{0,5}\(/g)) {
    const name = match[0].slice(0, -1).trim();
    if (!names.test(name)) continue;
    if (/\bfunction\s+$/.test(script.slice(Math.max(0, match.index - 20), match.index))) continue;
    const inner = balanced(script, match.index + match[0].length - 1);
    if (inner !== null) found.push({ name, values: topLevel(inner).map(scriptValue) });
  }
  return found;
}

/** What stands between the bracket at `open` and the one that closes it; null where none does soon. */
export function balanced(script: string, open: number): string | null {
  const end = Math.min(script.length, open + MOST_LENGTH);
  let depth = 0;
  for (let at = open; at < end; at++) {
    const char = script[at];
    if (char === '"' || char === "'") at = endOfQuote(script, at, end);
    else if (char === '(' || char === '{' || char === '[') depth++;
    else if (char === ')' || char === '}' || char === ']') {
      depth--;
      if (depth === 0) return script.slice(open + 1, at);
    }
  }
  return null;
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
