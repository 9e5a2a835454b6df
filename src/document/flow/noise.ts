/**
 * Lines of a page that belong to its frame and not to its content: counters, buttons, the way here and the way
 * on. Only a short line that consists of nothing else is one; a sentence that speaks of such things is content.
 */

const DATE = String.raw`\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2})?\s*[分秒]?)?`;

/** Items that may stand side by side on one line, each with its value. */
const ITEMS: readonly RegExp[] = [
  // 浏览次数：123次 · 阅读量 [45] · 点击数：
  /^(?:本页|本文|本站)?(?:总|累计|文章|页面|信息)?(?:浏览|访问|阅读|点击|查看)(?:次数|人数|数|量|率)?\s*[:：]\s*(?:[[【(（]?\s*[\d,]*\s*[\]】)）]?\s*(?:人次|次|人)?)(?![\d.万亿])/,
  /^(?:浏览|访问|阅读|点击|查看)(?:次数|数|量)\s*(?:[[【(（]\s*[\d,]*\s*[\]】)）]|[\d,]+)?\s*(?:人次|次|人)?(?![\d.万亿])/,
  /^您是(?:本站|本页|本栏目)?的?第\s*[\d,]*\s*位(?:访问者|访客|浏览者|读者)/,
  // 发布日期：2024-01-25 14:35
  new RegExp(
    `^(?:信息|文章)?(?:(?:发布|发稿|发文|更新|公开|生成|成文|录入|编辑)(?:日期|时间)|日期|时间)\\s*[:：]\\s*[[【(（]?\\s*(?:${DATE})?`,
  ),
  new RegExp(`^${DATE}$`),
  // 信息来源：某某局 · 责任编辑：某某
  /^(?:信息|文章|稿件|新闻|内容)?(?:来源|发布机构|发布单位|发布部门|供稿单位|供稿|作者|发布者|发布人|责任编辑|责编|编辑|审核人?|初审|复审|终审|校对|签发)\s*[:：]\s*[^\s:：。；，【[|｜]{0,40}/,
  // 字体：[大 中 小]
  /^(?:选择)?(?:字体|字号|文字)(?:大小|显示)?\s*[:：]?(?:[\s|/【】[\]()（）]*(?:特大|超大|默认|标准|大|中|小|A[+-]?|[+＋－-]))*/,
  /^大\s*[|/\]】]?\s*[[【]?中\s*[|/\]】]?\s*[[【]?小(?![^\s\]】)）])/,
  // buttons
  /^(?:我要)?(?:打印|关闭|收藏)(?:本页|此页|本文|本站|页面|窗口)?/,
  /^(?:加入收藏|设为首页|我要纠错|我要分享|复制链接|返回(?:顶部|上一页|列表|首页)|更多\s*[>＞»》]+)/,
  /^(?:一键)?分享(?:本页|本文)?(?:到|至)?\s*[:：]?(?:[\s、|]*(?:微信好友|微信|朋友圈|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|更多))*/,
  /^扫一扫(?:在手机(?:上)?打开(?:当前页面?|本页)?)?/,
];

/** What takes the rest of its line. */
const LINES: readonly RegExp[] = [
  /^(?:上|下)一(?:篇|条|页)(?:\s*[:：].*)?$/,
  /^今天是\s*[:：]?\s*\d{4}\s*[-/年].*$/,
  /^(?:今日|今天|实时|当前)?天气(?:预报)?\s*[:：].*$/,
  /^[^\s\d]{2,8}\s*(?:今日|今天)?\s*(?:晴|多云|阴|雷?阵雨|[小中大暴]雨|[小中大]雪|雾|霾)[^\d]{0,12}-?\d+\s*(?:℃|°C?|度)?\s*[~～-].*(?:℃|°C?|度).{0,12}$/,
  /^[您你]?的?(?:当前|现在|目前|所在)(?:所在)?的?位置(?:\s*[:：是].*)?$/,
  /^(?:网站|本站)?首页\s*(?:>|＞|»|›|→|\/|\\|-).*$/,
];

const SEPARATORS = /^[\s|｜/·•,，;；、【】[\]()（）<>＜＞《》»:：_=*-]+/;
const LONGEST = 160;
const SENTENCE = /[。！？；]/;

/** Whether a line is wholly made of the page's frame; `text` is folded (`foldLine`). */
export function isNoise(text: string): boolean {
  if (text.length > LONGEST || SENTENCE.test(text)) return false;
  let rest = text.replace(SEPARATORS, '');
  if (rest === '') return false;
  while (rest !== '') {
    if (LINES.some((line) => line.test(rest))) return true;
    const found = firstItem(rest);
    if (found === '') return false;
    rest = rest.slice(found.length).replace(SEPARATORS, '');
  }
  return true;
}

function firstItem(text: string): string {
  for (const item of ITEMS) {
    const found = item.exec(text)?.[0];
    if (found) return found;
  }
  return '';
}
