/** Pages of a portal, drawn around what is its own: a list, an article. */
import { type ArticleStyle, renderReportPage } from '../../src/simulation/pages/render.js';
import type { Entry } from './column.js';
import { type Draw, escaped } from './draw.js';

const SITE = '平湖市人民政府门户网站';

export interface PageParts {
  readonly title: string;
  readonly head?: string;
  readonly body: string;
}

/** How all pages of a portal look. */
export class Look {
  readonly #draw: Draw;
  readonly charset: 'utf-8' | 'gbk';
  readonly #wrapper: 'ul' | 'table' | 'div' | 'dl';
  readonly #names: readonly string[];
  readonly #date: (day: string) => string;
  readonly #isDateFirst: boolean;
  readonly #cut: 'never' | 'with title' | 'without title';
  /** Have links a title attribute even where their text is whole? */
  readonly #isTitled: boolean;
  /** What stands around a title within its link. */
  readonly #wrap: (text: string) => string;
  readonly #isPadded: boolean;
  /** Are links written with the site's own host? `HOST` stands for it until a page is sent. */
  readonly isAbsolute: boolean;
  readonly #paste: ArticleStyle;

  constructor(draw: Draw) {
    this.#draw = draw;
    this.charset = draw.chance(0.2) ? 'gbk' : 'utf-8';
    this.#wrapper = draw.pick('ul', 'ul', 'ul', 'table', 'div', 'dl');
    this.#names = draw.shuffled([
      'list',
      'zwgk_list',
      'news-list',
      'xxgk_con',
      'gl-list',
      'default_pgContainer',
      'right_con',
      'lm_con',
    ]);
    this.#date = draw.pick(...DATES);
    this.#isDateFirst = draw.chance(0.3);
    this.#cut = draw.pick('never', 'never', 'with title', 'without title');
    this.#isTitled = draw.chance(0.5);
    this.#wrap = draw.pick(...WRAPS);
    this.#isPadded = draw.chance(0.1);
    this.isAbsolute = draw.chance(0.15);
    this.#paste = {
      container: draw.pick('zoom', 'article-content', 'ivs_content', 'TRS_Editor'),
      paste: 'plain',
    };
  }

  /** A class name of this portal. */
  name(at: number): string {
    return this.#names[at % this.#names.length] ?? 'list';
  }

  /** A title as a list shows it, and the title attribute of its link. */
  titled({ title }: Pick<Entry, 'title'>): { shown: string; attribute: string | null } {
    const isLong = title.length > 22;
    if (this.#cut === 'with title' && isLong) return { shown: `${title.slice(0, 18)}…`, attribute: title };
    if (this.#cut === 'without title' && isLong && title.endsWith('年度报告'))
      return { shown: `${title.slice(0, -1)}...`, attribute: null };
    return { shown: title, attribute: this.#isTitled ? title : null };
  }

  date(day: string): string {
    return this.#date(day);
  }

  /** The link of an entry. */
  link(entry: Entry, href: string): string {
    const { shown, attribute } = this.titled(entry);
    const attributes: [string, string][] = [['href', this.#isPadded ? ` ${href} ` : href]];
    if (attribute !== null) attributes.push(['title', attribute]);
    attributes.push(['target', '_blank']);
    return this.#draw.tag('a', attributes, this.#wrap(escaped(shown)));
  }

  /** The list of entries. */
  list(entries: readonly Entry[], hrefOf: (entry: Entry) => string): string {
    return this.items(entries.map((entry) => [this.link(entry, hrefOf(entry)), entry.day]));
  }

  /** Links with their dates, in this portal's wrapper. */
  items(all: readonly (readonly [link: string, day: string])[]): string {
    const draw = this.#draw;
    const rows = all.map(([link, day]) => {
      const dated = draw.tag(this.#wrapper === 'table' ? 'td' : 'span', [['class', 'date']], this.date(day));
      const named = this.#wrapper === 'table' ? draw.tag('td', [], link) : link;
      const inner = this.#isDateFirst ? `${dated}${named}` : `${named}${dated}`;
      return draw.tag(ROWS[this.#wrapper], [], inner);
    });
    return draw.tag(this.#wrapper, [['class', this.name(0)]], `\n${rows.join('\n')}\n`);
  }

  /** A page between head and foot of the portal. */
  page({ title, head = '', body }: PageParts): string {
    return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="${this.charset}">
<meta name="SiteName" content="${SITE}"><meta name="ColumnName" content="${escaped(title)}">
<title>${escaped(title)}-${SITE}</title>${head}
<link rel="stylesheet" href="/css/style.css"><script src="/js/jquery.min.js"></script></head>
<body><div class="header"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/zwfw/">政务服务</a><a href="/hdjl/">互动交流</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; ${escaped(title)}</div>
<div class="main">${body}</div>
<div class="footer"><p>主办单位：平湖市人民政府办公室 <a href="/wzdt/">网站地图</a> <a href="/lxwm/">联系我们</a></p></div>
<script src="/js/tongji.js"></script></body></html>`;
  }

  /** The page of a list: columns on the left, the list and its pager, another column's box. */
  listPage(list: string, pager: string, head = ''): string {
    const draw = this.#draw;
    const isPagerFirst = draw.chance(0.15);
    const old = draw.chance(0.4)
      ? '<!-- <script>createPageHTML(9, 0, "index", "html");</script> <a href="old_2.html">下一页</a> -->'
      : '';
    const content = isPagerFirst ? `${pager}\n${list}` : `${list}\n${old}${pager}`;
    const box = draw.chance(0.6) ? this.#neighbour() : '';
    const body = `<div class="left"><ul><li><a href="/zfxxgk/zn/">政府信息公开指南</a></li><li><a href="/zfxxgk/zd/">政府信息公开制度</a></li><li><a href="/zfxxgk/fdzdgknr/">法定主动公开内容</a></li></ul></div>
<div class="${this.name(1)}"><h2>政府信息公开年报</h2>\n${content}\n</div>${box}`;
    return this.page({ title: '政府信息公开年报', head, body });
  }

  /** A box of another column, with a report that is no report of this one. */
  #neighbour(): string {
    return `<div class="side-box"><h3>热点信息</h3><ul>
<li><a href="/xwzx/tzgg/202403/t20240301_88001.html">乍浦镇2023年政府信息公开工作年度报告</a></li>
<li><a href="/xwzx/tzgg/202402/t20240212_88002.html">平湖市统计年鉴（2023）发布</a></li>
<li><a href="/ztzl/qynb/202401/t20240122_88003.html">2023年度企业年报公示开始</a></li></ul></div>`;
  }

  /** The page of an entry: a report with its tables, else a few words. */
  article(entry: Entry): string {
    const report = entry.report();
    if (report === null)
      return this.page({
        title: entry.title,
        body: `<h1>${escaped(entry.title)}</h1><div id="zoom"><p>${escaped(entry.title)}，内容从略。</p></div>`,
      });
    const style = {
      siteName: SITE,
      declaredCharset: this.charset,
      today: null,
      navigation: [['首页', '/']] as const,
    };
    return renderReportPage(style, this.#paste, report, {
      columnName: '政府信息公开年报',
      counter: 7,
      related: [],
    });
  }
}

const ROWS = { ul: 'li', table: 'tr', div: 'p', dl: 'dd' } as const;

const WRAPS: readonly [(text: string) => string, ...((text: string) => string)[]] = [
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => `\n        ${text}\n      `,
  (text) => `<span class="tit">${text}</span>`,
  (text) => `<font color="#333333">${text}</font>`,
  (text) => `<i class="dot"></i>&nbsp;${text}`,
  (text) => `<img src="/images/dot.gif" border="0">${text}`,
];

const DATES: readonly [(day: string) => string, ...((day: string) => string)[]] = [
  (day) => day,
  (day) => day,
  (day) => `[${day}]`,
  (day) => day.replaceAll('-', '/'),
  (day) => day.replaceAll('-', '.'),
  (day) => `[${day.slice(5)}]`,
  (day) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
  (day) => `发布日期：${day} 14:35`,
];
