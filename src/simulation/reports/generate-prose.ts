/** The prose of a synthetic report: it says that it is synthetic, and states the figures of its tables. */
import type { Random } from './random.js';
import type { SimulatedFigures, SimulatedProse } from './report-data.js';

const MANAGEMENT = [
  '公文起草时即注明公开属性，发布之前经过两级审核。',
  '公开目录按季度核对，失效的内容及时标注。',
  '设立信息台账，登记每条信息的来源、审核人和发布日期。',
];

const PLATFORM = [
  '网站专栏按主题归类，常用文件可以直接下载。',
  '网站、公众号和公开查阅点三处内容定期比对。',
  '专栏增加了检索入口，页面在手机上也能正常阅读。',
];

const PROBLEMS = [
  '解读材料数量偏少，答复文书的格式不够统一。',
  '个别栏目更新较慢，工作人员培训次数偏少。',
  '公开内容不够细，群众反馈的收集渠道较少。',
];

function pick(random: Random, sentences: readonly string[]): string {
  return sentences[random.between(0, sentences.length - 1)] ?? '';
}

/** Paragraphs for the three prose sections; every number in them is taken from `figures`. */
export function generatedProse(
  agency: string,
  year: number,
  figures: SimulatedFigures,
  random: Random,
): SimulatedProse {
  const figure = (indicator: string): number => Number(figures[indicator] ?? 0);
  const suits = figure('disputes.suit_direct.total') + figure('disputes.suit_after_review.total');
  return {
    overview: [
      `本报告为模拟数据，由程序生成，不反映任何单位的真实情况。报告单位为${agency}，统计期为${year}年全年。`,
      '（一）主动公开情况。',
      `${year}年，本单位按照公开目录发布机构职能、文件、预算决算和办事指南等内容（模拟数据）。`,
      '（二）依申请公开情况。',
      `本年新收到政府信息公开申请${figure('requests.new.total')}件，上年结转${figure('requests.carried_in.total')}件，` +
        `办结${figure('requests.handled_total.total')}件，结转下年度继续办理${figure('requests.carried_out.total')}件。` +
        `因政府信息公开引起的行政复议${figure('disputes.review.total')}件，行政诉讼${suits}件。`,
      '（三）政府信息管理情况。',
      pick(random, MANAGEMENT),
      '（四）平台建设情况。',
      pick(random, PLATFORM),
      '（五）监督保障情况。',
      '公开工作列入年度考核，全年组织自查，未发生责任追究情况。',
    ],
    problems: [pick(random, PROBLEMS), `${year + 1}年将针对上述问题逐项改进，年底前完成。`],
    other: [`${year}年度未收取信息处理费。`],
  };
}
