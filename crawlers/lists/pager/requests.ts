/**
 * The requests by which a page's scripts get a list, page after page: `axios.get(base + '/list?page=' + page)`,
 * `$.ajax({url: '/list', data: {pageNo: n}})`. What is asked for is read where it is written out; that a list is asked for
 * in pages can be told even where it is not.
 */
import { scriptValue, textIn, topLevel, writtenCalls } from '../page-scripts.js';
import { variableValue } from './functions.js';

/** A request for one page of a list. */
export interface PageRequest {
  /** What it asks for, with `{n}` for the number of the page; null where only running the script could tell. */
  readonly template: RequestTemplate | null;
  /** What in the script says so. */
  readonly says: string;
}

export interface RequestTemplate {
  readonly address: string;
  /** What is posted, as a form or as JSON; null for a GET. */
  readonly body: {
    readonly kind: 'form' | 'json';
    readonly fields: Readonly<Record<string, string | number>>;
  } | null;
  /** Records of a page, as the request says; null where it says none. */
  readonly size: number | null;
  /** The number of the first page, where the script says that it is 0. */
  readonly first: 0 | 1;
}

const REQUEST =
  /(?:^|\.)(?:ajax|get|post|getJSON|fetch|request|axios|load|jsonp|open|http|query|\$http|\$axios|\$get|\$post|ajaxGet|ajaxPost|getData|send)$/i;
const NO_REQUEST = /^(?:window\.open|location\.|layer\.|layui\.|URLSearchParams|new\s)/;
/** Names that parameters for the number of a page have. */
const PAGE_NUMBER =
  /^(?:page|page_?no|page_?num|page_?index|page_?number|current_?page|curr_?page|cur_?page|current|pn|p)$/i;
const PAGE_SIZE = /^(?:rows|page_?size|size|limit|per_?page|num|ps)$/i;
const PAGE_IN_ADDRESS =
  /[?&](?:page|page_?no|page_?num|page_?index|page_?number|current_?page|curr_?page|cur_?page|pn|p|start|offset|startrecord)=/i;
/** Variables that count pages. */
const PAGE_VARIABLE = /(?:^|\.)(?:page\w{0,12}|cur\w{0,12}|pn|p|n|num|no|idx|index|i)$/i;
const OFFSET = /^(?:start|offset|start_?record|from|skip|begin)$/i;
/** Requests for other things than lists, by their address. */
const OTHER = /visit|hits|click|count(?:er)?\b|comment|pinglun|login|weather|tianqi|share|like|captcha/i;
/** Calls in one script that are looked at. */
const MOST_CALLS = 300;

/** The requests of a page's scripts that ask for one page of a list after another. */
export function pageRequests(scripts: readonly string[]): PageRequest[] {
  return scripts.flatMap((script) => {
    const known = writtenCalls(script, REQUEST)
      .slice(0, MOST_CALLS)
      .flatMap(({ name, inner }) => {
        if (NO_REQUEST.test(name)) return [];
        const request = requestIn(name, inner, script);
        return request === null ? [] : [request];
      });
    return known.length > 0 ? known : bySettings(script);
  });
}

/** Calls of whatever function with the number and the size of a page, or with a number and an address. */
function bySettings(script: string): PageRequest[] {
  if (!PAGE_NAMED.test(script)) return [];
  return writtenCalls(script, /./)
    .slice(0, MOST_CALLS)
    .flatMap(({ name, inner }) => {
      const [first = ''] = topLevel(inner);
      const fields = fieldsOf(first);
      if (fields === null || !fields.some((field) => PAGE_NUMBER.test(field.name))) return [];
      const hasAddress = fields.some((field) => /^(?:url|api|action)$/i.test(field.name));
      const hasSize = fields.some((field) => PAGE_SIZE.test(field.name));
      if (!hasAddress && (!hasSize || NO_LOADER.test(name))) return [];
      return [{ template: null, says: saying(name, inner) }];
    });
}

const PAGE_NAMED = /[{,\s"'](?:page|cur|pn|p)\w{0,12}["']?\s{0,5}[:,}]/i;
/** Functions that show a pager, or put settings together. */
const NO_LOADER = /pag(?:e|in)|render|fenye|extend|assign|push|^if$|^for$|^function$|slice|config|init/i;

function saying(name: string, inner: string): string {
  return `${name}(${inner.slice(0, 60).replace(/\s+/g, ' ')}…`;
}

/** Functions that do nothing but request. */
const SURELY = /(?:^|\.)(?:ajax|fetch|getJSON|axios|jsonp|\$http)$/i;

/** Does a piece of a script request anything? */
export function requests(code: string): boolean {
  return writtenCalls(code, REQUEST).some(
    ({ name, inner }) =>
      !NO_REQUEST.test(name) &&
      (SURELY.test(name) || /["'`{]|url|api/i.test(inner)) &&
      !OTHER.test(inner.slice(0, 200)),
  );
}

interface Field {
  readonly name: string;
  readonly value: string;
}

function requestIn(name: string, inner: string, script: string): PageRequest | null {
  const given = topLevel(inner).map((value) => settled(value, script));
  const [first = '', second = ''] = given;
  const options = fieldsOf(first) ?? fieldsOf(second) ?? [];
  const option = (names: RegExp) => options.find((field) => names.test(field.name))?.value;
  const isOpen = /(?:^|\.)open$/i.test(name);
  const address = settled(
    fieldsOf(first) === null ? (isOpen ? second : first) : (option(/^url$/i) ?? ''),
    script,
  );
  if (address === '') {
    return options.some((field) => PAGE_NUMBER.test(field.name))
      ? { template: null, says: saying(name, inner) }
      : null;
  }
  if (OTHER.test(address)) return null;
  const data = dataOf(name, first, second, option, script);
  const inAddress = withNumber(address, script);
  const isPaged =
    PAGE_IN_ADDRESS.test(address) ||
    inAddress.isNumbered ||
    (data ?? []).some((field) => PAGE_NUMBER.test(field.name) || OFFSET.test(field.name));
  if (!isPaged) return null;
  const says = saying(name, inner);
  const method = option(/^(?:type|method)$/i) ?? '';
  const isPost =
    /(?:^|[.$])post$|ajaxPost$/i.test(name) || /post/i.test(method) || (isOpen && /post/i.test(first));
  const isJson = /json/i.test(option(/^contentType$/i) ?? '') || /axios|fetch|http/i.test(name);
  return { template: templateOf(inAddress, data, isPost ? (isJson ? 'json' : 'form') : null, script), says };
}

/** The parameters of a request, wherever it has them; null for none. */
function dataOf(
  name: string,
  first: string,
  second: string,
  option: (names: RegExp) => string | undefined,
  script: string,
): readonly Field[] | null {
  const said = option(/^(?:data|params|body|query)$/i);
  const isShort = fieldsOf(first) === null && /(?:get|post|getJSON)$/i.test(name);
  const text = said ?? (isShort ? second : '');
  const json = /^JSON\.stringify\s*\(([\s\S]*)\)$/.exec(text.trim())?.[1];
  return fieldsOf(settled(json ?? text, script));
}

/** What a variable is set to, where that is written before; anything else as it stands. */
function settled(expression: string, script: string): string {
  const text = expression.trim();
  if (!/^[A-Za-z_$][\w$]{0,60}$/.test(text)) return text;
  const name = text.replace(/\$/g, '\\$&');
  const set = new RegExp(`(?<![\\w$.])${name}\\s{0,5}=(?!=)\\s{0,5}([^;\\n]{1,1000})`).exec(script)?.[1];
  return set === undefined ? text : set.trim();
}

function fieldsOf(text: string): readonly Field[] | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return null;
  return topLevel(trimmed.slice(1, -1)).flatMap((field) => {
    const [, name, value] = /^["']?([\w$-]{1,80})["']?\s*:([\s\S]*)$/.exec(field) ?? [];
    if (name !== undefined && value !== undefined) return [{ name, value: value.trim() }];
    return /^[\w$]{1,80}$/.test(field) ? [{ name: field, value: field }] : [];
  });
}

interface Numbered {
  /** The address with `{n}`; null where a part of it is not known. */
  readonly address: string | null;
  readonly isNumbered: boolean;
  /** The variable that counts. */
  readonly variable: string;
}

/** An address that is put together, with `{n}` where the number of the page stands. */
function withNumber(expression: string, script: string): Numbered {
  const written = expression.trim().startsWith('`') ? joined(expression.trim()) : expression;
  const parts = topLevel(written, '+');
  let address: string | null = '';
  let variable = '';
  for (const part of parts) {
    const bare = part.replace(/^[(\s]+|[)\s]+$/g, '').replace(/\s*[-+]\s*1$/, '');
    const given = textIn(scriptValue(part));
    const before = address ?? '';
    const isPlace = /[=/_-]$/.test(before) || before === '';
    if (given !== null) address = address === null ? null : address + given;
    else if (PAGE_VARIABLE.test(bare) && isPlace && variable === '' && before !== '') {
      variable = bare;
      address = address === null ? null : `${address}{n}`;
    } else {
      const value = variableValue(part, script);
      address = address === null || value === null ? null : address + value;
      // a part that is not known may stand before the number
      if (value === null && parts.some((other) => PAGE_VARIABLE.test(other.trim()))) variable ||= bare;
    }
  }
  return { address, isNumbered: variable !== '' && parts.length > 1, variable };
}

/** A text with `${…}` in it, as parts that are put together. */
function joined(template: string): string {
  const inner = template.replace(/^`|`$/g, '');
  return inner
    .split(/\$\{([^{}]{1,200})\}/)
    .map((part, at) => (at % 2 === 0 ? JSON.stringify(part) : part))
    .join('+');
}

function templateOf(
  { address, isNumbered, variable }: Numbered,
  data: readonly Field[] | null,
  body: 'form' | 'json' | null,
  script: string,
): RequestTemplate | null {
  if (address === null || !/^(?:https?:\/)?[\w./?&=%{}:~-]{1,500}$/.test(address)) return null;
  const fields: Record<string, string | number> = {};
  let size: number | null = null;
  let counter = variable;
  let numbers = isNumbered ? 1 : 0;
  for (const { name, value } of data ?? []) {
    const literal = scriptValue(value);
    const text = textIn(literal);
    if (PAGE_NUMBER.test(name) && literal.kind !== 'text') {
      fields[name] = '{n}';
      counter = value;
      numbers++;
    } else if (
      PAGE_SIZE.test(name) &&
      literal.kind === 'number' &&
      literal.number > 0 &&
      literal.number <= 500
    ) {
      fields[name] = literal.number;
      size = literal.number;
    } else {
      const known = text ?? variableValue(value, script);
      if (known === null || OFFSET.test(name)) return null;
      fields[name] = literal.kind === 'number' ? literal.number : known;
    }
  }
  if (numbers !== 1) return null;
  const first = startsAtZero(counter, script) ? 0 : 1;
  // what is posted may change something
  if (body !== null && CHANGES.test(address)) return null;
  if (body !== null) return { address, body: { kind: body, fields }, size, first };
  const query = Object.entries(fields).map(
    ([name, value]) => `${name}=${value === '{n}' ? value : encodeURIComponent(String(value))}`,
  );
  const sign = address.includes('?') ? '&' : '?';
  const whole = query.length === 0 ? address : `${address}${sign}${query.join('&')}`;
  return { address: whole, body: null, size: size ?? sizeIn(whole), first };
}

const CHANGES = /add|save|submit|update|delete|remove|insert|vote|send|regist/i;

function sizeIn(address: string): number | null {
  const said = /[?&](?:rows|page_?size|size|limit|per_?page)=(\d{1,3})(?:&|$)/i.exec(address)?.[1];
  return said === undefined ? null : Number(said);
}

function startsAtZero(variable: string, script: string): boolean {
  const name = variable.split('.').at(-1)?.replace(/\W/g, '') ?? '';
  if (name === '') return false;
  return new RegExp(`(?<![\\w$])${name}\\s{0,5}[=:](?!=)\\s{0,5}0\\b`).test(script);
}
