import { describe, expect, test } from 'vitest';
import { columnsOf, readListPage } from '../../../crawlers/reading/read-list-page.js';
import { base, title } from '../families/helpers.js';

const tabs = (addressOf: (year: number) => string) =>
  [2023, 2022].map((year) => `<li><a href="${addressOf(year)}">${year}年</a></li>`).join('');
const page = (path: string, body: string) => ({
  url: `${base}${path}`,
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from(`<html><title>政府信息公开年报</title><body>${body}</body></html>`),
});
const portal = (columns: readonly { family: string; settings: unknown }[]) =>
  columnsOf({
    baseUrl: base,
    agencies: [],
    titles: { include: [], exclude: [] },
    columns,
    scope: { years: [2022, 2023] },
  });

describe('columns of other years beside a column', () => {
  const jpage = (number: number, more = {}) => ({
    family: 'hanweb-jpage',
    settings: { column: String(number), page: `/col/col${number}/index.html`, ...more },
  });
  const script = `<script>$('#5').jpage({totalRecord:1,perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{col:1,webid:3096,columnid:73}});</script>`;
  const body = `<ul>${tabs((year) => `/col/col${year % 100}50/index.html`)}</ul>${script}`;
  const read = (columns: readonly { family: string; settings: unknown }[]) =>
    readListPage(portal(columns), {
      column: 0,
      page: page('col/col2350/index.html', body),
      step: { request: { url: `${base}col/col2350/index.html`, method: 'GET' }, state: { phase: 'column' } },
    }).reading;

  test('are a problem where their family does not follow them', () => {
    expect(read([jpage(2350)]).problems.join()).toContain('/col/col2250/index.html');
  });

  test('are none where the portal’s file has them, or says which year the column is of', () => {
    expect(read([jpage(2350), jpage(2250)]).problems).toEqual([]);
    expect(read([jpage(2350, { year: 2023 })]).problems).toEqual([]);
  });

  test('are a problem of a list that its script gets as JSON', () => {
    const json = (number: number) => ({
      family: 'json-list',
      settings: { page: `/zfxxgk/${number}/`, request: `/api/list?channel=${number}&page={n}`, perPage: 20 },
    });
    const tabbed = `<ul>${tabs((year) => `/zfxxgk/${year % 100}50/`)}</ul><ul id="list"></ul>`;
    const problemsOf = (columns: readonly { family: string; settings: unknown }[]) =>
      readListPage(portal(columns), {
        column: 0,
        page: page('zfxxgk/2350/', tabbed),
        step: { request: { url: `${base}zfxxgk/2350/`, method: 'GET' }, state: { phase: 'column' } },
      }).reading.problems;
    expect(problemsOf([json(2350)]).join()).toContain('/zfxxgk/2250/');
    expect(problemsOf([json(2350), json(2250)])).toEqual([]);
  });

  test('are not read twice where the portal’s file has them', () => {
    const list = (year: number) => ({ family: 'static', settings: { page: `/xxgk/nb${year}/`, within: [] } });
    const first = {
      column: 0,
      page: page(
        'xxgk/nb2023/',
        `<ul>${tabs((year) => `/xxgk/nb${year}/`)}</ul><ul><li><a href="1.html">${title(1)}</a></li></ul>`,
      ),
      step: {
        request: { url: `${base}xxgk/nb2023/`, method: 'GET' as const },
        state: { phase: 'first', outer: '' },
      },
    };
    const stepsOf = (columns: readonly { family: string; settings: unknown }[]) =>
      readListPage(portal(columns), first).reading.steps.map(({ request }) => request.url);
    expect(stepsOf([list(2023)])).toEqual([`${base}xxgk/nb2022/`]);
    expect(stepsOf([list(2023), list(2022)])).toEqual([]);
  });
});
