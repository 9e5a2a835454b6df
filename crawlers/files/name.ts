/** What a file on a report's page is called, and what its name says of it. */
import type { TitleRules } from '../contract.js';

const PREFIX =
  /^[\s【[(（]*(?:相关|有关)?(?:附件(?:材料|文件|下载|列表)?|附(?=\s?[:：]))\s{0,5}[(（]?(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3}(?![〇○零一二三四五六七八九十]))?[)）]?\s{0,5}[】\])）]?\s{0,5}[:：.、．，,【[—–-]*\s*/;
const ACTION =
  '(?:请)?(?:点击|点此|单击)?(?:此处|这里|右键|在线)?(?:下载|查看|浏览|预览|打开|阅读|另存为)(?:附件|文件|文档|全文|原文|原件|详情|次数|量)?|点击(?:此处|这里)|附件下载|download';
const SIZE = String.raw`(?:文件)?(?:大小)?\s{0,3}[:：]?\s{0,3}[\d.,]{1,12}\s{0,3}(?:[KMG]i?B?|B|bytes|字节)`;
const COUNT = String.raw`(?:已)?(?:下载|浏览|点击)(?:次数|量)?\s{0,3}[:：]?\s{0,3}\d{1,9}\s{0,3}次?`;
/** What stands behind a name: its size, how often it was fetched, a button. */
const TRAILING = new RegExp(
  String.raw`[\s,，;；]*(?:[[(（【]\s{0,3}(?:${SIZE}|${COUNT}|${ACTION})\s{0,3}[\])）】]|${COUNT}|\s${SIZE})\s*$`,
  'i',
);
const NOTHING_BUT_ACTION = new RegExp(`^[\\s>》»]*(?:${ACTION})[\\s>》»!！]*$`, 'i');
const LONGEST = 300;

/** A name without 「附件1：」 before and size or button behind it; '' where nothing else is left. */
export function tidyName(text: string): string {
  let name = text
    .slice(0, 2 * LONGEST)
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .trim();
  for (let before = ''; before !== name; ) {
    before = name;
    name = name
      .replace(TRAILING, '')
      .replace(PREFIX, '')
      .replace(/^[】\])）]+\s*/, '')
      .trim();
    if (!name.includes('【')) name = name.replace(/】$/, '');
  }
  return NOTHING_BUT_ACTION.test(name) ? '' : name.slice(0, LONGEST);
}

/**
 * What a name says of a file on a report's page: `report`, `other` where it names another paper, `unknown` where
 * it names something that need not be either, `silent` where it says nothing.
 */
export type NameVerdict = 'report' | 'silent' | 'unknown' | 'other';

/** The statistics that reports up to 2020 carry as a table of their own. */
const ANNEX = /(?:信息公开|政务公开).*(?:统计表|情况表|统计报表|附表)|^附表/;
const OTHER =
  /申请表|申请书|申请流程|指南|目录|流程|清单|公报|年鉴|财政(?![局厅所部]|分局)|预算|决算|通知|通报|公示|公告|方案|解读|图解|一图|问答|要点|计划(?!生育)|制度|办法|规定|条例|细则|批复|答复|章程|名单|意见|函$|模板|手册|使用说明|操作说明|客户端|浏览器|阅读器|插件|安装|控件|软件|二维码|公众号|扫一扫|工作总结|法治政府|绩效|审计(?![局厅署办])|招聘|采购(?!中心)|app(?![a-z])|reader|browser|setup/i;
/** Words that name no paper; what holds no other Chinese is a number, a digest, initials. */
const EMPTY_WORDS =
  /附件|文件|文档|文稿|正文|全文|原文|原件|扫描(?:全能王|件|版)?|盖章(?:版|件)?|红头|正式|定稿|终稿|最终|公开|发布|下载|打印|电子|文字|图片|网页|截图|微信|文本|版本|格式|年度|年报|报告|工作|本级|新建|未命名|未标题|无标题|[附图页第张版稿档件年月日〇零一二三四五六七八九十]/g;

/** Judges a file by its name. */
export function judgeName(name: string, titles: TitleRules): NameVerdict {
  const stem = name.replace(/\.[a-z\d]{1,5}$/i, '').trim();
  if (titles.isReport(stem) || ANNEX.test(stem)) return 'report';
  if (OTHER.test(stem)) return 'other';
  return isSilent(stem) ? 'silent' : 'unknown';
}

function isSilent(stem: string): boolean {
  return !/\p{Script=Han}/u.test(stem.replace(EMPTY_WORDS, ''));
}
