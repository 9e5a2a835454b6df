import { describe, expect, test } from 'vitest';
import type { FetchRequest } from '../../../crawlers/contract.js';
import { browserFamily } from '../../../crawlers/families/browser.js';
import { base, contextOf, range, readAll, title } from './helpers.js';

const column = '/xxgk/ndbg/index.html';
const article = (n: number) => `/xxgk/ndbg/202301/t20230102_${n}.html`;
const NEXT = '<a class="next" href="javascript:;">下一页</a>';
const OVER = '<a class="next disabled" href="javascript:;">下一页</a>';

/** A page of the list with these articles, and a pager. */
const html = (numbers: readonly number[], pager = NEXT) =>
  `<html><body><a href="/xxgk/tzgg/1.html">${title(99)}</a><ul>${numbers
    .map((n) => `<li><a href="${article(n)}">${title(n)}</a><span>2023-01-02</span></li>`)
    .join('')}</ul><div class="page">${pager}</div></body></html>`;
const five = (number: number) => range(number * 5 - 4, number * 5);
const clicksOf = ({ render }: FetchRequest) => render?.clicks ?? 0;
/** A list that is paged in place; clicks past its end show its last page again. */
const inPlace =
  (pages: number, pager: (number: number) => string = () => NEXT) =>
  (request: FetchRequest) => {
    const number = Math.min(clicksOf(request) + 1, pages);
    return html(five(number), pager(number));
  };

describe('a list that only a browser shows', () => {
  test('is rendered, and read like a static one', () => {
    const read = readAll(browserFamily, { page: column, waitFor: '.list li' }, () => html(five(1), ''));
    expect(read.requests).toEqual([
      { url: `${base}xxgk/ndbg/index.html`, method: 'GET', render: { waitFor: '.list li' } },
    ]);
    expect(read.paths).toEqual(five(1).map(article));
    expect(read.links[0]).toMatchObject({
      title: title(1),
      agency: '第1局',
      year: 2022,
      published: '2023-01-02',
    });
    expect(read.links[0]).not.toHaveProperty('render');
    expect(read.problems).toEqual([]);
  });

  test('is rendered at each of its addresses, where its pages have some', () => {
    const read = readAll(browserFamily, { page: column, pages: 'index_{n-1}.html' }, ({ url }) => {
      const number = Number(/_(\d)\.html$/.exec(url)?.[1] ?? 0) + 1;
      return number > 3 ? null : html(five(number), '');
    });
    expect(read.requests.map(({ url }) => url.slice(base.length))).toEqual(
      ['index', 'index_1', 'index_2', 'index_3'].map((name) => `xxgk/ndbg/${name}.html`),
    );
    expect(read.requests.every(({ render }) => render !== undefined)).toBe(true);
    expect([read.paths, read.problems]).toEqual([range(1, 15).map(article), []]);
  });

  test('follows the links to its further pages, and its frame, in the browser', () => {
    const read = readAll(browserFamily, { page: '/shell.html' }, ({ url }) => {
      if (url.endsWith('/shell.html')) return `<iframe src="${column}"></iframe>`;
      if (url.endsWith('index_2.html')) return html(five(2), '');
      return html(five(1), '<a href="index_2.html">下一页</a>');
    });
    expect(read.requests.map(({ render }) => render)).toEqual([{}, {}, {}]);
    expect([read.paths, read.problems]).toEqual([range(1, 10).map(article), []]);
  });

  test('gives reports that need the browser too', () => {
    const read = readAll(browserFamily, { page: column, articles: true, waitFor: 'li' }, () => html([1], ''));
    expect(read.links.map(({ render }) => render)).toEqual([{}]);
  });
});

describe('a list that is paged in place', () => {
  const settings = { page: column, next: 'a.next' };
  const requests = (pages: number) =>
    range(1, pages).map((number) => ({
      url: base + column.slice(1),
      method: 'GET',
      render: number === 1 ? {} : { next: 'a.next', clicks: number - 1 },
    }));

  test('is clicked through to its first page without a new article', () => {
    const read = readAll(browserFamily, settings, inPlace(3));
    expect(read.requests).toEqual(requests(4));
    expect([read.paths, read.problems]).toEqual([range(1, 15).map(article), []]);
  });

  test('ends where its control is missing or disabled', () => {
    for (const end of [OVER, '', '<a class="next" aria-disabled="true">下一页</a>']) {
      const read = readAll(
        browserFamily,
        settings,
        inPlace(3, (number) => (number === 3 ? end : NEXT)),
      );
      expect(read.requests).toEqual(requests(3));
      expect([read.paths, read.problems]).toEqual([range(1, 15).map(article), []]);
    }
  });

  test('ends at the page that it says is its last', () => {
    const read = readAll(
      browserFamily,
      settings,
      inPlace(3, () => `共3页${NEXT}`),
    );
    expect(read.requests).toEqual(requests(3));
    expect([read.paths, read.problems]).toEqual([range(1, 15).map(article), []]);
  });

  test('may grow instead of changing', () => {
    const read = readAll(browserFamily, settings, (request) =>
      html(range(1, Math.min(15, clicksOf(request) * 5 + 5))),
    );
    expect([read.requests.length, read.problems]).toEqual([4, []]);
    expect(read.paths).toEqual(range(1, 15).map(article));
  });

  test.each([
    ['shows nothing new', inPlace(2, () => `共4页${NEXT}`), /announces page 3, but .* has no new link/],
    ['has no control', inPlace(4, () => '共4页'), /announces page 2, but has no control a\.next to reach it/],
  ])('is a problem where it %s before its promised end', (_, answer, problem) => {
    expect(readAll(browserFamily, settings, answer).problems).toEqual([expect.stringMatching(problem)]);
  });

  test('is a problem where its first page shows no article', () => {
    const read = readAll(browserFamily, settings, () => html([]));
    expect([read.requests.length, read.problems]).toEqual([1, [expect.stringContaining('no article')]]);
  });

  test('is clicked at the address that was asked for, with what stands behind its #', () => {
    const read = readAll(browserFamily, { ...settings, page: '/app/#/ndbg', within: '/xxgk/' }, inPlace(2));
    expect(new Set(read.requests.map(({ url }) => url))).toEqual(new Set([`${base}app/#/ndbg`]));
    expect(read.requests.map(clicksOf)).toEqual([0, 1, 2]);
  });
});

describe('the settings of the family browser', () => {
  test.each([
    [{ page: column, next: 'a[' }, 'must be a CSS selector'],
    [{ page: column, next: 'a', pages: '?p={n}' }, 'give either pages or next'],
    [{ page: column, pages: '?p=' }, 'needs {n}'],
    [{}, 'page'],
  ])('refuse %j', (settings, problem) => {
    expect(() => contextOf(browserFamily, settings)).toThrow(problem);
  });

  test('are proposed for a page that shows nothing without its scripts, and for no other', () => {
    const page = (text: string) => ({
      url: `${base}xxgk/?a=1`,
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: Buffer.from(text),
    });
    expect(browserFamily.recognise(page('<div id="app"></div><script src="/a.js"></script>'))).toMatchObject({
      settings: { page: '/xxgk/?a=1' },
    });
    expect(browserFamily.recognise(page(html(five(1))))).toBeNull();
  });
});
