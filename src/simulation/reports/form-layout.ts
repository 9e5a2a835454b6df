/**
 * The statutory form as offices fill it in: which cell stands where, for both editions.
 *
 * Stated here on its own, from the notices 国办公开办函〔2019〕60号 and 〔2021〕30号, and on purpose not taken
 * from config/editions: what the simulation prints must not share a mistake with what the product reads.
 */

/** The edition of the form that a report uses. */
export type FormEdition = '2019' | '2021';

/** A printed cell: a label, or the slot of one indicator. `\n` in a label is a line break. */
export type LayoutCell =
  | { readonly label: string; readonly rowSpan: number; readonly columnSpan: number }
  | { readonly indicator: string; readonly columnSpan: number };

/** A table of the form. Cells are listed at their origin, as in HTML; `columns` is the width of the grid. */
export interface LayoutTable {
  readonly id: 'proactive' | 'requests' | 'disputes';
  readonly columns: number;
  /** How many of the first rows are headings. */
  readonly headingRows: number;
  readonly rows: readonly (readonly LayoutCell[])[];
}

/** The columns of table 3, in order. */
export const APPLICANTS = [
  'natural_person',
  'business',
  'research',
  'nonprofit',
  'legal_service',
  'other_org',
] as const;

/** The row groups of table 3 between `carried_in` and `handled_total`; a group without a label is one row. */
interface ResultGroup {
  readonly label: string;
  readonly rows: readonly (readonly [id: string, label: string])[];
}

const RESULTS_BEFORE_OTHER: readonly ResultGroup[] = [
  { label: '（一）予以公开', rows: [['granted', '']] },
  { label: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', rows: [['partial', '']] },
  {
    label: '（三）不予公开',
    rows: [
      ['refused.state_secret', '1.属于国家秘密'],
      ['refused.forbidden_by_law', '2.其他法律行政法规禁止公开'],
      ['refused.safety_stability', '3.危及“三安全一稳定”'],
      ['refused.third_party', '4.保护第三方合法权益'],
      ['refused.internal_affairs', '5.属于三类内部事务信息'],
      ['refused.process_info', '6.属于四类过程性信息'],
      ['refused.enforcement_file', '7.属于行政执法案卷'],
      ['refused.admin_query', '8.属于行政查询事项'],
    ],
  },
  {
    label: '（四）无法提供',
    rows: [
      ['unavailable.not_held', '1.本机关不掌握相关政府信息'],
      ['unavailable.needs_creation', '2.没有现成信息需要另行制作'],
      ['unavailable.still_unclear', '3.补正后申请内容仍不明确'],
    ],
  },
  {
    label: '（五）不予处理',
    rows: [
      ['rejected.petition', '1.信访举报投诉类申请'],
      ['rejected.repeated', '2.重复申请'],
      ['rejected.publication', '3.要求提供公开出版物'],
      ['rejected.mass_repeated', '4.无正当理由大量反复申请'],
      ['rejected.reconfirmation', '5.要求行政机关确认或重新出具已获取信息'],
    ],
  },
];

const OTHER_RESULTS: Readonly<Record<FormEdition, ResultGroup>> = {
  '2019': { label: '（六）其他处理', rows: [['other.total', '']] },
  '2021': {
    label: '（六）其他处理',
    rows: [
      ['other.not_corrected', '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
      ['other.fee_unpaid', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
      ['other.other', '3.其他'],
    ],
  },
};

const DISPUTE_OUTCOMES = ['upheld', 'corrected', 'other', 'pending', 'total'] as const;
const DISPUTE_KINDS = ['review', 'suit_direct', 'suit_after_review'] as const;
const DISPUTE_LABELS = ['结果\n维持', '结果\n纠正', '其他\n结果', '尚未\n审结', '总计'];

function label(text: string, span: { rows?: number; columns?: number } = {}): LayoutCell {
  return { label: text, rowSpan: span.rows ?? 1, columnSpan: span.columns ?? 1 };
}

function slot(indicator: string, columnSpan = 1): LayoutCell {
  return { indicator, columnSpan };
}

function resultGroups(edition: FormEdition): readonly ResultGroup[] {
  return [...RESULTS_BEFORE_OTHER, OTHER_RESULTS[edition]];
}

/** The rows of table 3 that add up to `handled_total`, without the prefix `requests.`. */
export function resultRows(edition: FormEdition): readonly string[] {
  return resultGroups(edition).flatMap((group) => group.rows.map(([id]) => id));
}

function applicantSlots(row: string): LayoutCell[] {
  return [...APPLICANTS, 'total'].map((applicant) => slot(`requests.${row}.${applicant}`));
}

function proactive2021(): LayoutTable {
  const one = (id: string, text: string): LayoutCell[] => [label(text), slot(`proactive.${id}`, 3)];
  const article = (number: string): LayoutCell[] => [label(`第二十条第（${number}）项`, { columns: 4 })];
  const heading = (text: string): LayoutCell[] => [label('信息内容'), label(text, { columns: 3 })];
  const documents = (id: string, text: string): LayoutCell[] => [
    label(text),
    ...['issued', 'repealed', 'in_force'].map((column) => slot(`proactive.${id}.${column}`)),
  ];
  return {
    id: 'proactive',
    columns: 4,
    headingRows: 2,
    rows: [
      article('一'),
      [label('信息内容'), label('本年制发件数'), label('本年废止件数'), label('现行有效件数')],
      documents('rules', '规章'),
      documents('normative', '行政规范性文件'),
      article('五'),
      heading('本年处理决定数量'),
      one('licensing.decisions', '行政许可'),
      article('六'),
      heading('本年处理决定数量'),
      one('penalty.decisions', '行政处罚'),
      one('coercion.decisions', '行政强制'),
      article('八'),
      heading('本年收费金额（单位：万元）'),
      one('fees.amount', '行政事业性收费'),
    ],
  };
}

function proactive2019(): LayoutTable {
  const article = (number: string): LayoutCell[] => [label(`第二十条第（${number}）项`, { columns: 4 })];
  const three = (id: string, text: string, columns: readonly string[]): LayoutCell[] => [
    label(text),
    ...columns.map((column) => slot(`proactive.${id}.${column}`)),
  ];
  const documents = ['made', 'published', 'published_total'];
  const items = ['items_previous', 'items_change', 'decisions'];
  const itemsHeading = [
    label('信息内容'),
    label('上一年项目数量'),
    label('本年增/减'),
    label('处理决定数量'),
  ];
  return {
    id: 'proactive',
    columns: 4,
    headingRows: 2,
    rows: [
      article('一'),
      [label('信息内容'), label('本年新\n制作数量'), label('本年新\n公开数量'), label('对外公开总数量')],
      three('rules', '规章', documents),
      three('normative', '规范性文件', documents),
      article('五'),
      itemsHeading,
      three('licensing', '行政许可', items),
      three('other_services', '其他对外管理服务事项', items),
      article('六'),
      itemsHeading,
      three('penalty', '行政处罚', items),
      three('coercion', '行政强制', items),
      article('八'),
      [label('信息内容'), label('上一年项目数量'), label('本年增/减', { columns: 2 })],
      [
        label('行政事业性收费'),
        slot('proactive.fees.items_previous'),
        slot('proactive.fees.items_change', 2),
      ],
      article('九'),
      [label('信息内容'), label('采购项目数量'), label('采购总金额（万元，保留2位小数）', { columns: 2 })],
      [
        label('政府集中采购'),
        slot('proactive.procurement.projects'),
        slot('proactive.procurement.amount', 2),
      ],
    ],
  };
}

function requests(edition: FormEdition): LayoutTable {
  const groups = resultGroups(edition);
  const results = groups.flatMap((group) => {
    return group.rows.map(([id, text], index): LayoutCell[] => {
      if (text === '') return [label(group.label, { columns: 2 }), ...applicantSlots(id)];
      const head = index === 0 ? [label(group.label, { rows: group.rows.length })] : [];
      return [...head, label(text), ...applicantSlots(id)];
    });
  });
  results.push([label('（七）总计', { columns: 2 }), ...applicantSlots('handled_total')]);
  const [first, ...rest] = results;
  return {
    id: 'requests',
    columns: 10,
    headingRows: 3,
    rows: [
      [
        label('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', {
          rows: 3,
          columns: 3,
        }),
        label('申请人情况', { columns: 7 }),
      ],
      [label('自然人', { rows: 2 }), label('法人或其他组织', { columns: 5 }), label('总计', { rows: 2 })],
      ['商业\n企业', '科研\n机构', '社会公益组织', '法律服务机构', '其他'].map((text) => label(text)),
      [label('一、本年新收政府信息公开申请数量', { columns: 3 }), ...applicantSlots('new')],
      [label('二、上年结转政府信息公开申请数量', { columns: 3 }), ...applicantSlots('carried_in')],
      [label('三、本年度办理结果', { rows: results.length }), ...(first ?? [])],
      ...rest,
      [label('四、结转下年度继续办理', { columns: 3 }), ...applicantSlots('carried_out')],
    ],
  };
}

function disputes(): LayoutTable {
  return {
    id: 'disputes',
    columns: 15,
    headingRows: 3,
    rows: [
      [label('行政复议', { columns: 5 }), label('行政诉讼', { columns: 10 })],
      [
        ...DISPUTE_LABELS.map((text) => label(text, { rows: 2 })),
        label('未经复议直接起诉', { columns: 5 }),
        label('复议后起诉', { columns: 5 }),
      ],
      [...DISPUTE_LABELS, ...DISPUTE_LABELS].map((text) => label(text)),
      DISPUTE_KINDS.flatMap((kind) => DISPUTE_OUTCOMES.map((outcome) => slot(`disputes.${kind}.${outcome}`))),
    ],
  };
}

/** The three tables of each edition: table 2, 3 and 4 of the form. */
export const FORM_LAYOUTS: Readonly<Record<FormEdition, readonly [LayoutTable, LayoutTable, LayoutTable]>> = {
  '2019': [proactive2019(), requests('2019'), disputes()],
  '2021': [proactive2021(), requests('2021'), disputes()],
};

function indicatorsOf(tables: readonly LayoutTable[]): readonly string[] {
  return tables.flatMap((table) =>
    table.rows.flatMap((row) => row.flatMap((cell) => ('indicator' in cell ? [cell.indicator] : []))),
  );
}

const INDICATORS: Readonly<Record<FormEdition, ReadonlySet<string>>> = {
  '2019': new Set(indicatorsOf(FORM_LAYOUTS['2019'])),
  '2021': new Set(indicatorsOf(FORM_LAYOUTS['2021'])),
};

/** Every indicator of an edition, in printed order: 198 in 2019, 200 in 2021. */
export function formIndicators(edition: FormEdition): ReadonlySet<string> {
  return INDICATORS[edition];
}
