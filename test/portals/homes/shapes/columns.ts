/** Sites with more than one right column, or with the column on the home page. */
import { YEARS } from '../../column.js';
import { reportsOf } from '../list.js';
import { at, type Column, type Homepages, type HomeSite, type Link, serveAll } from '../site.js';
import { BESIDE, MAIN, OTHERS } from './words.js';

interface Several {
  readonly name: string;
  readonly what: string;
  /** The page that leads to the columns. */
  readonly trail: readonly string[];
  readonly columns: readonly (readonly [text: string, column: Column])[];
  /** Pages from the home page to that one. */
  readonly pages: (links: readonly Link[]) => HomeSite['serve'];
}

function siteOf(site: Homepages, { name, what, trail, columns, pages }: Several): HomeSite {
  const links = columns.map(([text, { path }]): Link => [text, path]);
  const [, first] = columns[0] ?? [];
  return {
    name,
    what,
    charset: site.look.charset,
    trail: first === undefined ? trail : [...trail, first.path],
    answer: {
      kind: 'columns',
      columns: columns.map(([, { path }]) => path),
      reports: columns.flatMap(([, { reports }]) => reports),
    },
    serve: serveAll(pages(links), ...columns.map(([, { serve }]) => serve)),
  };
}

const homeWith = (site: Homepages, ...links: readonly Link[]) =>
  at('/', () => site.home(`<ul>${site.links([['首页', '/'], ...links, ...MAIN])}</ul>`));

/** The column is linked on the home page itself. */
function onHome(name: string, text: string, what: string) {
  return {
    name,
    build: (site: Homepages): HomeSite =>
      siteOf(site, {
        name,
        what,
        trail: ['/'],
        columns: [[text, reportsOf(site, '/zfxxgk/zfxxgknb/', text, [0, 6])]],
        pages: (links) => homeWith(site, ['政务公开', '/zwgk/'], ...links),
      }),
  };
}

/** Each department has a folder and a list of its own. */
function departments(name: string, words: string, names: readonly string[], isDeep: boolean) {
  return {
    name,
    build(site: Homepages): HomeSite {
      const columns = names.map((department, place): readonly [string, Column] => {
        const folder = `/bm/${['jyj', 'mzj', 'czj', 'sfj', 'slj'][place] ?? 'bm'}/`;
        return [
          `平湖市${department}`,
          reportsOf(site, isDeep ? `${folder}nb/` : folder, '政府信息公开年报', [place, 1]),
        ];
      });
      const bureaus = names.map(
        (department, place): Link => [
          `平湖市${department}`,
          `/bm/${['jyj', 'mzj', 'czj', 'sfj', 'slj'][place] ?? 'bm'}/`,
        ],
      );
      const inner = columns.map(([text, { path }], place) => {
        const home = bureaus[place]?.[1] ?? '/bm/';
        return at(home, () => site.section(text, [['政府信息公开年报', path]], BESIDE.slice(0, 2)));
      });
      return siteOf(site, {
        name,
        what: isDeep
          ? `${words}: each department has its own page, which leads to its own list`
          : `${words}: each department's page is its own list`,
        trail: isDeep ? ['/', '/zwgk/', '/bm/', bureaus[0]?.[1] ?? '/bm/'] : ['/', '/zwgk/', '/bm/'],
        columns,
        pages: (links) =>
          serveAll(
            homeWith(site, ['政务公开', '/zwgk/']),
            at('/zwgk/', () => site.section('政务公开', [[words, '/bm/']], OTHERS)),
            at('/bm/', () => site.section(words, isDeep ? bureaus : links, [])),
            ...(isDeep ? inner : []),
          ),
      });
    },
  };
}

/** Columns side by side under one page. */
function sideBySide(
  name: string,
  what: string,
  words: string,
  make: (site: Homepages) => readonly (readonly [string, Column])[],
) {
  return {
    name,
    build: (site: Homepages): HomeSite =>
      siteOf(site, {
        name,
        what,
        trail: ['/', '/zfxxgk/', '/zfxxgk/nb/'],
        columns: make(site),
        pages: (links) =>
          serveAll(
            homeWith(site, ['政府信息公开', '/zfxxgk/']),
            at('/zfxxgk/', () => site.section('政府信息公开', [[words, '/zfxxgk/nb/']], BESIDE)),
            at('/zfxxgk/nb/', () =>
              site.page(words, `<div class="tabs"><ul>${site.links(links)}</ul></div>`),
            ),
          ),
      }),
  };
}

const levels = (names: readonly [string, string, string]) => (site: Homepages) =>
  names.map((text, place): readonly [string, Column] => [
    text,
    reportsOf(site, `/zfxxgk/nb/${['szf', 'bm', 'zj'][place] ?? 'x'}/`, text, [place * 25, 3]),
  ]);

const byYear = (label: (year: number) => string) => (site: Homepages) =>
  [...YEARS]
    .reverse()
    .map((year): readonly [string, Column] => [
      label(year),
      reportsOf(site, `/zfxxgk/nb/${year}/`, label(year), [0, 5], [year]),
    ]);

export const COLUMN_SITES = [
  onHome('home-1', '政府信息公开年报', 'the column is linked on the home page'),
  onHome('home-2', '信息公开年度报告', 'the column is linked on the home page'),
  onHome('home-3', '政府信息公开工作年度报告', 'the column is linked on the home page'),
  departments('departments-1', '部门信息公开', ['教育局', '民政局', '财政局', '司法局'], false),
  departments('departments-2', '部门信息公开', ['教育局', '民政局', '财政局'], true),
  departments('departments-3', '部门政府信息公开', ['教育局', '民政局', '财政局', '司法局', '水利局'], false),
  departments('departments-4', '政府信息公开目录', ['教育局', '民政局'], true),
  sideBySide(
    'levels-1',
    'columns of the government, its departments and towns side by side',
    '政府信息公开年报',
    levels(['市政府年报', '部门年报', '镇街道年报']),
  ),
  sideBySide(
    'levels-2',
    'columns of the government, its departments and towns side by side',
    '政府信息公开年度报告',
    levels(['市政府信息公开年度报告', '市级部门信息公开年度报告', '镇（街道）信息公开年度报告']),
  ),
  sideBySide(
    'years-1',
    'a column for each year, 「2023年」',
    '政府信息公开年报',
    byYear((year) => `${year}年`),
  ),
  sideBySide(
    'years-2',
    'a column for each year, 「2023年度政府信息公开年报」',
    '政府信息公开年报',
    byYear((year) => `${year}年度政府信息公开年报`),
  ),
];
