/** The pages of a Hanweb portal around their content: head, navigation, breadcrumbs, footer. */
import { chineseDate, escapeHtml } from './html.js';

/** How a portal's pages are built; the same for all pages of one portal. */
export interface SiteStyle {
  /** The portal's name as the pages print it. */
  readonly siteName: string;
  /** The charset that the meta tag declares. */
  readonly declaredCharset: string;
  /** Today's date for the page head, YYYY-MM-DD, or null for a head without one. */
  readonly today: string | null;
  /** The addresses that the navigation leads to. */
  readonly navigation: readonly (readonly [text: string, href: string])[];
}

/** What stands in the head and the breadcrumbs of one page. */
export interface PageFrame {
  readonly title: string;
  readonly columnName: string;
  /** GB/T meta tags besides SiteName and ColumnName, in order. */
  readonly meta?: readonly (readonly [name: string, content: string])[];
  /** Appended to navigation links, such as `;jsessionid=…`; '' by default. */
  readonly linkSuffix?: string;
}

const WEEKDAYS = '日一二三四五六';

const HEAD_STYLE = `<style type="text/css">
body{margin:0;font:14px/1.75 "Microsoft YaHei",SimSun,sans-serif;color:#333}
.head{background:#0b5aa5;color:#fff;padding:12px 0}.nav a{color:#fff;margin:0 14px}
.w1200{width:1200px;margin:0 auto}.crumbs{font-size:12px;color:#888;padding:8px 0}
.art_title{text-align:center;font-size:24px}.art_info{text-align:center;color:#999;font-size:12px}
.foot{border-top:3px solid #0b5aa5;margin-top:30px;padding:16px;text-align:center;font-size:12px}
</style>`;

/** `今天是：2024年3月5日 星期二` */
function todayLine(today: string): string {
  const weekday = WEEKDAYS[new Date(`${today}T00:00:00Z`).getUTCDay()] ?? '';
  return `<span id="today">今天是：${chineseDate(today)} 星期${weekday}</span>`;
}

/** A whole page: `content` is HTML and goes between the breadcrumbs and the footer. */
export function renderPage(site: SiteStyle, frame: PageFrame, content: string): string {
  const meta = [
    ['SiteName', site.siteName],
    ['ColumnName', frame.columnName],
    ...(frame.meta ?? []),
  ] as const;
  const suffix = frame.linkSuffix ?? '';
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${site.declaredCharset}" />
<meta http-equiv="X-UA-Compatible" content="IE=edge" />
${meta.map(([name, value]) => `<meta name="${name}" content="${escapeHtml(value)}" />`).join('\n')}
<title>${escapeHtml(`${frame.title === '' ? frame.columnName : frame.title} - ${site.siteName}`)}</title>
<script type="text/javascript" src="/script/jquery.min.js"></script>
<script type="text/javascript" src="/script/visit.js"></script>
${HEAD_STYLE}
</head>
<body>
<div class="head"><div class="w1200"><a href="/"><img src="/picture/0/logo.png" alt="${escapeHtml(site.siteName)}" /></a>
${site.today === null ? '' : todayLine(site.today)}<a href="#" onclick="return accessible()">无障碍</a> <a href="#" onclick="return elderly()">长者版</a></div>
<div class="nav w1200">${site.navigation.map(([text, href]) => `<a href="${href}${suffix}">${escapeHtml(text)}</a>`).join('')}</div></div>
<div class="crumbs w1200">当前位置：<a href="/">首页</a> &gt; <a href="/zfxxgk/index.html">政府信息公开</a> &gt; ${escapeHtml(frame.columnName)}</div>
<div class="w1200">
${content}
</div>
<div class="foot w1200"><p>主办单位：${escapeHtml(site.siteName)}（模拟站点）&nbsp;&nbsp;<a href="/">网站地图</a>&nbsp;|&nbsp;<a href="/">联系我们</a></p>
<p>本站点由程序模拟，不是任何政府机关的网站。</p></div>
</body>
</html>
`;
}
