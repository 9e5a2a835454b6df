import type { ArchiveHead } from '../../storage/contract/archive.js';

export type Language = 'zh' | 'en';

const ZH = {
  codebook: '代码本',
  none: '无',
  now: '导出时的最新状态',
  version: '版本（档案状态）',
  date: '档案最近一次更新的日期（上海时间）',
  asOf: '截至时间',
  run: '最近一次结束的采集',
  state: '档案状态摘要（SHA-256）',
  counts: '数量',
  countsText: (head: ArchiveHead) =>
    `本数据集 ${head.reports} 份报告；全档案 ${head.versions} 个版本、${head.captures} 次抓取、${head.changes} 次变更`,
  licence: '许可（汇编）',
  notes: '须知',
  files: '文件',
  file: '文件',
  table: '表',
  bytes: '字节',
  allTables: '全部表',
  reading:
    '文本均为 UTF-8，时间为 UTC（ISO 8601）。每行以 region、agency、year、kind 四列指明其报告；该报告的来源网址与原始字节的 SHA-256 见 reports 表的 url 与 payload_sha256。同年同机关可能有 own 与 aggregate 两份报告，合计前须先选定其一。SHA256SUMS 可用 `sha256sum -c` 核对。',
  nullsTitle: '空值与 0',
  nulls: [
    '来源写 0 即为 0；来源没有数字即为空值，从不以 0 代替。figures 表的 null_reason 说明原因：',
    '',
    '- `blank`：单元格为空',
    '- `dash`：`/`、`—`、`-` 等',
    '- `none`：无',
    '- `absent`：没有这一单元格',
    '- `unreadable`：无法确定，见 findings 表',
    '',
    'reports 表中，报告所用格式版本没有的指标也为空；figures 表则没有这一行。CSV 中空值为空单元格，空文本为 `""`；JSON 为 null；Parquet 与 SQLite 为 NULL；xlsx 为没有单元格。',
  ].join('\n'),
  cellNull: '没有单元格即为空值，0 即为 0；空值的原因见 figures 表（本工作簿未含时见其他格式）的 null_reason',
  guarded:
    'CSV 的文本若以 = + - @ 制表符 换行 撇号（或全角 ＝＋－＠）开头，前面加一个撇号，以免电子表格当作公式执行。还原时去掉文本开头的一个撇号。数字不受影响，负数仍为数字。`nianbao export --raw-text` 不加撇号。',
  unguarded: 'CSV 的文本未加保护：用电子表格打开前请留意以 = + - @ 开头的文本。',
  tables: '表',
  column: '列',
  type: '类型',
  unit: '单位',
  meaning: '含义',
  rowsText: (rows: number) => `。${rows} 行。`,
  measures: '派生指标',
  measuresText:
    '由组成部分计算，不与合计并用；尚未审结的案件不算已决。没有数字的单元格（blank、dash、none）按 0 计并列于 blanks 列；其余空值使派生指标为空，原因见 null_reason 与 missing。除数为 0 时为空（division_by_zero）。value 为 numerator 除以 denominator 后一次舍入的双精度数。',
  measure: '派生指标',
  label: '名称',
  editions: '格式版本',
  formula: '公式',
};

const EN: typeof ZH = {
  codebook: 'codebook',
  none: 'none',
  now: 'the latest state when it was exported',
  version: 'Version (state of the archive)',
  date: 'Day on which the archive last learnt anything (Shanghai)',
  asOf: 'As of',
  run: 'Last run that had ended',
  state: 'Digest of the state of the archive (SHA-256)',
  counts: 'How much',
  countsText: (head) =>
    `${head.reports} reports in this dataset; ${head.versions} versions, ${head.captures} captures and ${head.changes} changes in the whole archive`,
  licence: 'Licence (of the compilation)',
  notes: 'To know',
  files: 'Files',
  file: 'file',
  table: 'table',
  bytes: 'bytes',
  allTables: 'all tables',
  reading:
    "Texts are UTF-8, times UTC (ISO 8601). Every row names its report by the columns region, agency, year and kind; the report's address and the SHA-256 of its bytes stand in the table reports, as url and payload_sha256. One agency may have an own and an aggregate report of one year: choose one before adding up. Check SHA256SUMS with `sha256sum -c`.",
  nullsTitle: 'Null and 0',
  nulls: [
    'Where the source says 0 there is 0; where it has no number there is null, never 0. null_reason of the table figures says why:',
    '',
    '- `blank`: an empty cell',
    '- `dash`: `/`, `—`, `-` or the like',
    '- `none`: 无',
    '- `absent`: no such cell',
    '- `unreadable`: it can not be told for sure, see findings',
    '',
    'In the table reports, an indicator that the edition of the form does not have is null as well; figures has no row for it. In CSV null is an empty cell and an empty text is `""`; in JSON null; in Parquet and SQLite NULL; in xlsx there is no cell.',
  ].join('\n'),
  cellNull:
    'no cell is null, 0 is 0; why a figure is null stands in null_reason of the table figures (of another format, where this workbook has none)',
  guarded:
    'A text in CSV that begins with = + - @, a tab, a line break or an apostrophe (or the full-width ＝＋－＠) has an apostrophe in front, so that no spreadsheet runs it as a formula. To get the text back, drop one apostrophe from its beginning. Numbers are untouched: a negative one is a number. `nianbao export --raw-text` adds none.',
  unguarded:
    'Texts in CSV are not guarded: mind those that begin with = + - @ before you open them in a spreadsheet.',
  tables: 'Tables',
  column: 'column',
  type: 'type',
  unit: 'unit',
  meaning: 'meaning',
  rowsText: (rows) => `. ${rows} rows.`,
  measures: 'Derived measures',
  measuresText:
    'Computed from the parts, never from parts and totals together; a case still pending is not counted as decided. A cell without a number (blank, dash, none) counts as 0 and is named in the column blanks; any other null makes the measure null, and null_reason and missing say why. Division by 0 gives null (division_by_zero). value is numerator divided by denominator, rounded once to a double.',
  measure: 'measure',
  label: 'label',
  editions: 'editions',
  formula: 'formula',
};

/** The words of the codebook, in both languages. */
export const CODEBOOK_PROSE: Readonly<Record<Language, typeof ZH>> = { zh: ZH, en: EN };
