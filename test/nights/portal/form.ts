/**
 * The statutory form as a small portal prints it, written from the notices 国办公开办函〔2019〕60号 and 〔2021〕30号 for
 * these tests alone: it shares no code with what reads it, nor with the simulated portals.
 */

export type Edition = '2019' | '2021';

/** Figures by indicator; a count that is not given is 0. */
export type Figures = Readonly<Record<string, number>>;

/** A printed cell, at its origin in the grid. */
export interface Cell {
  readonly text: string;
  readonly rows: number;
  readonly columns: number;
}
export type Table = readonly (readonly Cell[])[];

const APPLICANTS = [
  'natural_person',
  'business',
  'research',
  'nonprofit',
  'legal_service',
  'other_org',
  'total',
];
const ORGANISATIONS = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];
const OUTCOMES = ['upheld', 'corrected', 'other', 'pending', 'total'];
const OUTCOME_LABELS = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];

type Group = readonly [label: string, rows: readonly (readonly [id: string, label: string])[]];

const REFUSED: Group = [
  '（三）不予公开',
  [
    ['refused.state_secret', '1.属于国家秘密'],
    ['refused.forbidden_by_law', '2.其他法律行政法规禁止公开'],
    ['refused.safety_stability', '3.危及“三安全一稳定”'],
    ['refused.third_party', '4.保护第三方合法权益'],
    ['refused.internal_affairs', '5.属于三类内部事务信息'],
    ['refused.process_info', '6.属于四类过程性信息'],
    ['refused.enforcement_file', '7.属于行政执法案卷'],
    ['refused.admin_query', '8.属于行政查询事项'],
  ],
];
const UNAVAILABLE: Group = [
  '（四）无法提供',
  [
    ['unavailable.not_held', '1.本机关不掌握相关政府信息'],
    ['unavailable.needs_creation', '2.没有现成信息需要另行制作'],
    ['unavailable.still_unclear', '3.补正后申请内容仍不明确'],
  ],
];
const REJECTED: Group = [
  '（五）不予处理',
  [
    ['rejected.petition', '1.信访举报投诉类申请'],
    ['rejected.repeated', '2.重复申请'],
    ['rejected.publication', '3.要求提供公开出版物'],
    ['rejected.mass_repeated', '4.无正当理由大量反复申请'],
    ['rejected.reconfirmation', '5.要求行政机关确认或重新出具已获取信息'],
  ],
];
const OTHER: Group = [
  '（六）其他处理',
  [
    ['other.not_corrected', '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
    ['other.fee_unpaid', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
    ['other.other', '3.其他'],
  ],
];

const cell = (text: string, columns = 1, rows = 1): Cell => ({ text, rows, columns });

/** The three tables of the form, filled in. */
export function formTables(edition: Edition, figures: Figures): readonly [Table, Table, Table] {
  const of = (indicator: string): Cell => cell(String(figures[indicator] ?? 0));
  const proactive = edition === '2021' ? proactive2021(of) : proactive2019(of);
  return [proactive, requestsTable(edition, of), disputesTable(of)];
}

type FigureCell = (indicator: string) => Cell;

function proactive2021(of: FigureCell): Table {
  const wide = (indicator: string): Cell => ({ ...of(indicator), columns: 3 });
  return [
    [cell('第二十条第（一）项', 4)],
    ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'].map((label) => cell(label)),
    ...[
      ['规章', 'rules'],
      ['行政规范性文件', 'normative'],
    ].map(([label = '', id]) => [
      cell(label),
      ...['issued', 'repealed', 'in_force'].map((column) => of(`proactive.${id}.${column}`)),
    ]),
    [cell('第二十条第（五）项', 4)],
    [cell('信息内容'), cell('本年处理决定数量', 3)],
    [cell('行政许可'), wide('proactive.licensing.decisions')],
    [cell('第二十条第（六）项', 4)],
    [cell('信息内容'), cell('本年处理决定数量', 3)],
    [cell('行政处罚'), wide('proactive.penalty.decisions')],
    [cell('行政强制'), wide('proactive.coercion.decisions')],
    [cell('第二十条第（八）项', 4)],
    [cell('信息内容'), cell('本年收费金额（单位：万元）', 3)],
    [cell('行政事业性收费'), wide('proactive.fees.amount')],
  ];
}

function proactive2019(of: FigureCell): Table {
  const items = (label: string, id: string): Cell[] => [
    cell(label),
    ...['items_previous', 'items_change', 'decisions'].map((column) => of(`proactive.${id}.${column}`)),
  ];
  const heading = ['信息内容', '上一年项目数量', '本年增/减', '处理决定数量'].map((label) => cell(label));
  return [
    [cell('第二十条第（一）项', 4)],
    ['信息内容', '本年新制作数量', '本年新公开数量', '对外公开总数量'].map((label) => cell(label)),
    ...[
      ['规章', 'rules'],
      ['规范性文件', 'normative'],
    ].map(([label = '', id]) => [
      cell(label),
      ...['made', 'published', 'published_total'].map((column) => of(`proactive.${id}.${column}`)),
    ]),
    [cell('第二十条第（五）项', 4)],
    heading,
    items('行政许可', 'licensing'),
    items('其他对外管理服务事项', 'other_services'),
    [cell('第二十条第（六）项', 4)],
    heading,
    items('行政处罚', 'penalty'),
    items('行政强制', 'coercion'),
    [cell('第二十条第（八）项', 4)],
    [cell('信息内容'), cell('上一年项目数量'), cell('本年增/减', 2)],
    [
      cell('行政事业性收费'),
      of('proactive.fees.items_previous'),
      { ...of('proactive.fees.items_change'), columns: 2 },
    ],
    [cell('第二十条第（九）项', 4)],
    [cell('信息内容'), cell('采购项目数量'), cell('采购总金额', 2)],
    [
      cell('政府集中采购'),
      of('proactive.procurement.projects'),
      { ...of('proactive.procurement.amount'), columns: 2 },
    ],
  ];
}

function requestsTable(edition: Edition, of: FigureCell): Table {
  const figures = (row: string): Cell[] => APPLICANTS.map((applicant) => of(`requests.${row}.${applicant}`));
  const grouped = ([label, rows]: Group): Cell[][] =>
    rows.map(([id, name], index) => [
      ...(index === 0 ? [cell(label, 1, rows.length)] : []),
      cell(name),
      ...figures(id),
    ]);
  const results: Cell[][] = [
    [cell('（一）予以公开', 2), ...figures('granted')],
    [cell('（二）部分公开（区分处理的，只计这一情形，不计其他情形）', 2), ...figures('partial')],
    ...grouped(REFUSED),
    ...grouped(UNAVAILABLE),
    ...grouped(REJECTED),
    ...(edition === '2021' ? grouped(OTHER) : [[cell('（六）其他处理', 2), ...figures('other.total')]]),
    [cell('（七）总计', 2), ...figures('handled_total')],
  ];
  const [first = [], ...others] = results;
  return [
    [
      cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3),
      cell('申请人情况', 7),
    ],
    [cell('自然人', 1, 2), cell('法人或其他组织', 5), cell('总计', 1, 2)],
    ORGANISATIONS.map((label) => cell(label)),
    [cell('一、本年新收政府信息公开申请数量', 3), ...figures('new')],
    [cell('二、上年结转政府信息公开申请数量', 3), ...figures('carried_in')],
    [cell('三、本年度办理结果', 1, results.length), ...first],
    ...others,
    [cell('四、结转下年度继续办理', 3), ...figures('carried_out')],
  ];
}

function disputesTable(of: FigureCell): Table {
  return [
    [cell('行政复议', 5), cell('行政诉讼', 10)],
    [...OUTCOME_LABELS.map((label) => cell(label, 1, 2)), cell('未经复议直接起诉', 5), cell('复议后起诉', 5)],
    [...OUTCOME_LABELS, ...OUTCOME_LABELS].map((label) => cell(label)),
    ['review', 'suit_direct', 'suit_after_review'].flatMap((kind) =>
      OUTCOMES.map((outcome) => of(`disputes.${kind}.${outcome}`)),
    ),
  ];
}
