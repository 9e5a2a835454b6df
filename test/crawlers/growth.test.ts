import { describe, expect, test } from 'vitest';
import { isScriptOnly } from '../../crawlers/browser/script-only.js';
import type { Family, FamilyContext, FetchedPage } from '../../crawlers/contract.js';
import { agencyPages, menuScripts, trailsOn } from '../../crawlers/discover/trail.js';
import { findRecords } from '../../crawlers/families/json-list/fields.js';
import { findDatastores, findJpageSettings } from '../../crawlers/families/paged-list.js';
import { families } from '../../crawlers/families/registry.js';
import { foldersOn } from '../../crawlers/families/static/folders.js';
import { nextPage } from '../../crawlers/families/static/pager.js';
import { reportsByYear } from '../../crawlers/families/static/years.js';
import { textOf } from '../../crawlers/fetch/page-text.js';
import { parseRobots } from '../../crawlers/fetch/robots.js';
import { judgeAnswer, looksTruncated } from '../../crawlers/fetch/verdict.js';
import { fileNameOf } from '../../crawlers/files/file-name.js';
import { filesOn, reportFiles } from '../../crawlers/files/page-files.js';
import { addressesIn, shownIn } from '../../crawlers/files/script.js';
import { readAnchors } from '../../crawlers/lists/anchors.js';
import { frameAddress } from '../../crawlers/lists/iframe-shell.js';
import { ListDocument } from '../../crawlers/lists/list-document.js';
import { plainTitle, readRecords, reportLink } from '../../crawlers/lists/list-items.js';
import { parseJson, unwrapJsonp } from '../../crawlers/lists/list-page.js';
import { callsOf, scriptValue } from '../../crawlers/lists/page-scripts.js';
import { callIn, variableValue } from '../../crawlers/lists/pager/functions.js';
import { pagesSaid, recordsSaid } from '../../crawlers/lists/paging.js';
import {
  agencyOf,
  isCut,
  linkAddress,
  listedDate,
  titleRules,
  withoutCut,
} from '../../crawlers/lists/report-links.js';
import { jpageSegments, scripts, settingValue } from '../../crawlers/lists/script-settings.js';
import { candidatesOn, siteName } from '../../crawlers/probe/guess.js';
import { effortOf } from '../effort.js';

const base = 'http://www.example.gov.cn/xxgk/ndbg/';
const titles = titleRules();
const items = { titles, agencies: [{ name: '平湖市财政局', aliases: [] }], settings: {} };

const pageOf = (text: string, type = 'text/html; charset=utf-8'): FetchedPage => ({
  url: base,
  status: 200,
  headers: { 'content-type': type },
  body: Buffer.from(text),
});
const answerOf = (text: string) => ({
  ...pageOf(text),
  body: Buffer.from(text),
  startedAt: new Date(0),
  milliseconds: 1,
  redirects: [],
});
/** Settings of which each family accepts some. */
const SETTINGS = [
  { page: base },
  { page: base, column: '1' },
  { column: '1' },
  { page: base, categorynum: '1' },
  { page: base, request: '/list?page={n}' },
  { directory: base },
  { area: '1' },
];

/** A family's reading of its first list page. */
function firstPage({ start, readList, schema }: Family): (text: string) => unknown {
  const parsed = SETTINGS.map((given) => schema.safeParse(given)).find((one) => one.success);
  const scope = { years: [2023] };
  const context: FamilyContext<unknown> = {
    settings: parsed?.data,
    baseUrl: base,
    agencies: [],
    scope,
    titles,
  };
  const [step] = start(context).steps;
  return (text) => (step === undefined ? null : readList(pageOf(text), step, context));
}

/** Everything in crawlers/ that reads what a portal sends. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  textOf: (text) => textOf(pageOf(text)),
  judgeAnswer: (text) => judgeAnswer({ url: base, method: 'GET' }, answerOf(text)),
  looksTruncated: (text) => looksTruncated(Buffer.from(text)),
  isScriptOnly,
  parseRobots: (text) => parseRobots(`${base}robots.txt`, text),
  readAnchors: (text) => readAnchors(text, base),
  readRecords: (text) => readRecords([text, text], base, items),
  plainTitle,
  reportLink: (text) => reportLink({ url: base, titles: [text], published: null, publisher: text }, items),
  'titleRules.year': (text) => titles.year(text),
  agencyOf: (text) => agencyOf(text, items.agencies),
  cutTitle: (text) => [isCut(text), withoutCut(text)],
  listedDate,
  linkAddress: (text) => linkAddress(text, base),
  pagesSaid: (text) => [pagesSaid(text), recordsSaid(text)],
  scripts: (text) => scripts(text).flatMap(jpageSegments),
  settingValue: (text) => settingValue(text, 'columnId'),
  findJpageSettings,
  findDatastores,
  unwrapJsonp,
  parseJson: (text) => findRecords(parseJson(text)),
  callsOf: (text) => callsOf(text, /./),
  scriptValue,
  callIn,
  variableValue: (text) => variableValue('a', text),
  frameAddress: (text) => frameAddress(text, base),
  foldersOn: (text) => foldersOn(new ListDocument(text, base), base, [], items),
  reportsByYear: (text) => reportsByYear(new ListDocument(text, base)),
  nextPage: (text) =>
    nextPage(
      { document: new ListDocument(text, base), columnUrl: base, number: 1, entries: 1, most: 1 },
      undefined,
      null,
    ),
  siteName,
  candidatesOn: (text) => candidatesOn(text, base),
  trailsOn: (text) => [trailsOn(text, base), agencyPages(text, base), menuScripts(text, base)],
  filesOn: (text) => filesOn(text, base),
  reportFiles: (text) => reportFiles(text, base, { titles, limit: 20 }),
  fileNameOf: (text) => fileNameOf({ 'content-disposition': `attachment; filename="${text}"` }, base),
  'script files': (text) => [addressesIn(text), shownIn(text)],
  ...Object.fromEntries(
    [...families.values()].flatMap((family) => [
      [`${family.id}, recognise`, (text: string) => family.recognise(pageOf(text))],
      [`${family.id}, readList`, firstPage(family)],
    ]),
  ),
};

/** Pieces that are repeated: of pages, of scripts, of titles. */
const PIECES: Readonly<Record<string, string>> = {
  dots: '.',
  ellipses: '…',
  blanks: ' ',
  'line ends': '\n',
  digits: '1',
  years: '2023年',
  'Chinese digits': '二',
  'open tags': '<',
  'open links': '<a ',
  'links without an end': '<a href="/a/1.html">2023年',
  'open quotes': '<a title="',
  'quoted attributes': "<a title='x' onclick=\"f('/a/1.html')\">",
  'nested boxes': '<div>',
  'nested list items': '<li>',
  'nested tables': '<table><tr><td>',
  'a heap of links':
    '<li><a href="/xxgk/ndbg/1.html">财政局2023年政府信息公开年报</a><span>2024-01-02</span></li>',
  'spans with pager words': '<span>下一页</span>',
  'pages said': '共1',
  'open comments': '<!--',
  'open scripts': '<script>',
  'script ends': '</script>',
  'open brackets': '(',
  'open braces': '{',
  calls: 'createPageHTML(',
  'calls within calls': 'page(page(page(',
  functions: 'function f(n){',
  assignments: "a[0]='",
  variables: 'countPage = ',
  locations: 'location.href=',
  records: '<record><![CDATA[',
  datastores: '<datastore>',
  entities: '&amp;',
  ampersands: '&',
  percents: '%E5',
  backslashes: '\\',
  apologies: '页面',
  maintenance: '网站',
  inputs: '<input value="1" id="totalPage">',
  frames: '<iframe>',
  images: '<img src="',
  metas: '<meta name="a',
  'robots rules': 'User-agent: *\nDisallow: /*a*a*a$\n',
  'one title': '政府信息公开',
};
const WRAPPED: Readonly<Record<string, (inner: string) => string>> = {
  '': (inner) => inner,
  ' in a title attribute': (inner) =>
    `<li><a href="/xxgk/ndbg/202301/1.html" title="${inner}">2023年政府信息公开年报</a></li>`,
  ' in a link': (inner) => `<li><a href="/xxgk/ndbg/202301/1.html">${inner}</a></li>`,
  ' in an address': (inner) => `<a href="/xxgk/ndbg/${inner}">2023年政府信息公开年报</a>`,
  ' in a click': (inner) => `<a onclick="${inner}">下一页</a>`,
  ' in a script': (inner) =>
    `<ul><li><a href="1.html">2023年政府信息公开年报</a></li></ul><script>${inner}</script>`,
  ' in the title': (inner) => `<title>${inner}</title>`,
  ' in a pager': (inner) => `<div class="page">${inner}</div>`,
};

/** Characters at first; NIANBAO_GROWTH=8000 looks closer, at every piece in every place. */
const CLOSE = Number(process.env.NIANBAO_GROWTH ?? 0);
const SIZE = CLOSE > 0 ? CLOSE : 5000;
/** Of the pieces in places, a quick run takes every so many. */
const EVERY = CLOSE > 0 ? 1 : 13;
/** Seconds of processor time below which growth is not told from noise. */
const NOISE = 0.1;
/** Four times the text takes at most so many times the effort: 4 if it is linear, 16 if it is quadratic. */
const MOST = 9;

function growth(read: (text: string) => unknown, make: (size: number) => string): string | null {
  read(make(SIZE / 4));
  const large = make(SIZE * 4);
  const after = effortOf(() => read(large));
  if (after < NOISE) return null;
  const small = make(SIZE);
  const before = least(() => read(small));
  const again = least(() => read(large));
  const isLinear = again < NOISE || again / Math.max(before, NOISE / MOST) <= MOST;
  return isLinear ? null : `${before.toFixed(3)} s, then ${again.toFixed(3)} s`;
}

/** The least of three efforts: a busy machine and its collector of garbage only add to it. */
function least(work: () => unknown): number {
  return Math.min(effortOf(work), effortOf(work), effortOf(work));
}

describe('the effort of reading what a portal sends grows no faster than its length', () => {
  test.each(Object.entries(READERS))('%s', (_, read) => {
    const slow: string[] = [];
    let place = 0;
    for (const [wrapping, wrap] of Object.entries(WRAPPED)) {
      for (const [name, piece] of Object.entries(PIECES)) {
        if (wrapping !== '' && ++place % EVERY !== 0) continue;
        const make = (size: number) => wrap(piece.repeat(Math.ceil(size / piece.length)));
        const grown = growth(read, make);
        if (grown !== null) slow.push(`${name}${wrapping}: ${grown}`);
      }
    }
    expect(slow).toEqual([]);
  });
});

test('calls that are never closed take no more effort than calls that are', () => {
  const repeated = (piece: string) => piece.repeat(Math.ceil(400_000 / piece.length));
  const closed = least(() => callsOf(repeated('page();'), /./));
  for (const piece of ['page(', "page('", `page('page("`, 'page(page(page({[']) {
    const open = least(() => callsOf(repeated(piece), /./));
    expect(open / Math.max(closed, NOISE), piece).toBeLessThan(MOST);
  }
});
