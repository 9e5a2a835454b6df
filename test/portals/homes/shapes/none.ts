/** Sites for which the right answer is that there is none, and why. */
import { html, status } from '../../site.js';
import { decoyList, reportsOf } from '../list.js';
import { at, type Homepages, type HomeSite, type Link, serveAll } from '../site.js';
import { MAIN, OTHERS } from './words.js';

interface None {
  readonly name: string;
  readonly what: string;
  readonly why: string;
  serve(site: Homepages): HomeSite['serve'];
}

const home = (site: Homepages, ...links: readonly Link[]) =>
  at('/', () => site.home(`<ul>${site.links([['首页', '/'], ...links, ...MAIN])}</ul>`));

const robots = (...paths: readonly string[]) =>
  at('/robots.txt', () => ({
    type: 'text/plain',
    body: `User-agent: *\n${paths.map((path) => `Disallow: ${path}`).join('\n')}\n`,
  }));

/** A site with a column as any other. */
const usual = (site: Homepages) => {
  const column = reportsOf(site, '/zwgk/nb/', '政府信息公开年报', [0, 4]);
  return serveAll(
    home(site, ['政务公开', '/zwgk/']),
    at('/zwgk/', () => site.section('政务公开', [['政府信息公开年报', column.path]], OTHERS)),
    column.serve,
  );
};

/** A column without a report, whose page has the reports of those above. */
function emptyBesideUpper(site: Homepages, addressOf: (at: number) => string): HomeSite['serve'] {
  const { draw } = site;
  const upper = draw.shuffled([
    '国务院办公厅2023年政府信息公开工作年度报告',
    '国务院2022年政府信息公开工作年度报告',
    '浙江省人民政府2023年政府信息公开工作年度报告',
    '省政府办公厅2022年政府信息公开工作年度报告',
    '浙江省2021年政府信息公开工作年度报告',
    '嘉兴市人民政府2023年政府信息公开工作年度报告',
    '2023年嘉兴市政府信息公开年度报告',
  ]);
  const links = upper.map((title, at): Link => [title, addressOf(at)]);
  const heading = draw.pick('上级年报', '国务院及省政府年报', '相关链接');
  const box = `<div class="${draw.pick('box', 'side', 'links')}"><h3>${heading}</h3><ul>${site.links(links)}</ul></div>`;
  const empty = `<div class="list"><ul></ul><p>${draw.pick('暂无相关信息', '暂无数据', '')}</p></div>`;
  return serveAll(
    home(site, ['政务公开', '/zwgk/']),
    at('/zwgk/', () => site.section('政务公开', [['政府信息公开年报', '/zwgk/nb/']], OTHERS)),
    at('/zwgk/nb/', () => site.page('政府信息公开年报', `<h2>政府信息公开年报</h2>${empty}${box}`)),
    ({ path }) => (path.startsWith('/zwgk/nb/sj/') ? site.page('年度报告', '<p>报告</p>') : null),
  );
}

const NONE: readonly None[] = [
  {
    name: 'none-robots-all',
    what: 'robots.txt forbids everything',
    why: 'robots.txt',
    serve: (site) => serveAll(robots('/'), usual(site)),
  },
  {
    name: 'none-robots-column',
    what: 'robots.txt forbids the column',
    why: 'robots.txt',
    serve: (site) => serveAll(robots('/zwgk/nb/'), usual(site)),
  },
  {
    name: 'none-no-column',
    what: 'no page of the site has the column',
    why: 'no link leads to one',
    serve: (site) =>
      serveAll(
        home(site, ['政务公开', '/zwgk/']),
        at('/zwgk/', () => site.section('政务公开', OTHERS, [])),
      ),
  },
  {
    name: 'none-only-traps',
    what: 'annual reports of every kind but the right one',
    why: 'no list of reports on disclosure',
    serve: (site) => {
      const lists = [
        decoyList(site, '/zwgk/tjnb/', '统计年报', (year) => `平湖市${year}年统计年报`),
        decoyList(site, '/zwgk/wznb/', '网站年度报表', (year) => `平湖市政府网站工作年度报表（${year}年度）`),
        decoyList(site, '/zwgk/fzzf/', '年度报告', (year) => `平湖市${year}年法治政府建设年度报告`),
      ];
      const links: Link[] = [
        ['统计年报', '/zwgk/tjnb/'],
        ['网站年度报表', '/zwgk/wznb/'],
        ['年度报告', '/zwgk/fzzf/'],
      ];
      return serveAll(
        home(site, ['政务公开', '/zwgk/']),
        at('/zwgk/', () => site.section('政务公开', links, OTHERS)),
        ...lists.map(({ serve }) => serve),
      );
    },
  },
  {
    name: 'none-empty-column',
    what: 'the column is there, and says that nothing is in it',
    why: 'the column is empty',
    serve: (site) =>
      serveAll(
        home(site, ['政务公开', '/zwgk/']),
        at('/zwgk/', () => site.section('政务公开', [['政府信息公开年报', '/zwgk/nb/']], OTHERS)),
        at('/zwgk/nb/', () => site.page('政府信息公开年报', '<h2>政府信息公开年报</h2><p>暂无相关信息</p>')),
      ),
  },
  {
    name: 'none-upper-level',
    what: 'the column is empty, and a box on its page has the reports of the upper level, on their sites',
    why: 'the column is empty',
    serve: (site) => emptyBesideUpper(site, (at) => `http://www.zj.example/zfxxgk/nb/${at}.html`),
  },
  {
    name: 'none-upper-level-own',
    what: 'the same, the reports copied into the folder of the column',
    why: 'the column is empty',
    serve: (site) => emptyBesideUpper(site, (at) => `/zwgk/nb/sj/${9100 + at}.html`),
  },
  {
    name: 'none-maintenance',
    what: 'every address answers 200 and that the site is being maintained',
    why: 'the site is being maintained',
    serve: () => () =>
      html(
        '<html><head><title>系统维护</title></head><body><h1>网站升级维护中，请稍后访问</h1></body></html>',
      ),
  },
  {
    name: 'none-down',
    what: 'the home page answers 503',
    why: 'the home page can’t be had',
    serve: () => at('/', () => status(503)),
  },
  {
    name: 'none-login',
    what: 'the page of disclosure leads to a login',
    why: 'a login is asked for',
    serve: (site) =>
      serveAll(
        home(site, ['政务公开', '/zwgk/']),
        at('/zwgk/', () => ({ status: 302, headers: { location: '/login/?back=/zwgk/' }, body: '' })),
        at('/login/', () =>
          site.page(
            '用户登录',
            '<form method="post"><input name="user"><input name="password" type="password"><button>登录</button></form>',
          ),
        ),
      ),
  },
  {
    name: 'none-news-only',
    what: 'reports on disclosure are only told of in the news',
    why: 'news are no column',
    serve: (site) =>
      serveAll(
        home(site, ['新闻中心', '/xwzx/']),
        at('/xwzx/', () =>
          site.section(
            '新闻中心',
            [
              ['平湖市2023年政府信息公开工作年度报告新闻发布会举行', '/xwzx/yw/202402/t20240201_7003.html'],
              ['我市部署政府信息公开年报编制工作', '/xwzx/yw/202312/t20231220_7010.html'],
            ],
            [],
          ),
        ),
      ),
  },
  {
    name: 'none-old-notice',
    what: '「年报」 leads to last year’s notice on how to write them',
    why: 'a notice is no column',
    serve: (site) =>
      serveAll(
        home(site, ['政务公开', '/zwgk/']),
        at('/zwgk/', () =>
          site.section('政务公开', [['政府信息公开年报', '/zwgk/tz/202312/t20231215_900.html']], OTHERS),
        ),
        at('/zwgk/tz/202312/t20231215_900.html', () =>
          site.page(
            '通知',
            '<h1>关于做好2023年政府信息公开工作年度报告编制发布工作的通知</h1><p>各镇街道、各部门：请于一月三十一日前完成。</p>',
          ),
        ),
      ),
  },
];

export const NONE_SITES = NONE.map(({ name, what, why, serve }) => ({
  name,
  build: (site: Homepages): HomeSite => ({
    name,
    what,
    charset: site.look.charset,
    trail: ['/'],
    answer: { kind: 'none', why },
    serve: serve(site),
  }),
}));
