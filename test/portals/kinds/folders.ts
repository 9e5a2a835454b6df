/** Articles that are folders: `<id>/index.html`, `<id>/index.shtml`; easysite among them. */
import type { Entry } from '../column.js';
import type { Draw } from '../draw.js';
import { type Kind, numbered, OF_PAGES, openPages } from '../kind.js';

function nextLink(draw: Draw, number: number, count: number, hrefOf: (page: number) => string): string {
  const link = (page: number, text: string): string => draw.tag('a', [['href', hrefOf(page)]], text);
  const before = number > 1 ? `${link(1, '首页')} ${link(number - 1, '上一页')}` : '首页 上一页';
  const after = number < count ? `${link(number + 1, '下一页')} ${link(count, '尾页')}` : '下一页 尾页';
  return `<div class="page">${before} <span class="current">${number}</span> ${after} 共${count}页</div>`;
}

const FOLDER = '/hbgyhxxht/zfxxgk/fdzdgknr/zfxxgknb/';

function folderKind(id: string, ext: string, places: string): Kind {
  return {
    id,
    group: 'articles in folders',
    shows: `\`ul.xxgkList\`, articles \`<id>/index.${ext}\`, pages \`index_2.${ext}\``,
    places,
    ...(ext === 'html' ? { hasArticles: true } : {}),
    cuts: OF_PAGES,
    open(draw, size) {
      const first = Number(draw.digits(6));
      const article = (entry: Entry): string => `${FOLDER}${first + entry.place}/index.${ext}`;
      const isRelative = draw.chance(0.5);
      const pattern = new RegExp(`^${FOLDER}index_(\\d+)\\.${ext}$`);
      const href = (entry: Entry): string =>
        isRelative ? `./${first + entry.place}/index.${ext}` : article(entry);
      return openPages(draw, size, {
        column: `${FOLDER}index.${ext}`,
        pageOf: ({ path }) =>
          path === FOLDER || path === `${FOLDER}index.${ext}` ? 1 : numbered(path, pattern),
        article,
        list: (entries, _, look) =>
          `<ul class="xxgkList">${entries
            .map((entry) => `<li>${look.link(entry, href(entry))}<span>${look.date(entry.day)}</span></li>`)
            .join('\n')}</ul>`,
        pager: (number, { count }) =>
          nextLink(draw, number, count, (page) => (page === 1 ? `index.${ext}` : `index_${page}.${ext}`)),
      });
    },
  };
}

export const FOLDER_KINDS: readonly Kind[] = [
  folderKind('folder-articles-html', 'html', '河北工信厅, 辽宁'),
  folderKind('folder-articles-shtml', 'shtml', '辽宁'),
  {
    id: 'easysite',
    group: 'articles in folders',
    shows:
      'easysite: articles `<id>/index.html`, the address of the next page in `tagname` of a link with onclick',
    places: '人民银行, 海关',
    cuts: OF_PAGES,
    open(draw, size) {
      const folder = '/customs/302249/zfxxgk/2480148/';
      const first = Number(draw.digits(7));
      const article = (entry: Entry): string => `${folder}${first + entry.place}/index.html`;
      const hrefOf = (page: number): string =>
        page === 1 ? `${folder}index.html` : `${folder}index${page}.html`;
      return openPages(draw, size, {
        column: `${folder}index.html`,
        pageOf: ({ path }) =>
          path === folder || path === `${folder}index.html`
            ? 1
            : numbered(path, /\/2480148\/index(\d+)\.html$/),
        article,
        pager(number, { count, entries }) {
          const to = (page: number, text: string): string =>
            page < 1 || page > count
              ? `<a class="pagingNormal" disabled="true">${text}</a>`
              : `<a class="pagingNormal" tagname="${hrefOf(page)}" href="javascript:void(0)" onclick="queryArticleByCondition(this,'${hrefOf(page)}')">${text}</a>`;
          return `<div class="easysite-pager">${to(number > 1 ? 1 : 0, '首页')}${to(number - 1, '上一页')}${to(number + 1, '下一页')}${to(count, '尾页')}
<span>共${entries.length}条</span><input type="hidden" id="article_paging_list_hidden" moduleid="${first}" totalpage="${count}"></div>`;
        },
      });
    },
  },
];
