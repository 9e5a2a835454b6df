import { describe, expect, test } from 'vitest';
import type { FamilyContext, PortalAgency } from '../../../crawlers/contract.js';
import {
  type HanwebAnnualReportSettings,
  hanwebAnnualReport,
} from '../../../crawlers/families/hanweb-annual-report.js';
import { titleRules } from '../../../crawlers/lists/report-links.js';

const base = 'http://www.example.gov.cn/';
const module = '/module/xxgk/xxgkAnnualReport.jsp';

function context(
  settings: unknown,
  agencies: PortalAgency[],
  years = [2022],
): FamilyContext<HanwebAnnualReportSettings> {
  return {
    settings: hanwebAnnualReport.schema.parse(settings),
    baseUrl: base,
    agencies,
    scope: { years },
    titles: titleRules(),
  };
}

function readDirectory(html: string, agencies: PortalAgency[] = []) {
  const page = { url: `${base}zfxxgk/`, status: 200, headers: {}, body: Buffer.from(html) };
  const step = { request: { url: page.url, method: 'GET' as const }, state: {} };
  return hanwebAnnualReport.readList(page, step, context({ directory: '/zfxxgk/' }, agencies));
}

const agency = (name: string, code?: string): PortalAgency => ({
  name,
  aliases: [],
  ...(code ? { code } : {}),
});

describe('where to begin', () => {
  test('each agency with a code, crossed with the years', () => {
    const { links, steps, problems } = hanwebAnnualReport.start(
      context({}, [agency('平湖市发展和改革局', '741033213'), agency('平湖市财政局')], [2021, 2022]),
    );
    expect({ steps, problems }).toEqual({ steps: [], problems: [] });
    expect(links).toEqual(
      [2021, 2022].map((year) => ({
        url: `http://www.example.gov.cn${module}?fbtime=${year}&area=741033213`,
        title: null,
        agency: '平湖市发展和改革局',
        year,
        published: null,
        speculative: true,
      })),
    );
  });

  test('the directory pages', () => {
    const { steps } = hanwebAnnualReport.start(context({ directory: ['/a/', 'b.html'] }, []));
    expect(steps.map((step) => step.request.url)).toEqual([`${base}a/`, `${base}b.html`]);
  });

  test('nothing to go by is a problem', () => {
    expect(hanwebAnnualReport.start(context({}, [agency('平湖市财政局')])).problems).toHaveLength(1);
  });
});

describe('a directory', () => {
  test('brings codes and names, in any order of the parameters', () => {
    const html = `<ul><li><a href="${module}?fbtime=2023&amp;area=001008003008018">平湖市财政局</a></li>
      <li><a href='../module/xxgk/xxgkAnnualReport.jsp?area=330483ZFC00000&fbtime=2021' title="平湖市教育局">教育局…</a></li></ul>`;
    const { links, problems } = readDirectory(html);
    expect(problems).toEqual([]);
    expect(
      links.map(({ url, agency: name, year }) => [new URL(url).searchParams.get('area'), name, year]),
    ).toEqual([
      ['001008003008018', '平湖市财政局', 2022],
      ['330483ZFC00000', '平湖市教育局', 2022],
    ]);
  });

  test("says a name in the portal's own words where the portal knows the code or an alias", () => {
    const known = [agency('平湖市发展和改革局', '741'), { name: '平湖市财政局', aliases: ['财政局'] }];
    const html = `<a href="${module}?area=741">发改局</a><a href="${module}?area=742">财政局2022年度政府信息公开年报</a>`;
    expect(readDirectory(html, known).links.map((link) => link.agency)).toEqual([
      '平湖市发展和改革局',
      '平湖市财政局',
    ]);
  });

  test('makes up the addresses of the years it does not link', () => {
    const page = `<a href="${module}?fbtime=2022&area=1">甲局</a><a href="${module}?fbtime=2021&area=2">乙局</a>`;
    expect(readDirectory(page).links.map((link) => [link.agency, link.speculative ?? false])).toEqual([
      ['甲局', false],
      ['乙局', true],
    ]);
  });

  test('of years under a heading gives no names, and each code once', () => {
    const html = `<h3>平湖市财政局</h3><a href="${module}?area=1&fbtime=2021">2021年度</a><a href="${module}?area=1&fbtime=2022">2022年</a>`;
    expect(readDirectory(html).links.map((link) => [link.agency, link.year])).toEqual([[null, 2022]]);
  });

  test.each([
    ['no link to the module', '<a href="/x">x</a>', 'no link'],
    ['a link without an area', `<a href="${module}?fbtime=2022">x</a>`, 'without an area'],
    [
      'addresses that stand in a script',
      `<a href="${module}?area=1">甲局</a><script>var t=[{url:"${module}?area=2"}]</script>`,
      'outside links',
    ],
  ])('with %s is a problem', (_, html, problem) => {
    expect(readDirectory(html).problems.join()).toContain(problem);
  });
});
