/** A site as somebody finds it who knows only its home page, and the answer that is right for it. */
import type { Entry } from '../column.js';
import { type Draw, escaped } from '../draw.js';
import { Look } from '../pages.js';
import { type Answer, type Ask, html, type Serve } from '../site.js';

export interface HomeSite {
  readonly name: string;
  /** How its column is reached, in a few words. */
  readonly what: string;
  readonly charset: string;
  /** Addresses from the home page to the right column, each named on the page before; paths. */
  readonly trail: readonly string[];
  readonly answer: RightAnswer;
  readonly serve: Serve;
}

type RightAnswer =
  /** The portal whose lists are these columns has exactly these reports. */
  | { readonly kind: 'columns'; readonly columns: readonly string[]; readonly reports: readonly string[] }
  /** There is none to be had. */
  | { readonly kind: 'none'; readonly why: string };

/** Part of a site: what it answers at its own addresses, null elsewhere. */
export interface Part {
  readonly serve: Serve;
}

/** A list at the end of a trail. */
export interface Column extends Part {
  /** Where a visitor is led. */
  readonly path: string;
  readonly reports: readonly string[];
}

export type Link = readonly [text: string, href: string];

/** The pages of one site, and how they look. */
export class Homepages {
  readonly draw: Draw;
  readonly look: Look;

  constructor(draw: Draw) {
    this.draw = draw;
    this.look = new Look(draw);
  }

  /** Links as this site writes them. */
  links(all: readonly Link[]): string {
    return all
      .map(([text, href]) => `<li>${this.draw.tag('a', [['href', href]], escaped(text))}</li>`)
      .join('\n');
  }

  /** A page of a site that has nothing but what is given: no menu of the portals of lists. */
  page(title: string, body: string, head = ''): Answer {
    return html(`<!DOCTYPE html>
<html><head><meta charset="${this.look.charset}"><meta name="SiteName" content="平湖市人民政府"><title>${escaped(title)}</title>${head}
<link rel="stylesheet" href="/css/base.css"></head>
<body>${body}<div class="foot">平湖市人民政府办公室主办 <a href="/about/wzsm/">网站声明</a></div></body></html>`);
  }

  /** The home page, with its menu and the noise of every day. */
  home(menu: string, more = ''): Answer {
    return this.page(
      '平湖市人民政府门户网站',
      `${HEAD}<div class="nav">${menu}</div>${more}${news(this.draw)}${FRIENDS}`,
    );
  }

  /** A page below the home page: its own links among those of its neighbours. */
  section(title: string, links: readonly Link[], among: readonly Link[]): Answer {
    const all = this.draw.shuffled([...links, ...among]);
    return this.page(
      title,
      `${HEAD}<div class="crumb"><a href="/">首页</a> &gt; ${escaped(title)}</div><ul class="menu">${this.links(all)}</ul>`,
    );
  }
}

const HEAD =
  '<div class="top"><a href="/login/">登录</a> <a href="/search/?q=">站内搜索</a> <a href="/en/">English</a></div>';

/** Links to other cities' sites: none of ours. */
const FRIENDS = `<div class="friends"><h4>友情链接</h4><a href="http://www.jiaxing.example/">嘉兴市人民政府</a>
<a href="http://www.haining.example/zfxxgk/zfxxgknb/">海宁市政府信息公开年报</a></div>`;

/** News, among them what only sounds like the column. */
function news(draw: Draw): string {
  const all: Link[] = [
    ['我市召开全市经济工作会议', '/xwzx/yw/202403/t20240305_7001.html'],
    ['一季度主要经济指标发布', '/xwzx/yw/202404/t20240418_7002.html'],
    ['平湖市2023年政府信息公开工作年度报告新闻发布会举行', '/xwzx/yw/202402/t20240201_7003.html'],
    ['关于做好2022年政府信息公开工作年度报告编制发布工作的通知', '/xwzx/tzgg/202212/t20221215_7004.html'],
    ['2023年度企业年报公示提醒', '/xwzx/tzgg/202401/t20240109_7005.html'],
  ];
  const items = draw
    .shuffled(all)
    .map(([text, href]) => `<li><a href="${href}">${text}</a><span>03-05</span></li>`);
  return `<div class="news"><h3>要闻动态</h3><ul>${items.join('\n')}</ul></div>`;
}

/** The first part that has an answer gives it. */
export function serveAll(...parts: readonly Serve[]): Serve {
  return (ask: Ask) => {
    for (const serve of parts) {
      const answer = serve(ask);
      if (answer !== null) return answer;
    }
    return null;
  };
}

/** One answer at one path. */
export function at(path: string, answer: () => Answer): Serve {
  return (ask) => (ask.path === path || ask.path === `${path}index.html` ? answer() : null);
}

/** What the articles of all sites have in common that lists name but nobody needs to read. */
export function articlesOf(look: Look, entries: readonly Entry[], pathOf: (entry: Entry) => string): Serve {
  const known = new Map(entries.map((entry) => [pathOf(entry), entry]));
  return ({ path }) => {
    const entry = known.get(path);
    return entry === undefined ? null : html(look.article(entry));
  };
}
