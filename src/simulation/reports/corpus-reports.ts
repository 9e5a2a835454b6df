/**
 * Five reports whose figures are real: those of published reports of 2019 and 2023. Titles follow the offices'
 * habits; the prose is the project's own and states the same figures as the tables, except where the published
 * report contradicts itself: there the contradiction is kept. Agency codes are invented.
 */
import {
  type CellValue,
  completeFigures,
  type SimulatedFigures,
  type SimulatedReport,
} from './report-data.js';

/** One figure in the column of an applicant and the same in the total. */
function applicant(column: string, rows: Readonly<Record<string, number>>): SimulatedFigures {
  return Object.fromEntries(
    Object.entries(rows).flatMap(([row, value]) => [
      [`requests.${row}.${column}`, value],
      [`requests.${row}.total`, value],
    ]),
  );
}

/** The office left most cells of tables 3 and 4 of 2019 blank; blank is not zero. */
function blankUnlessStated(indicator: string): CellValue {
  if (indicator.startsWith('disputes.')) return indicator.endsWith('.total') ? 0 : null;
  return indicator.startsWith('requests.') ? null : 0;
}

/** 平湖市政务服务和数据资源管理办公室 2023: one request, granted. */
export const PINGHU_DATA_OFFICE_2023: SimulatedReport = {
  agency: '平湖市政务服务和数据资源管理办公室',
  aliases: ['平湖市政务数据办'],
  agencyCode: '900100201',
  year: 2023,
  kind: 'own',
  edition: '2021',
  title: '平湖市政务服务和数据资源管理办公室2023年度政府信息公开工作年度报告',
  published: '2024-01-25',
  figures: completeFigures('2021', applicant('natural_person', { new: 1, granted: 1, handled_total: 1 })),
  prose: {
    overview: [
      '（一）主动公开情况。',
      '2023年，本办围绕办事指南、数据目录和服务评价三类内容开展公开，网站栏目每周核对一次，过时内容当周更换。',
      '（二）依申请公开情况。',
      '本年新收到政府信息公开申请1件，经审查予以公开1件，当年办结，没有结转到下一年度的申请。',
      '（三）政府信息管理情况。',
      '信息在发布之前先由经办科室填写公开属性，再经保密审查，最后由办领导签发，每一步都留有记录。',
      '（四）平台建设情况。',
      '门户网站是第一公开平台，微信公众号同步转发，图解和短视频用来说明较长的文件。',
      '（五）监督保障情况。',
      '年初确定工作清单，年中自查一次，年底对照清单逐项销号，并组织新进人员参加业务学习。',
    ],
    problems: [
      '（一）存在的主要问题。',
      '一是部分科室报送信息不够主动，二是图解类内容所占的比例仍然不高。',
      '（二）改进措施。',
      '下一年度将把报送情况列入科室月度通报，并为常用办事事项逐一配上图解。',
    ],
    other: ['2023年度没有发出收费通知，未收取信息处理费。'],
  },
  counter: 126,
};

/** 临平 2023: three requests in the table, two in the prose; one total cell is empty. */
export const LINPING_APPROVAL_OFFICE_2023: SimulatedReport = {
  agency: '杭州市临平区行政审批服务管理办公室',
  aliases: ['临平区行政审批服务管理办公室'],
  agencyCode: '330113SIM0007',
  year: 2023,
  kind: 'own',
  edition: '2021',
  title: '杭州市临平区行政审批服务管理办公室2023年度政府信息公开工作报告',
  published: '2024-01-29',
  figures: completeFigures('2021', {
    ...applicant('business', { new: 3, 'unavailable.not_held': 3, handled_total: 3 }),
    'requests.unavailable.not_held.total': null,
  }),
  prose: {
    overview: [
      '（一）主动公开',
      '全年在网站和公众号发布的内容以办事流程、窗口安排和采购公告为主，预算决算按规定时间公开。',
      '（二）依申请公开',
      '本年新收到政府信息公开申请3件，已处理完成2件，另有1件由申请人自行撤回。',
      '（三）政府信息管理',
      '栏目设有固定的维护人，每月清理一次空白栏目和失效链接，发布内容实行三级审核。',
      '（四）政府信息公开平台建设',
      '网站、公众号和大厅查询机三处内容保持一致，群众可以就近查到所需信息。',
      '（五）监督保障',
      '公开工作纳入年度考核，全年没有发生需要追究责任的情形。',
    ],
    problems: [
      '目前公开的内容还不够细，更新有时不够快。下一步将细化公开目录，缩短审核时间，并增加窗口人员的培训次数。',
    ],
    other: ['本年度没有收取信息处理费，也没有其他需要报告的事项。'],
  },
  counter: 88,
};

/** 漯河示范区 2023: one review in the prose, none in the table. */
const LUOHE_DEMONSTRATION_ZONE_2023: SimulatedReport = {
  agency: '漯河市城乡一体化示范区党政综合办公室',
  aliases: ['示范区党政办', '示范区党政综合办公室'],
  agencyCode: '001011000900003',
  year: 2023,
  kind: 'own',
  edition: '2021',
  title: '示范区党政办2023年政府信息公开工作年度报告',
  published: '2024-01-18',
  figures: completeFigures('2021', applicant('natural_person', { new: 2, granted: 2, handled_total: 2 })),
  prose: {
    overview: [
      '（一）主动公开情况',
      '漯河市城乡一体化示范区党政综合办公室2023年没有制发规范性文件，公开内容以会议、通知和人事信息为主。',
      '（二）依申请公开情况',
      '本年新收到政府信息公开申请2件，全部按期作出答复。由此引起行政复议1件，行政诉讼0件。',
      '（三）政府信息管理情况',
      '按照谁起草、谁提出公开意见的做法，把公开审查放在公文办理流程之中。',
      '（四）政府信息公开平台建设情况',
      '门户网站改进了检索功能，政务新媒体账号统一登记、统一管理。',
      '（五）监督保障情况',
      '每季度抽查一次，抽查结果向各部门通报，问题限期整改。',
    ],
    problems: ['解读材料的形式较为单一，工作人员更替较快。2024年将补充解读形式，并编写一份上岗手册。'],
    other: ['本年度收取信息处理费0元，没有其他需要说明的情况。'],
  },
  counter: 41,
};

/** 平湖市人民政府办公室 2019: the form of 2019, blank cells where nothing happened. */
export const PINGHU_GOVERNMENT_OFFICE_2019: SimulatedReport = {
  agency: '平湖市人民政府办公室',
  aliases: ['平湖市政府办', '平湖市府办'],
  agencyCode: '330482SIM00001',
  year: 2019,
  kind: 'own',
  edition: '2019',
  title: '平湖市人民政府办公室2019年度政府信息公开工作年度报告',
  published: '2020-01-20',
  figures: completeFigures(
    '2019',
    {
      'proactive.normative.made': 35,
      'proactive.normative.published': 35,
      'proactive.normative.published_total': 196,
      ...applicant('natural_person', { new: 18, granted: 12, handled_total: 16, carried_out: 2 }),
      ...applicant('business', { new: 6, 'unavailable.not_held': 6, handled_total: 6 }),
      ...applicant('natural_person', { 'unavailable.not_held': 2, 'other.total': 2 }),
      'requests.new.total': 24,
      'requests.unavailable.not_held.total': 8,
      'requests.handled_total.total': 22,
    },
    blankUnlessStated,
  ),
  prose: {
    overview: [
      '（一）主动公开情况。',
      '2019年，本办以规范性文件和政策解读为重点开展公开，文件与解读同步发布。',
      '（二）依申请公开情况。',
      '本年新收到政府信息公开申请24件，其中予以公开12件，无法提供8件，其他处理2件，结转下年度继续办理2件。因政府信息公开引起的行政复议0件，行政诉讼0件。',
      '（三）政府信息管理情况。',
      '机构改革之后，机构职责、领导信息和公开指南全部重新核对，旧的页面同时下线。',
      '（四）平台建设情况。',
      '门户网站新开社会评议栏目，收集群众对公开工作的意见。',
      '（五）监督保障情况。',
      '全年举办业务培训，对各部门和镇街道的公开工作进行评分，结果计入年度考核。',
    ],
    problems: ['公开的深度还不够，答复文书的质量有高有低。2020年将统一文书样式，并建立疑难申请的会商办法。'],
    other: ['无'],
  },
  counter: 903,
};

/** 平湖市科学技术局 2023: no requests, six normative documents in force. */
export const PINGHU_SCIENCE_BUREAU_2023: SimulatedReport = {
  agency: '平湖市科学技术局',
  aliases: ['平湖市科技局'],
  agencyCode: '900100417',
  year: 2023,
  kind: 'own',
  edition: '2021',
  title: '平湖市科学技术局2023年度政府信息公开工作年度报告',
  published: '2024-01-16',
  figures: completeFigures('2021', {
    'proactive.normative.issued': 1,
    'proactive.normative.repealed': 1,
    'proactive.normative.in_force': 6,
  }),
  prose: {
    overview: [
      '（一）主动公开情况。',
      '2023年，本局公开的重点是科技项目申报、经费安排和奖励名单，申报通知均附有填报说明。',
      '（二）依申请公开情况。',
      '本年新收到政府信息公开申请0件，上年结转0件。',
      '（三）政府信息管理情况。',
      '公开目录每半年修订一次，涉及企业技术秘密的内容在发布之前作隐去处理。',
      '（四）平台建设情况。',
      '网站专栏与公众号内容互相链接，项目公示期满后保留查询入口。',
      '（五）监督保障情况。',
      '由一名副局长分管，指定两名联络员轮流值守，年内修订了公开指南。',
    ],
    problems: [
      '（一）存在的主要问题。',
      '一是解读材料偏少，二是对申报者常问的问题归纳不够。',
      '（二）改进措施。',
      '2024年将为每份申报通知配套问答，并按季度整理常见问题。',
    ],
    other: ['2023年度未收取信息处理费。'],
  },
  counter: 57,
};

/** All five, in the order of the corpus. */
export const CORPUS_REPORTS: readonly SimulatedReport[] = [
  PINGHU_DATA_OFFICE_2023,
  LINPING_APPROVAL_OFFICE_2023,
  LUOHE_DEMONSTRATION_ZONE_2023,
  PINGHU_GOVERNMENT_OFFICE_2019,
  PINGHU_SCIENCE_BUREAU_2023,
];

/** Those of 平湖市: the real part of the simulated Pinghu portal. */
export const PINGHU_REPORTS: readonly SimulatedReport[] = CORPUS_REPORTS.filter((report) =>
  report.agency.startsWith('平湖市'),
);
