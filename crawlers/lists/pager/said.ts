/**
 * What a list page says about the length of its list, and how its pages are numbered: in the call that draws the pager,
 * in variables of its scripts, in attributes and in words. Every dialect that is known ends up in one `PagerSaid`.
 */
import type { CheerioAPI } from 'cheerio';
import { callsOf, dataBlocks, numberIn, type ScriptValue } from '../page-scripts.js';
import { pagesSaid, recordsSaid } from '../paging.js';
import { besideRecords } from '../script-records.js';
import { type ShortTexts, shortText } from './short-text.js';

/** How the addresses of further pages are made. */
export type PageScheme =
  /** `index_1.html` is the second page where pages count from 0, `list_2.shtml` where they count from 1. */
  | { readonly kind: 'name'; readonly stem: string; readonly extension: string; readonly first: 0 | 1 }
  /** A parameter in the query. */
  | { readonly kind: 'query'; readonly name: string; readonly first: 0 | 1 };

export interface PagerSaid {
  /** Pages in all; null where nothing says so. */
  readonly pages: number | null;
  /** Records in all; null where nothing says so. */
  readonly records: number | null;
  /** Records on one page; null where nothing says so. */
  readonly size: number | null;
  readonly scheme: PageScheme | null;
}

/** What a whole page says. */
export interface PageSaid extends PagerSaid {
  /** The pages and the records are those of one list, as far as can be told. */
  readonly isOneList: boolean;
  /** The pages are said by a pager, and not by a variable or a field alone, which a script may set later. */
  readonly isByPager: boolean;
}

const NOTHING: PagerSaid = { pages: null, records: null, size: null, scheme: null };

/** Reads what a page says; `scripts` are its live scripts, `number` which page of the list it is, from 1. */
export function pagerSaid($: CheerioAPI, scripts: readonly string[], number: number): PageSaid {
  const pagers = [
    ...scripts.flatMap((script) => saidInCalls(script, number)),
    saidInMarkup($),
    saidInWords($),
  ];
  const sources = [
    ...pagers,
    ...scripts.map(saidInVariables),
    saidInInputs($),
    ...[...scripts, ...dataBlocks($)].map(saidBesideRecords),
  ];
  const first = <K extends keyof PagerSaid>(key: K): PagerSaid[K] =>
    sources.map((said) => said[key]).find((value) => value !== null) ?? NOTHING[key];
  const records = first('records');
  const size = first('size');
  const written = first('pages');
  const reckoned = records !== null && size !== null && size > 0 ? Math.ceil(records / size) : null;
  const isOneList =
    written === null ||
    written === reckoned ||
    sources.some((said) => said.pages === written && said.records === records);
  const isByPager = pagers.some(({ pages }) => pages !== null);
  return { pages: written ?? reckoned, records, size, scheme: first('scheme'), isOneList, isByPager };
}

const PAGER_CALL =
  /^(?:\$?[\w.]*\.)?(?:createPage\w*|n?setpage|page|pager|paging|pagination|Pagination|jqPaginator|laypage|laypage\.render|render|fenye|showPage\w*|initPage\w*|pageNav\w*)$/i;

function saidInCalls(script: string, number: number): PagerSaid[] {
  return callsOf(script, PAGER_CALL).flatMap(({ name, values }) => {
    if (/render$/i.test(name) && !/laypage/i.test(name)) return [];
    const object = values.find((value) => value.kind === 'object');
    if (object?.kind === 'object') return [saidInObject(name, object.fields)];
    return /^n?setpage$/i.test(name) ? [saidByNumbers(values)] : [saidInArguments(values, number)];
  });
}

/**
 * `(4, 0, "index", "html")` of TRS counts from 0, `('page_div', 8, 1, 'list', 'shtml', 118)` of 开普 from 1 and says the
 * records; `("index", "shtml", parseInt(4))` has the pages behind the name.
 */
function saidInArguments(values: readonly ScriptValue[], number: number): PagerSaid {
  const numbers = values.map(numberIn);
  const texts = values.map((value) =>
    value.kind === 'text' && numberIn(value) === null ? value.text : null,
  );
  const at = numbers.findIndex(
    (one, index) => one !== null && numbers[index + 1] !== null && numbers[index + 1] !== undefined,
  );
  if (at >= 0) {
    const pages = numbers[at] ?? null;
    const current = numbers[at + 1] ?? 0;
    const name = nameOf(texts[at + 2], texts[at + 3], current - (number - 1) === 0 ? 0 : 1);
    return name === null ? NOTHING : { pages, records: numbers[at + 4] ?? null, size: null, scheme: name };
  }
  const lone = numbers.findIndex((one) => one !== null);
  const name = nameOf(texts[lone - 2], texts[lone - 1], 1);
  return lone < 0 || name === null ? NOTHING : { ...NOTHING, pages: numbers[lone] ?? null, scheme: name };
}

function nameOf(
  stem: string | null | undefined,
  extension: string | null | undefined,
  first: 0 | 1,
): PageScheme | null {
  if (!stem || !extension || !/^[\w./-]{1,200}$/.test(stem) || !/^\.?\w{1,10}$/.test(extension)) return null;
  return { kind: 'name', stem, extension: extension.replace(/^\./, ''), first };
}

/**
 * 淮安's `nsetpage(1, 4, 52)`: the page in hand, the pages, the records; with a name behind it, `(1, 52, 15, 'index',
 * 'html')`, it is the page in hand, the records, and the records of a page.
 */
function saidByNumbers(values: readonly ScriptValue[]): PagerSaid {
  const [, second = null, third = null] = values.map(numberIn);
  const texts = values.map((value) => (value.kind === 'text' ? value.text : null));
  const scheme = nameOf(texts[3], texts[4], 1);
  return scheme === null
    ? { ...NOTHING, pages: second, records: third }
    : { pages: null, records: second, size: third, scheme };
}

const PAGES =
  /^(?:page_?count|count_?pages?|total_?pages?|pages?_?total|page_?num_?total|pages|sumpages?|allpages?|maxpage)$/i;
const RECORDS =
  /^(?:total_?(?:records?|counts?|num|rows?|items?|size)|records?_?(?:count|total|num)|row_?count|data_?(?:count|total)|m_nRecordCount|count|total)$/i;
const SIZE = /^(?:page_?size|limit|per_?page|page_?rows?|size|m_nPageSize|rows|num_?per_?page)$/i;

function saidInObject(name: string, fields: ReadonlyMap<string, ScriptValue>): PagerSaid {
  const of = (pattern: RegExp) => {
    for (const [key, value] of fields) {
      const number = pattern.test(key) ? numberIn(value) : null;
      if (number !== null) return number;
    }
    return null;
  };
  const pages = of(PAGES);
  const isLonsun = /\bLs\.pagination$/.test(name);
  return {
    pages,
    records: of(RECORDS),
    size: of(SIZE),
    scheme: isLonsun ? { kind: 'query', name: 'pageIndex', first: 1 } : null,
  };
}

const VARIABLE =
  /(?<![\w$.])(?:var\s{1,5}|let\s{1,5}|const\s{1,5}|window\.)?([A-Za-z_]\w{2,40})\s{0,5}=(?!=)\s{0,5}(?:["'](\w{1,60})["']|(\d{1,9})\b)/g;
const VARIABLE_PAGES =
  /^(?:m_n)?(?:countPages?|totalPages?|pageCount|pagesCount|pageTotal|totalPageNum|page_count|total_page|allPage|maxPage)$/i;
const VARIABLE_RECORDS =
  /^(?:m_n)?(?:recordCount|totalRecords?|totalCount|recordTotal|rowCount|total_count|totalNum|recordsCount)$/i;
const VARIABLE_SIZE = /^(?:m_n)?(?:pageSize|perPage|page_size|pageRows)$/i;

/** Variables that nothing but a pager has: `countPage = 4`, `m_nRecordCount = "52"`, `pageTotal=4`. */
function saidInVariables(script: string): PagerSaid {
  const values = new Map<string, string>();
  for (const [, name = '', text, number] of script.matchAll(VARIABLE)) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, text ?? number ?? '');
  }
  const of = (pattern: RegExp) => {
    for (const [key, value] of values) if (pattern.test(key) && /^\d{1,9}$/.test(value)) return Number(value);
    return null;
  };
  const stem = values.get('m_spagename');
  const extension = values.get('m_spageext');
  return {
    pages: of(VARIABLE_PAGES),
    records: of(VARIABLE_RECORDS),
    size: of(VARIABLE_SIZE),
    // TRS writes these variables, and its pages count from 0
    scheme: nameOf(stem, extension, 0),
  };
}

const BESIDE = /["']?([A-Za-z_]\w{2,40})["']?\s{0,5}[:=](?!=)\s{0,5}["']?(\d{1,9})\b/g;

/** `total: 52` or `var total = 52` beside the records of a list: what else would be counted there? */
function saidBesideRecords(text: string): PagerSaid {
  const beside = besideRecords(text);
  if (beside === null) return NOTHING;
  const numbers = [...beside.matchAll(BESIDE)].map(([, name = '', number]) => ({
    name,
    number: Number(number),
  }));
  const most = (pattern: RegExp) => {
    const own = numbers.filter(({ name }) => pattern.test(name)).map(({ number }) => number);
    return own.length === 0 ? null : own.reduce((one, other) => Math.max(one, other));
  };
  return { pages: most(PAGES), records: most(RECORDS), size: most(SIZE), scheme: null };
}

/** Classes and ids of the boxes that hold pagers. */
export const PAGER_BOX = /page|pagin|pager|fenye|laypage/i;
/** Longest text of a pager; a longer one is a part of the page. */
const MOST_TEXT = 400;

/** `<div class="pagination" rows="15" count="52" pageNo="1">`, `<div id="pager" data-total="52" data-size="15">`. */
function saidInMarkup($: CheerioAPI): PagerSaid {
  for (const element of $(
    '[rows], [count], [data-total], [data-count], [data-pages], [pagecount], [totalpage], [data-page-count]',
  ).toArray()) {
    const attributes = Object.entries($(element).attr() ?? {});
    const names = attributes.find(([name]) => name === 'class' || name === 'id')?.[1] ?? '';
    const isPager = PAGER_BOX.test(names) || attributes.some(([name]) => /page/i.test(name));
    if (!isPager || element.tagName === 'textarea') continue;
    const of = (pattern: RegExp) => {
      const given = attributes.find(([name]) =>
        pattern.test(name.replace(/^data-/i, '').replaceAll('-', '')),
      );
      return given !== undefined && /^\s*\d{1,9}\s*$/.test(given[1]) ? Number(given[1]) : null;
    };
    return { pages: of(PAGES), records: of(RECORDS), size: of(SIZE), scheme: null };
  }
  return NOTHING;
}

/** `<input type="hidden" id="totalPage" value="4">`. */
function saidInInputs($: CheerioAPI): PagerSaid {
  let said = NOTHING;
  for (const element of $('input[value]').toArray()) {
    const input = $(element);
    const value = input.attr('value') ?? '';
    if (!/^\d{1,9}$/.test(value)) continue;
    const names = [input.attr('id') ?? '', input.attr('name') ?? ''];
    const is = (pattern: RegExp) => names.some((name) => pattern.test(name));
    if (is(VARIABLE_PAGES)) said = { ...said, pages: said.pages ?? Number(value) };
    if (is(VARIABLE_RECORDS)) said = { ...said, records: said.records ?? Number(value) };
    if (is(VARIABLE_SIZE)) said = { ...said, size: said.size ?? Number(value) };
  }
  return said;
}

const PAGER_WORD =
  /首页|尾页|末页|[上下]一?页|每页|页次|第\d+[/页]|共\d+页|\d+\/\d+页|当前\d+\/\d+|分\d+页|总页数|总(?:记录|条)数|共(?:计|有)?\d+(?:条|篇|个记录)/;

/** 「共52条记录 每页15条」, 「第1/4页」, 「总页数：4」, in a box that is a pager by its name or its words. */
function saidInWords($: CheerioAPI): PagerSaid {
  for (const text of pagerTexts($).map(plainNumbers)) {
    const pages =
      pagesSaid(text) ??
      numberAfter(text, /(?:总页数[:：为]?|当前\d{1,5}\/|分)(\d{1,5})(?!\d)/) ??
      numberAfter(text, /(?<!\d)(\d{1,5})页(?:共|总)/);
    const records = recordsSaid(text) ?? numberAfter(text, /总(?:记录|条)数[:：为]?(\d{1,7})/);
    if (pages !== null || records !== null) {
      return { ...NOTHING, pages, records, size: numberAfter(text, /每页(?:显示)?(\d{1,4})(?:条|个|篇)/) };
    }
  }
  return NOTHING;
}

/** Digits of every kind as plain ones: 「第１页／共３页」, 「共三页」. */
function plainNumbers(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<=共)[一二三四五六七八九](?=页)/g, (digit) =>
      String('一二三四五六七八九'.indexOf(digit) + 1),
    );
}

function numberAfter(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** The texts of a page's pagers, without blanks: each the outermost box that is short enough to be one. */
function pagerTexts($: CheerioAPI): string[] {
  const texts: string[] = [];
  const known: ShortTexts = new Map();
  // children come after their parents: an element inside a box that was taken says nothing new
  const taken = new Set<unknown>();
  for (const element of $('div, p, td, span, nav, ul, center, table, form').toArray()) {
    const { parent } = element;
    if (parent !== null && taken.has(parent)) {
      taken.add(element);
      continue;
    }
    const text = shortText(element, MOST_TEXT, known);
    if (text !== null && PAGER_WORD.test(text.normalize('NFKC'))) {
      texts.push(text);
      taken.add(element);
    }
  }
  return texts;
}
