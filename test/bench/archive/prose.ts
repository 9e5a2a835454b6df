/**
 * Prose of many words: sentences put together from lists, so that a full-text search over the archive finds common
 * words, rare ones, and everything between. All of it is the project's own, and says that it is synthetic.
 */
import type { Random } from '../../../src/simulation/reports/random.js';
import type { SimulatedProse, SimulatedReport } from '../../../src/simulation/reports/report-data.js';

const WHO =
  '本机关 办公室 各科室 信息公开专班 政务服务窗口 法制审核员 网站编辑组 下属单位 值班人员 档案室'.split(' ');
const WHEN = '年初 第一季度 上半年 汛期前后 七月 下半年 第四季度 年底前 每月上旬 全年'.split(' ');
const HOW =
  '按照公开目录 对照年度清单 结合群众来电 根据上级通报 通过专题会议 以问题为导向 采用台账管理 委托第三方 借助数据平台 以案例教学的方式'.split(
    ' ',
  );
const DID = '梳理 发布 核对 更新 归档 解读 修订 公示 清理 抽查 汇编 校正'.split(' ');
const WHAT =
  '财政预算决算 义务教育招生 食品安全抽检 城市更新项目 农村饮用水工程 生态环境监测 行政许可事项 公共资源交易 征地补偿安置 社会救助标准 医疗保障目录 养老服务机构 公共文化场馆 安全生产检查 就业创业补贴 防汛抗旱预案 老旧小区改造 乡村振兴资金 政府采购合同 重大决策听证 规范性文件库 权责清单 政策问答 建议提案答复 统计公报 知识产权保护 气象灾害预警 校园周边整治 公交线路调整 垃圾分类试点'.split(
    ' ',
  );
const RESULT =
  '群众查阅更加方便|发布周期明显缩短|差错率逐季下降|回应关切更加及时|内容与实际情况保持一致|留痕管理得到落实|检索入口更加清楚|历史文件补录完毕|咨询量有所减少|部门之间口径统一'.split(
    '|',
  );
const LACK =
  '解读形式比较单一|个别栏目更新不够及时|基层人员业务不够熟练|依申请公开答复的说理不够充分|数据开放的格式不统一|主动公开的范围把握不准|线上线下渠道衔接不畅|目录编制不够细致|保密审查流程偏长|考核结果运用不够'.split(
    '|',
  );
const REMEDY =
  '组织专题培训并以考促学|建立月度通报制度|引入第三方评估|修订公开指南和答复范本|增设图解和短视频|压实科室责任|完善协调会商机制|开放机器可读的数据|把群众评议纳入考核|设立公开查阅点'.split(
    '|',
  );

/** Prose that states the report's figures as `base` does, among 300 to 1500 further characters. */
export function variedProse({ prose: base }: SimulatedReport, random: Random): SimulatedProse {
  const [notice = '', first = '', , second = '', claims = ''] = base.overview;
  return {
    overview: [
      notice,
      first,
      passage(random, 3, 9),
      second,
      claims,
      '（三）政府信息管理情况。',
      passage(random, 2, 6),
      '（四）平台建设情况。',
      passage(random, 1, 5),
      '（五）监督保障情况。',
      passage(random, 1, 4),
    ],
    problems: [
      `存在的主要问题：一是${pick(random, LACK)}；二是${pick(random, LACK)}。`,
      `改进措施：一是${pick(random, REMEDY)}；二是${pick(random, REMEDY)}。${passage(random, 0, 3)}`,
    ],
    other: [...base.other, ...(random.next() < 0.3 ? [passage(random, 1, 2)] : [])],
  };
}

function passage(random: Random, least: number, most: number): string {
  const sentences = Array.from({ length: random.between(least, most) }, () => sentence(random));
  return sentences.join('');
}

function sentence(random: Random): string {
  const objects = `${pick(random, WHAT)}${random.next() < 0.5 ? `、${pick(random, WHAT)}` : ''}`;
  return `${pick(random, WHEN)}，${pick(random, WHO)}${pick(random, HOW)}${pick(random, DID)}${objects}等方面的内容，${pick(random, RESULT)}。`;
}

function pick(random: Random, words: readonly string[]): string {
  return words[random.between(0, words.length - 1)] ?? '';
}
