/** Sites where something else sounds more like the column than the column does. */

import { escaped } from '../../draw.js';
import { html } from '../../site.js';
import { decoyList, reportsOf } from '../list.js';
import { at, type Homepages, type HomeSite, type Link, type Part, serveAll } from '../site.js';
import { BESIDE, MAIN, OTHERS } from './words.js';

interface Trap {
  readonly name: string;
  readonly what: string;
  /** What stands on the page of disclosure, beside the right link. */
  traps(site: Homepages): readonly (readonly [Link, Part])[];
  /** The words of the right link. */
  readonly word: string;
}

const decoy = (
  site: Homepages,
  text: string,
  folder: string,
  titleOf: (year: number) => string,
): readonly [Link, Part] => [[text, folder], decoyList(site, folder, text, titleOf)];

const TRAPS: readonly Trap[] = [
  {
    name: 'trap-1',
    what: '「年度报告」 is of 法治政府建设; the right column is 「信息公开年报」',
    traps: (site) => [
      decoy(site, '年度报告', '/zwgk/ndbg/', (year) => `平湖市${year}年法治政府建设年度报告`),
    ],
    word: '信息公开年报',
  },
  {
    name: 'trap-2',
    what: '「年报」 is of statistics, 「企业年报公示」 of companies',
    traps: (site) => [
      decoy(site, '年报', '/zwgk/tjnb/', (year) => `平湖市${year}年统计年报`),
      decoy(site, '企业年报公示', '/zwgk/qynb/', (year) => `${year}年度企业年报公示名单`),
    ],
    word: '政府信息公开年报',
  },
  {
    name: 'trap-3',
    what: '「网站年度报表」 stands first: 政府网站工作年度报表',
    traps: (site) => [
      decoy(
        site,
        '政府网站工作年度报表',
        '/zwgk/wznb/',
        (year) => `平湖市人民政府门户网站工作年度报表（${year}年度）`,
      ),
    ],
    word: '政府信息公开年度报告',
  },
  {
    name: 'trap-4',
    what: '「政府信息公开年报」 leads to a search page, 「年报」 to the list',
    traps: (site) => [
      [
        ['政府信息公开年报（检索）', '/search/?q=nb'],
        {
          serve: ({ path, query }) =>
            path === '/search/'
              ? html(
                  `<html><head><meta charset="${site.look.charset}"><title>检索</title></head><body><form action="/search/"><input name="q" value="${escaped(query.get('q') ?? '')}"></form><p>请输入关键词</p></body></html>`,
                )
              : null,
        },
      ],
    ],
    word: '政府信息公开年报',
  },
  {
    name: 'trap-5',
    what: 'the notice on how to write the reports is called 「2023年政府信息公开年报」',
    traps: (site) => [
      decoy(
        site,
        '政府信息公开年报编制通知',
        '/zwgk/tz/',
        (year) => `关于做好${year}年政府信息公开工作年度报告编制发布工作的通知`,
      ),
    ],
    word: '政府信息公开年报',
  },
  {
    name: 'trap-6',
    what: 'explanations of reports in pictures have a column of their own: 「年报解读」',
    traps: (site) => [
      decoy(
        site,
        '政府信息公开年报解读',
        '/zwgk/nbjd/',
        (year) => `图解：平湖市${year}年政府信息公开工作年度报告`,
      ),
    ],
    word: '政府信息公开年报',
  },
  {
    name: 'trap-7',
    what: 'another city’s column is linked under the same name',
    traps: () => [[['浙江省政府信息公开年报', 'http://www.zj.example/zfxxgk/nb/'], { serve: () => null }]],
    word: '本市政府信息公开年报',
  },
];

export const TRAP_SITES = TRAPS.map(({ name, what, traps, word }) => ({
  name,
  build(site: Homepages): HomeSite {
    const column = reportsOf(site, '/zwgk/zfxxgk/zfxxgknb/', word, [0, 5]);
    const others = traps(site);
    const links: readonly Link[] = [
      ...others.map(([link]) => link),
      ...OTHERS.slice(0, 3),
      [word, column.path],
    ];
    return {
      name,
      what,
      charset: site.look.charset,
      trail: ['/', '/zwgk/', column.path],
      answer: { kind: 'columns', columns: [column.path], reports: column.reports },
      serve: serveAll(
        at('/', () => site.home(`<ul>${site.links([['首页', '/'], ['政务公开', '/zwgk/'], ...MAIN])}</ul>`)),
        at('/zwgk/', () =>
          site.page('政务公开', `<ul>${site.links([...links, ...BESIDE.slice(0, 2)])}</ul>`),
        ),
        ...others.map(([, { serve }]) => serve),
        column.serve,
      ),
    };
  },
}));
