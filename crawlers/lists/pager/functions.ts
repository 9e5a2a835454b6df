/**
 * What a pager's function does with a page number: `goPage(2)` leads where `function goPage(n) { location.href = … }`
 * says. Only what can be told without running it is read: addresses put together from texts, the number and variables
 * with a written value, and forms whose field gets the number.
 */
import type { CheerioAPI } from 'cheerio';
import type { FetchRequest } from '../../contract.js';
import { balanced, scriptValue, textIn, topLevel } from '../page-scripts.js';
import { linkAddress } from '../report-links.js';

/** A call with its arguments as they stand: `toPage(2)`, `goto('/zwgk/', 2)`. */
export interface PagerCall {
  readonly name: string;
  readonly values: readonly string[];
}

/** The first call in an event attribute or a `javascript:` address; null where it does nothing. */
export function callIn(action: string): PagerCall | null {
  const code = action.slice(0, 1000).replace(/^\s*javascript\s*:/i, '');
  for (const match of code.matchAll(/([A-Za-z_$][\w$.]{0,60})\s{0,5}\(/g)) {
    const name = (match[1] ?? '').replace(/^window\./, '');
    if (/^(?:void|return|if|alert|confirm|parseInt|Number|encodeURI\w*)$/.test(name)) continue;
    const inner = balanced(code, match.index + match[0].length - 1);
    if (inner !== null) return { name, values: inner.trim() === '' ? [] : topLevel(inner) };
  }
  return null;
}

/** Functions that call one another, followed so far. */
const MOST_DEPTH = 3;

/** What a call requests, as far as the page's scripts tell; `url` is what relative addresses stand on. */
export function requestOf(
  call: PagerCall,
  $: CheerioAPI,
  scripts: readonly string[],
  url: string,
  depth = 0,
): FetchRequest | null {
  const values = call.values.map(literal);
  for (const script of scripts) {
    const definition = definitionOf(call.name, script);
    if (definition === null) continue;
    const known = new Map(definition.parameters.map((name, index) => [name, values[index] ?? null]));
    const request = requestIn({ body: definition.body, known, script }, $, scripts, url, depth);
    if (request !== null) return request;
  }
  return null;
}

/** A function's body, what is known of its parameters, and the script around it. */
interface Running {
  readonly body: string;
  readonly known: Known;
  readonly script: string;
}

function requestIn(
  running: Running,
  $: CheerioAPI,
  scripts: readonly string[],
  url: string,
  depth: number,
): FetchRequest | null {
  const request = navigation(running, url) ?? submission(running.body, running.known, $, url);
  if (request !== null || depth >= MOST_DEPTH) return request;
  for (const match of running.body.matchAll(CALL)) {
    const inner = balanced(running.body, match.index + match[0].length - 1);
    const values = inner === null ? [] : topLevel(inner);
    if (!values.some((value) => running.known.has(value))) continue;
    const given = values.map((value) => JSON.stringify(running.known.get(value) ?? null));
    const inside = requestOf({ name: match[1] ?? '', values: given }, $, scripts, url, depth + 1);
    if (inside !== null) return inside;
  }
  return null;
}

const CALL = /(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s{0,5}\(/g;
const ONE_PARAMETER = /function\s{1,5}([A-Za-z_$][\w$]{0,60})\s{0,5}\(\s{0,5}[\w$]{1,60}\s{0,5}\)\s{0,20}\{/g;
const JUMP =
  /(?<![\w$.])(?:jump|onPageChange|callback|onPageClicked)\s{0,5}:\s{0,5}function\s{0,5}\(\s{0,5}([\w$]{1,60})[^()]{0,100}\)\s{0,20}\{/g;
/** Functions of one page that are looked at. */
const MOST_FUNCTIONS = 50;

/**
 * What a page's scripts request for a page number where no control shows it: a pager's `jump: function(obj) { … }`,
 * or a function of one parameter that goes to an address with it.
 */
export function requestForPage(
  number: number,
  $: CheerioAPI,
  scripts: readonly string[],
  url: string,
): FetchRequest | null {
  for (const script of scripts) {
    for (const match of script.matchAll(JUMP)) {
      const body = balanced(script, match.index + match[0].length - 1);
      const parameter = match[1] ?? '';
      if (body === null) continue;
      const known = new Map(
        ['', '.curr', '.current', '.page'].map((field) => [`${parameter}${field}`, String(number)]),
      );
      const request = requestIn({ body, known, script }, $, scripts, url, 0);
      if (request !== null) return request;
    }
  }
  for (const script of scripts) {
    for (const match of [...script.matchAll(ONE_PARAMETER)].slice(0, MOST_FUNCTIONS)) {
      const request = requestOf({ name: match[1] ?? '', values: [String(number)] }, $, scripts, url);
      if (request !== null) return request;
    }
  }
  return null;
}

interface Definition {
  readonly parameters: readonly string[];
  readonly body: string;
}

function definitionOf(name: string, script: string): Definition | null {
  const escaped = literalPattern(name);
  const head = new RegExp(
    `(?:function\\s{1,5}${escaped}|(?<![\\w$.])${escaped}\\s{0,5}[=:]\\s{0,5}function(?:\\s{1,5}\\w{1,60})?)\\s{0,5}\\(([^()]{0,200})\\)\\s{0,20}\\{`,
  ).exec(script);
  if (head === null) return null;
  const body = balanced(script, head.index + head[0].length - 1);
  return body === null ? null : { parameters: (head[1] ?? '').split(',').map((one) => one.trim()), body };
}

const GOES =
  /(?:(?:location(?:\.href)?|\.action)\s{0,5}=(?!=)|(?:location\.(?:assign|replace)|window\.open|\.load)\s{0,5}\()\s{0,5}([^;\n]{1,1000})/g;

/** The first address that the function goes to and that says the number, in itself or in the variable it is. */
function navigation({ body, known, script }: Running, url: string): FetchRequest | null {
  for (const [, expression = ''] of body.matchAll(GOES)) {
    const written = variableIn(expression.trim(), body) ?? expression;
    if (![...known.keys()].some((name) => name !== '' && mentions(written, name))) continue;
    const address = evaluate(written, known, `${body}\n${script}`);
    const target = address === null ? null : linkAddress(address, url);
    if (target !== null) return { url: target, method: 'GET' };
  }
  return null;
}

/** What a variable of the function is set to; null for what is none. */
function variableIn(expression: string, body: string): string | null {
  const name = /^([A-Za-z_$][\w$]{0,60})\)?$/.exec(expression)?.[1];
  if (name === undefined) return null;
  return (
    new RegExp(`(?<![\\w$.])${literalPattern(name)}\\s{0,5}=(?!=)\\s{0,5}([^;\\n]{1,1000})`).exec(
      body,
    )?.[1] ?? null
  );
}

/** A form whose field gets the number and which is then sent. */
function submission(body: string, known: Known, $: CheerioAPI, url: string): FetchRequest | null {
  if (!/submit\s{0,5}\(/.test(body)) return null;
  for (const [name, value] of known) {
    if (value === null || name === '') continue;
    const field = fieldThatGets(body, name);
    if (field === null) continue;
    const input = $('input')
      .filter((_, one) => [$(one).attr('name'), $(one).attr('id')].includes(field))
      .first();
    const form = input.closest('form');
    const own = input.attr('name') ?? input.attr('id');
    if (form.length === 0 || own === undefined) continue;
    const fields = new Map<string, string>();
    for (const element of $('input[name], select[name]').toArray()) {
      const one = $(element);
      if (!one.closest('form').is(form)) continue;
      if (!/^(?:button|submit|reset|image|file)$/i.test(one.attr('type') ?? '')) {
        fields.set(one.attr('name') ?? '', String(one.val() ?? ''));
      }
    }
    fields.set(own, value);
    const action = linkAddress(form.attr('action') || url, url);
    if (action === null) continue;
    if (/^post$/i.test(form.attr('method') ?? '')) {
      return { url: action, method: 'POST', form: Object.fromEntries(fields) };
    }
    const address = new URL(action);
    address.search = new URLSearchParams([...fields]).toString();
    return { url: address.href, method: 'GET' };
  }
  return null;
}

/** `document.forms[0].page.value = n`, `$('#pageNo').val(n)`, `document.getElementById("page").value = n`. */
function fieldThatGets(body: string, parameter: string): string | null {
  const name = literalPattern(parameter);
  const assigned = new RegExp(`["'#.]([\\w-]{1,60})["')\\]]{0,4}\\.value\\s{0,5}=\\s{0,5}${name}\\b`).exec(
    body,
  )?.[1];
  const called = new RegExp(`["'#=]([\\w-]{1,60})["'\\])]{1,4}\\.val\\(\\s{0,5}${name}\\s{0,5}\\)`).exec(
    body,
  )?.[1];
  return assigned ?? called ?? null;
}

type Known = ReadonlyMap<string, string | null>;

function literalPattern(name: string): string {
  return name.replace(/[.$]/g, '\\$&');
}

function mentions(expression: string, name: string): boolean {
  return new RegExp(`(?<![\\w$'"])${literalPattern(name)}(?![\\w$])`).test(expression);
}

/** A literal as text; null for what only running the script could tell. */
function literal(expression: string): string | null {
  return textIn(scriptValue(expression));
}

/**
 * The text of an expression such as `'index_' + (n - 1) + '.html'`; null where a part of it is not known. Of
 * `n > 1 ? 'index_' + n + '.html' : 'index.html'` it is the side that says the number.
 */
function evaluate(expression: string, known: Known, script: string): string | null {
  const [whole = ''] = topLevel(closed(expression));
  const [, ...branches] = topLevel(whole, '?');
  const sides = branches.length === 1 ? topLevel(branches[0] ?? '', ':') : [];
  const says = (side: string) => [...known.keys()].some((name) => name !== '' && mentions(side, name));
  const first = sides.find(says) ?? whole;
  const parts = topLevel(first, '+').map((part) => valueOfPart(part, known, script));
  return parts.includes(null) ? null : parts.join('');
}

/** Without the closing bracket of the call that `GOES` has left at the end. */
function closed(expression: string): string {
  const text = expression.trim();
  const count = (bracket: string) => text.split(bracket).length;
  return text.endsWith(')') && count(')') > count('(') ? text.slice(0, -1) : text;
}

function valueOfPart(part: string, known: Known, script: string): string | null {
  const given = literal(part);
  if (given !== null) return given;
  if (known.has(part)) return known.get(part) ?? null;
  const reckoned = /^\(?\s*(?:parseInt\s*\(\s*)?([\w$.]{1,60})\s*\)?\s*([-+])\s*(\d{1,4})\s*\)?$/.exec(part);
  const base = reckoned === null ? null : Number(known.get(reckoned[1] ?? '') ?? Number.NaN);
  if (reckoned !== null && base !== null && Number.isInteger(base)) {
    return String(reckoned[2] === '-' ? base - Number(reckoned[3]) : base + Number(reckoned[3]));
  }
  return variableValue(part, script);
}

/** The value that a variable is set to, if it is a literal. */
export function variableValue(name: string, script: string): string | null {
  if (!/^[A-Za-z_$][\w$]{0,60}$/.test(name)) return null;
  const set = new RegExp(
    `(?<![\\w$.])${literalPattern(name)}\\s{0,5}=(?!=)\\s{0,5}("[^"\\\\\\n]{0,500}"|'[^'\\\\\\n]{0,500}'|\\d{1,9}\\b)`,
  ).exec(script)?.[1];
  return set === undefined ? null : literal(set);
}
