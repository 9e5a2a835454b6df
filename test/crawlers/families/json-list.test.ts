import { describe, expect, test } from 'vitest';
import { jsonList } from '../../../crawlers/families/json-list/json-list.js';
import { type Answer, asked, range, readAll, title } from './helpers.js';

const PER_PAGE = 20;
const column = { page: '/zfxxgk/ndbg/', request: '/api/list?page={n}&rows={size}' };

const rows = (numbers: readonly number[]) =>
  numbers.map((n) => ({ title: title(n), url: `/art/${n}.html`, publishDate: '2023-01-20' }));

interface Service {
  readonly records: number;
  /** The number of the first page. */
  readonly first: 0 | 1;
  /** What it says beside the records of a page; by default nothing. */
  readonly beside?: (shown: readonly unknown[]) => object;
  /** What it answers to a page before the first, null for 404; by default the first one. */
  readonly before?: () => string | null;
  /** Does it show the last page to who asks for a further one? */
  readonly isClamped?: boolean;
}

function service({ records, first, beside, before, isClamped }: Service): Answer {
  return (request) => {
    if (request.url.endsWith(column.page)) return '<title>政府信息公开年报</title><ul id="list"></ul>';
    const number = Number(asked(request).get('page')) - first;
    if (number < 0 && before !== undefined) return before();
    const last = Math.ceil(records / PER_PAGE) - 1;
    const place = isClamped === true ? Math.min(number, last) : number;
    const start = Math.max(0, place) * PER_PAGE;
    const list = rows(range(start + 1, Math.min(records, start + PER_PAGE)));
    return JSON.stringify({ code: 0, data: { list, ...beside?.(list) } });
  };
}

const numbers = ({ requests }: ReturnType<typeof readAll>) =>
  requests.flatMap((request) => asked(request).get('page') ?? []);
const all = (records: number) => range(1, records).map((n) => `/art/${n}.html`);
const total = (records: number) => () => ({ total: records });

describe('a list of JSON whose start is not written anywhere', () => {
  test('is read whole where the service counts from 0 and gives no total', () => {
    const read = readAll(jsonList, column, service({ records: 52, first: 0 }));
    expect([...read.paths].sort()).toEqual(all(52).sort());
    expect(read.problems).toEqual([]);
  });

  test('is read whole where the service counts from 0 and the total shows it', () => {
    const read = readAll(jsonList, column, service({ records: 52, first: 0, beside: total(52) }));
    expect([...read.paths].sort()).toEqual(all(52).sort());
    expect(read.problems).toEqual([]);
  });

  test.each([12, 20])('is read whole where page 0 is all there is, of %i records', (records) => {
    for (const isClamped of [false, true])
      for (const beside of [undefined, total(records)]) {
        const given = { records, first: 0, isClamped, ...(beside === undefined ? {} : { beside }) } as const;
        const read = readAll(jsonList, column, service(given));
        expect(read.paths, JSON.stringify(given)).toEqual(all(records));
        // a service that gives the same for every number may well be hiding the others
        expect(read.problems.length > 0).toBe(isClamped && beside === undefined);
      }
  });

  test('is read whole where the number said beside the records is that of the page in hand', () => {
    const beside = (shown: readonly unknown[]) => ({ count: shown.length });
    const read = readAll(jsonList, column, service({ records: 32, first: 0, beside }));
    expect([...read.paths].sort()).toEqual(all(32).sort());
    expect(read.problems).toEqual([]);
  });

  test('is asked for page 0 once, and no more is made of it where that is page 1', () => {
    const read = readAll(jsonList, column, service({ records: 32, first: 1 }));
    expect(read.paths).toEqual(all(32));
    expect(read.problems).toEqual([]);
    expect(numbers(read)).toEqual(['1', '2', '0']);
  });

  test.each([
    ['has no record', () => JSON.stringify({ code: 0, data: { list: [] } })],
    ['is not there', () => null],
  ])('counts from 1 where page 0 %s', (_, before) => {
    const read = readAll(jsonList, column, service({ records: 32, first: 1, before }));
    expect(read.paths).toEqual(all(32));
    expect(read.problems).toEqual([]);
  });

  test('has a problem where page 0 is refused, until its file says that it counts from 1', () => {
    const before = () => JSON.stringify({ code: 500, msg: '页码不能小于1' });
    const answer = service({ records: 32, first: 1, before });
    const read = readAll(jsonList, column, answer);
    expect(read.paths).toEqual(all(32));
    expect(read.problems).toEqual([expect.stringMatching(/page 0.*页码不能小于1.*first: 1/)]);
    const told = readAll(jsonList, { ...column, first: 1 }, answer);
    expect([told.paths, told.problems, numbers(told)]).toEqual([all(32), [], ['1', '2']]);
  });

  test('is not asked for page 0 where all that it announces came', () => {
    const read = readAll(jsonList, column, service({ records: 52, first: 1, beside: total(52) }));
    expect(numbers(read)).toEqual(['1', '2', '3']);
    const told = { ...column, total: 'data.total' };
    const small = readAll(jsonList, told, service({ records: 12, first: 1, beside: total(12) }));
    expect(numbers(small)).toEqual(['1']);
  });

  test('is not asked for page 0 again where its pages count from 0', () => {
    const read = readAll(
      jsonList,
      { ...column, request: '/api/list?page={n-1}' },
      service({ records: 32, first: 0 }),
    );
    expect([read.paths, read.problems, numbers(read)]).toEqual([all(32), [], ['0', '1']]);
  });

  test('has a problem where page 0 brings less than what is missing', () => {
    const read = readAll(jsonList, column, service({ records: 52, first: 0, beside: total(60) }));
    expect([...read.paths].sort()).toEqual(all(52).sort());
    expect(read.problems).toEqual([expect.stringContaining('says 60 records')]);
  });
});

describe('the page of a list of JSON', () => {
  const page = (body: string) => `<title>政府信息公开年报</title><ul id="list"></ul>${body}`;
  const asks = (topic: string, size = 20) =>
    `<script>function load(p){ $.post('/lists.do', {topic: '${topic}', page: p, rows: ${size}}, render); } load(1);</script>`;
  const posted = {
    page: '/zfxxgk/ndbg/',
    request: '/lists.do',
    body: 'topic=90112&page={n}&rows={size}',
    total: 'total',
  };
  const problemsOf = (settings: unknown, html: string) =>
    readAll(jsonList, settings, (request) =>
      request.method === 'POST' || request.url.includes('/search/')
        ? JSON.stringify({ total: 3, data: { total: 3, results: rows([1, 2, 3]) }, rows: rows([1, 2, 3]) })
        : html,
    ).problems;

  test('is a problem where its script asks the service for another list than the column', () => {
    expect(problemsOf(posted, page(asks('90112')))).toEqual([]);
    expect(problemsOf(posted, page(asks('90112', 15)))).toEqual([]);
    expect(problemsOf(posted, page(asks('90250')))).toEqual([
      expect.stringMatching(/topic=90250.*topic=90112.*has the list moved/),
    ]);
  });

  test('is a problem where its channel is another one', () => {
    const channel = (letter: string) => letter.repeat(32);
    const ucap = {
      page: '/zfxxgk/ndbg/',
      request: `/common/search/${channel('a')}?_isAgg=true&_isJson=true&_pageSize={size}&page={n}`,
      total: 'data.total',
    };
    const meta = (letter: string) => `<meta name="channelid" content="${channel(letter)}">`;
    expect(problemsOf(ucap, page(meta('a')))).toEqual([]);
    expect(problemsOf(ucap, page(meta('b')))).toEqual([expect.stringContaining(channel('b'))]);
  });

  test('is none where the page has the column’s list beside another one, or asks a service of another kind', () => {
    expect(problemsOf(posted, page(`${asks('70001')}${asks('90112')}`))).toEqual([]);
    const search = `<script>$.get('/search.do', {topic: '1', page: p}, show);</script>`;
    expect(problemsOf(posted, page(search))).toEqual([]);
  });

  test('is a problem where it has controls for other years than the one that is asked for', () => {
    const tabs = `<ul>${[2023, 2022].map((year) => `<li onclick="load(${year})">${year}年</li>`).join('')}</ul>`;
    const ofYear = { ...posted, body: 'topic=90112&year=2023&page={n}' };
    expect(problemsOf(ofYear, page(tabs))).toEqual([expect.stringMatching(/asks for 2023.*2022/)]);
    expect(problemsOf({ ...ofYear, year: 2023 }, page(tabs))).toEqual([]);
    expect(problemsOf(posted, page(tabs))).toEqual([]);
  });
});
