/**
 * The tables of a dataset that stand in the archive. A column's type and meaning are declared here once; its place
 * comes from the archive's snapshot (storage/contract/snapshot.ts).
 */
import {
  CHANGE_KINDS,
  MOVE_REASONS,
  REVIEW_STATES,
  SNAPSHOT_COLUMNS,
  type SnapshotTable,
} from '../../storage/contract/archive.js';
import type { CatalogueEntry } from '../report/edition/editions.js';
import type { Column, Table } from './table.js';

type Declared = Omit<Column, 'name'>;

/** A row's report, by which it finds the report's address and payload in the table `reports`. */
const REPORT_KEY = ['region', 'agency', 'year', 'kind'] as const;

const NULL_REASONS = ['blank', 'dash', 'none', 'absent', 'unreadable'];
const sha = (zh: string, en: string): Declared => ({
  type: 'text',
  zh: `${zh}的 SHA-256（小写十六进制）`,
  en: `SHA-256 of ${en}, lower-case hex`,
});

/** Columns that mean the same in whichever table they stand. */
const SHARED: Readonly<Record<string, Declared>> = {
  region: {
    type: 'text',
    zh: '地区，GB/T 2260 代码；不明时为空',
    en: 'region, GB/T 2260 code; empty where unknown',
  },
  agency: {
    type: 'text',
    zh: '公开主体（报告所述机关）',
    en: 'agency: the organ that the report is about',
  },
  year: { type: 'integer', zh: '报告年度', en: 'report year' },
  kind: {
    type: 'text',
    zh: 'own：本机关的报告；aggregate：汇总全辖区的报告',
    en: "own: the agency's own report; aggregate: its whole territory's",
    values: ['own', 'aggregate'],
  },
  version: { type: 'integer', zh: '报告的版本号，从 1 起', en: "number of the report's version, from 1" },
  url: { type: 'text', zh: '来源网址', en: 'address of the source' },
  payload_sha256: sha('所据原始字节', 'the bytes that the row was read from'),
  portal: { type: 'text', zh: '网站的代号', en: "the portal's name" },
};

type Specs<T extends SnapshotTable> = Readonly<
  Partial<Record<(typeof SNAPSHOT_COLUMNS)[T][number], Declared>>
>;

function columnsOf<T extends SnapshotTable>(table: T, own: Specs<T>): Column[] {
  const declared: Readonly<Record<string, Declared | undefined>> = { ...SHARED, ...own };
  return SNAPSHOT_COLUMNS[table].map((name) => {
    const spec = declared[name];
    if (spec === undefined) throw new Error(`the column ${table}.${name} is not declared`);
    return { name, ...spec };
  });
}

const REPORT_COLUMNS = columnsOf('reports', {
  edition: {
    type: 'text',
    zh: '报告格式的版本；未见法定表格时为空',
    en: 'edition of the form; null without its tables',
  },
  title: { type: 'text', zh: '标题', en: 'title' },
  published: {
    type: 'date',
    zh: '发布日期（页面或列表所载）',
    en: 'published, as the page or its list says',
  },
  content_sha256: sha(
    '正文与表格（不含计数器、导航）',
    'main text and tables, without counters and navigation',
  ),
  figures_sha256: sha('全部数值', 'all figures'),
  extractor: { type: 'text', zh: '提取程序的修订号', en: 'revision of the extractor that read it' },
  first_seen: { type: 'time', zh: '本版首次见到的时间', en: 'when this version was first seen' },
  last_seen: { type: 'time', zh: '本版最近见到的时间', en: 'when this version was last seen' },
  withdrawn_at: {
    type: 'time',
    zh: '撤下的时间；仍在发布时为空',
    en: 'withdrawn; null while it is published',
  },
  errors: { type: 'integer', zh: '错误类核查意见数', en: 'findings of severity error' },
  warnings: { type: 'integer', zh: '警告类核查意见数', en: 'findings of severity warning' },
});

/** One row a report; every indicator a column, in the snapshot's order. */
function reportsTable(indicators: readonly string[], catalogue: readonly CatalogueEntry[]): Table {
  const known = new Map(catalogue.map((entry) => [entry.id, entry]));
  return {
    name: 'reports',
    zh: '每份报告一行，每项指标一列（最新版本）',
    en: 'One row a report, its latest version, every indicator a column',
    columns: [
      ...REPORT_COLUMNS,
      ...indicators.map((id): Column => {
        const entry = known.get(id);
        if (entry === undefined) return { name: id, type: 'number', zh: id, en: id };
        return { name: id, type: 'number', unit: entry.unit, zh: entry.zh, en: entry.en };
      }),
    ],
    key: REPORT_KEY,
    report: REPORT_KEY,
  };
}

const reason = (zh: string, en: string): Declared => ({ type: 'text', zh, en, values: NULL_REASONS });
const place = (zh: string, en: string): Declared => ({ type: 'integer', zh, en });

const FIGURES: Table = {
  name: 'figures',
  zh: '每个数值一行（长表）；空值必有原因',
  en: 'One row a figure (long); every null has its reason',
  columns: columnsOf('figures', {
    indicator: { type: 'text', zh: '指标，见 indicators 表', en: 'indicator, see the table indicators' },
    value: { type: 'number', zh: '数值，单位见 indicators 表', en: "value, in the indicator's unit" },
    null_reason: reason('数值为空的原因', 'why the value is null'),
    raw: { type: 'text', zh: '单元格原文', en: "the cell's own text" },
    page: place('表格起始页（或工作表），从 1 起', 'page or sheet on which its table begins, from 1'),
    table: place('文档中的第几张表，从 1 起', 'which table of the document, from 1'),
    row: place('表格中的行，从 1 起', 'row of the table, from 1'),
    column: place('表格中的列，从 1 起', 'column of the table, from 1'),
  }),
  key: [...REPORT_KEY, 'indicator'],
  report: REPORT_KEY,
};

const SECTIONS: Table = {
  name: 'sections',
  zh: '每个法定章节一行：标题与文字（不含表格）',
  en: 'One row a statutory section: heading and text, without its tables',
  columns: columnsOf('sections', {
    section: { type: 'integer', zh: '章节，1 至 6', en: 'which section, 1 to 6' },
    heading: { type: 'text', zh: '标题原文', en: 'its heading' },
    text: { type: 'text', zh: '文字；段落以换行分隔', en: 'its text, paragraphs joined by line breaks' },
  }),
  key: [],
  report: REPORT_KEY,
};

const FINDINGS: Table = {
  name: 'findings',
  zh: '每条核查意见一行',
  en: 'One row a finding: what a check says against the version',
  columns: columnsOf('findings', {
    fingerprint: {
      type: 'text',
      zh: '核查意见的指纹：数字不变则不变',
      en: 'the fingerprint of the finding, the same while its figures are',
    },
    rule: { type: 'text', zh: '规则，见 docs/findings.md', en: 'rule, see docs/findings.md' },
    severity: { type: 'text', zh: '严重程度', en: 'severity', values: ['error', 'warning', 'info'] },
    indicators: { type: 'text', zh: '所涉指标，以空格分隔', en: 'indicators it is about, joined by spaces' },
    message: { type: 'text', zh: '说明', en: 'what it says' },
    scope: {
      type: 'text',
      zh: '依据：本报告，或与其他报告的比较',
      en: 'follows from the report alone, or from the archive: the report among others',
      values: ['report', 'archive'],
    },
    review: { type: 'text', zh: '复核结论', en: 'what a person said of it', values: REVIEW_STATES },
    review_note: { type: 'text', zh: '复核说明', en: "the reviewer's note" },
  }),
  key: [],
  report: REPORT_KEY,
};

const CHANGES: Table = {
  name: 'changes',
  zh: '每个变动的单元格一行；没有单元格变动的变更一行',
  en: 'One row a changed cell, or one for a change without cells',
  columns: columnsOf('changes', {
    change_id: { type: 'integer', zh: '变更编号', en: 'number of the change' },
    at: { type: 'time', zh: '发现时间', en: 'when it was noticed' },
    kind_of_change: { type: 'text', zh: '变更种类', en: 'what kind of change', values: CHANGE_KINDS },
    from_version: {
      type: 'integer',
      zh: '变更前版本；首次见到时为空',
      en: 'version before; null for first_seen',
    },
    to_version: { type: 'integer', zh: '变更后版本', en: 'version after' },
    from_payload_sha256: sha('变更前版本所据原始字节', 'the bytes of the version before'),
    moved_from: { type: 'text', zh: '迁移前的网址', en: 'the address before, of a move' },
    reason: {
      type: 'text',
      zh: '地址变更或撤下的原因：网址打不开、网址上已没有年报、网址上已是另一份年报、栏目不再列出',
      en: 'why it moved or was withdrawn: the address is missing, shows no report, shows another one, or no list names it',
      values: MOVE_REASONS,
    },
    former_agency: { type: 'text', zh: '更名前的机关', en: 'the agency before, of a renamed report' },
    former_year: { type: 'integer', zh: '更名前的年度', en: 'the year before, of a renamed report' },
    indicator: { type: 'text', zh: '变动的指标', en: 'indicator that changed' },
    before: { type: 'number', zh: '变更前数值', en: 'value before' },
    before_null_reason: reason('变更前为空的原因', 'why it was null before'),
    before_raw: { type: 'text', zh: '变更前原文', en: 'text before' },
    after: { type: 'number', zh: '变更后数值', en: 'value after' },
    after_null_reason: reason('变更后为空的原因', 'why it is null after'),
    after_raw: { type: 'text', zh: '变更后原文', en: 'text after' },
    sections: {
      type: 'text',
      zh: '文字变动的章节，以空格分隔',
      en: 'sections whose text changed, joined by spaces',
    },
  }),
  key: [],
  report: REPORT_KEY,
};

const AGENCIES: Table = {
  name: 'agencies',
  zh: '每个公开主体一行',
  en: 'One row an agency that has a report in the dataset',
  columns: columnsOf('agencies', {
    aliases: { type: 'text', zh: '别名，以「; 」分隔', en: 'other names, joined by "; "' },
    portals: {
      type: 'text',
      zh: '发布其报告的网站，以空格分隔',
      en: 'portals of its reports, joined by spaces',
    },
    reports: { type: 'integer', zh: '数据集中的报告数', en: 'its reports in the dataset' },
    first_year: { type: 'integer', zh: '最早报告年度', en: 'earliest report year' },
    last_year: { type: 'integer', zh: '最晚报告年度', en: 'latest report year' },
  }),
  key: ['region', 'agency'],
  report: [],
};

const PORTALS: Table = {
  name: 'portals',
  zh: '每个网站一行',
  en: 'One row a portal that a report of the dataset comes from',
  columns: columnsOf('portals', {
    name: { type: 'text', zh: '名称', en: 'its name for people' },
    base_url: { type: 'text', zh: '网址', en: 'its address' },
    agencies: { type: 'integer', zh: '数据集中的公开主体数', en: 'agencies in the dataset' },
    reports: { type: 'integer', zh: '数据集中的报告数', en: 'reports in the dataset' },
  }),
  key: ['portal'],
  report: [],
};

/** The tables that the archive's snapshot hands out as they are, by name. */
export function snapshotTables(
  indicators: readonly string[],
  catalogue: readonly CatalogueEntry[],
): ReadonlyMap<SnapshotTable, Table> {
  return new Map<SnapshotTable, Table>([
    ['reports', reportsTable(indicators, catalogue)],
    ['figures', FIGURES],
    ['sections', SECTIONS],
    ['findings', FINDINGS],
    ['changes', CHANGES],
    ['agencies', AGENCIES],
    ['portals', PORTALS],
  ]);
}

export const INDICATORS: Table = {
  name: 'indicators',
  zh: '每项指标一行，依表格次序',
  en: 'One row an indicator, in the order of the form',
  columns: [
    { name: 'indicator', type: 'text', zh: '指标', en: 'indicator' },
    { name: 'label_zh', type: 'text', zh: '表格中的名称', en: 'label of the form' },
    { name: 'label_en', type: 'text', zh: '英文名称', en: 'label in English' },
    { name: 'unit', type: 'text', zh: '单位', en: 'unit' },
    { name: 'editions', type: 'text', zh: '含有该指标的格式版本，以空格分隔', en: 'editions that have it' },
  ],
  key: ['indicator'],
  report: [],
};
