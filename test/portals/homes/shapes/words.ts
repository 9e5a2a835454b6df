/** Sites whose column is reached by words: one, two, three or four steps from the home page. */
import { kindList, reportsOf } from '../list.js';
import { at, type Column, type Homepages, type HomeSite, type Link, serveAll } from '../site.js';

/** What the menus of home pages say, and where that leads. */
export const MAIN: readonly Link[] = [
  ['要闻动态', '/xwzx/'],
  ['政务服务', '/zwfw/'],
  ['互动交流', '/hdjl/'],
  ['走进平湖', '/zjph/'],
  ['专题专栏', '/ztzl/'],
];

/** What stands beside the column on pages of disclosure. */
export const BESIDE: readonly Link[] = [
  ['政府信息公开指南', '/zfxxgk/zn/'],
  ['政府信息公开制度', '/zfxxgk/zd/'],
  ['法定主动公开内容', '/zfxxgk/fdzdgknr/'],
  ['依申请公开', '/zfxxgk/ysqgk/'],
  ['统计年报', '/zwgk/tjxx/tjnb/'],
  ['政府网站工作年度报表', '/zwgk/wzbb/'],
  ['法治政府建设年度报告', '/zwgk/fzzf/'],
];

export const OTHERS: readonly Link[] = [
  ['政策文件', '/zwgk/zcwj/'],
  ['规划计划', '/zwgk/ghjh/'],
  ['财政预决算', '/zwgk/czyjs/'],
  ['人事信息', '/zwgk/rsxx/'],
  ['公告公示', '/zwgk/gsgg/'],
];

interface Way {
  readonly name: string;
  /** The words of each step; the last leads to the column. */
  readonly words: readonly string[];
  readonly ends: string;
}

/** By the kind of list at the end; `list` is one of the site's own. */
const WAYS: readonly Way[] = [
  { name: 'words-1', words: ['政务公开', '政府信息公开', '政府信息公开年报'], ends: 'list' },
  { name: 'words-2', words: ['政务公开', '政府信息公开', '政府信息公开年报'], ends: 'trs-create-page' },
  { name: 'words-3', words: ['信息公开', '政府信息公开年度报告'], ends: 'ucap-page-div' },
  { name: 'words-4', words: ['公开', '政府信息公开平台', '年度报告'], ends: 'list' },
  { name: 'words-5', words: ['政务公开', '政府信息公开目录', '工作年报'], ends: 'lonsun-script' },
  { name: 'words-6', words: ['政府信息公开', '信息公开年报'], ends: 'jpage-post' },
  { name: 'words-7', words: ['政务公开', '政府信息公开专栏', '政府信息公开工作年度报告'], ends: 'boda' },
  { name: 'words-8', words: ['公开', '政府信息公开', '政府信息公开年报'], ends: 'epoint-flat' },
  {
    name: 'words-9',
    words: ['信息公开', '政府信息公开', '政府信息公开制度及年报', '政府信息公开年报'],
    ends: 'list',
  },
  { name: 'words-10', words: ['政务公开', '政府信息公开', '年报'], ends: 'jpaas' },
  { name: 'words-11', words: ['政府信息公开平台', '政府信息公开年度报告'], ends: 'pager-records-said' },
  { name: 'words-12', words: ['信息公开', '信息公开年报'], ends: 'lonsun-server' },
];

const FOLDERS = ['/zwgk/', '/zwgk/zfxxgk/', '/zwgk/zfxxgk/zdynb/'];

/** The pages between the home page and the column, by the words that lead from each to the next. */
export function steps(
  site: Homepages,
  words: readonly string[],
  column: Column,
): { trail: readonly string[]; serve: HomeSite['serve'] } {
  const paths = words.map((_, step) =>
    step === words.length - 1 ? column.path : (FOLDERS[step] ?? `/zwgk/${step}/`),
  );
  const pages = paths.slice(0, -1).map((path, step) => {
    const next: Link = [words[step + 1] ?? '', paths[step + 1] ?? ''];
    const among = step === paths.length - 2 ? BESIDE : OTHERS;
    return at(path, () => site.section(words[step] ?? '', [next], among));
  });
  return { trail: ['/', ...paths], serve: serveAll(...pages, column.serve) };
}

export const WORD_SITES = WAYS.map(({ name, words, ends }) => ({
  name,
  build(site: Homepages): HomeSite {
    const column =
      ends === 'list'
        ? reportsOf(site, '/zwgk/zfxxgk/zfxxgknb/', words.at(-1) ?? '', [0, 6])
        : kindList(site.draw, ends);
    const { trail, serve } = steps(site, words, column);
    const first: Link = [words[0] ?? '', trail[1] ?? ''];
    const menu = (): string => `<ul>${site.links([['首页', '/'], first, ...MAIN])}</ul>`;
    return {
      name,
      what: `${words.join(' → ')}${ends === 'list' ? '' : `, then a list of the kind ${ends}`}`,
      charset: site.look.charset,
      trail,
      answer: { kind: 'columns', columns: [column.path], reports: column.reports },
      serve: serveAll(
        at('/', () => site.home(menu())),
        serve,
      ),
    };
  },
}));
