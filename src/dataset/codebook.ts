import type { Cell } from '../../storage/contract/archive.js';
import { CODEBOOK_PROSE, type Language } from './codebook-prose.js';
import { type DatasetDescription, dateOf, titleOf, versionOf } from './description.js';
import { editionsFormula } from './measures-table.js';
import type { Column, Table } from './table.js';

/** The codebook of a dataset in Markdown: what every file, table, column, null and measure means. */
export function codebook(description: DatasetDescription, language: Language): string {
  const words = CODEBOOK_PROSE[language];
  const { head, scope, tables, files, notes, measures } = description;
  const time = (at: Date | null | undefined): string => at?.toISOString() ?? words.none;
  const parts = [
    `# ${titleOf(description)}: ${words.codebook}`,
    list([
      [words.version, versionOf(description)],
      [words.date, dateOf(head) ?? words.none],
      [words.asOf, scope.asOf === null ? words.now : time(scope.asOf)],
      [
        words.run,
        head.run === null ? words.none : `${head.run.id}, ${head.run.outcome}, ${time(head.run.endedAt)}`,
      ],
      [words.state, `\`${head.digest}\``],
      [words.counts, words.countsText(head)],
      [words.licence, description.settings.licence],
    ]),
    ...(notes.length === 0 ? [] : [`## ${words.notes}`, notes.map((note) => `- ${note}`).join('\n')]),
    `## ${words.files}`,
    grid(
      [words.file, words.table, words.bytes],
      files.map((file) => [`\`${file.name}\``, file.table?.name ?? words.allTables, String(file.bytes)]),
    ),
    words.reading,
    `## ${words.nullsTitle}`,
    words.nulls,
    ...(description.options.rawText ? [words.unguarded] : [words.guarded]),
    `## ${words.tables}`,
    ...tables.flatMap(({ table, rows }) => tableParts(table, rows, language)),
  ];
  if (measures.all.length > 0)
    parts.push(`## ${words.measures}`, words.measuresText, measureGrid(description, language));
  return `${parts.join('\n\n')}\n`;
}

function tableParts(table: Table, rows: number, language: Language): string[] {
  const words = CODEBOOK_PROSE[language];
  return [
    `### ${table.name}`,
    `${language === 'zh' ? table.zh : table.en}${words.rowsText(rows)}`,
    grid(
      [words.column, words.type, words.unit, words.meaning],
      table.columns.map((column) => [
        `\`${column.name}\``,
        column.type,
        column.unit ?? '',
        meaning(column, language),
      ]),
    ),
  ];
}

function meaning(column: Column, language: Language): string {
  const text = language === 'zh' ? column.zh : column.en;
  return column.values === undefined ? text : `${text} (${column.values.join(', ')})`;
}

function measureGrid({ measures }: DatasetDescription, language: Language): string {
  const words = CODEBOOK_PROSE[language];
  return grid(
    [words.measure, words.label, words.unit, words.editions, words.formula, words.meaning],
    measures.all.map((measure) => [
      `\`${measure.id}\``,
      language === 'zh' ? measure.zh : measure.en,
      measure.unit,
      [...measure.text.keys()].sort().join(', '),
      `\`${editionsFormula(measure.text)}\``,
      language === 'zh' ? measure.note_zh : measure.note_en,
    ]),
  );
}

function list(items: readonly (readonly [string, string])[]): string {
  return items.map(([name, value]) => `- ${name}: ${value}`).join('\n');
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The codebook as a table, for formats that travel without the files beside them. */
export const CODEBOOK: Table = {
  name: 'codebook',
  zh: '代码本：每个表的每一列',
  en: 'Codebook: every column of every table',
  columns: [
    { name: 'table', type: 'text', zh: '表', en: 'table' },
    { name: 'column', type: 'text', zh: '列', en: 'column' },
    { name: 'type', type: 'text', zh: '类型', en: 'type' },
    { name: 'unit', type: 'text', zh: '单位', en: 'unit' },
    { name: 'meaning_zh', type: 'text', zh: '含义', en: 'meaning in Chinese' },
    { name: 'meaning_en', type: 'text', zh: '英文含义', en: 'meaning in English' },
    { name: 'values', type: 'text', zh: '可能的值', en: 'the values there can be' },
  ],
  key: ['table', 'column'],
  report: [],
};

export function codebookRows(tables: readonly Table[]): Cell[][] {
  return tables.flatMap((table) => [
    [table.name, null, null, null, table.zh, table.en, null],
    ...table.columns.map((column): Cell[] => [
      table.name,
      column.name,
      column.type,
      column.unit ?? null,
      column.zh,
      column.en,
      column.values?.join(', ') ?? null,
    ]),
  ]);
}

/** What the workbook says of itself on a sheet of its own. */
export const ABOUT: Table = {
  name: 'about',
  zh: '关于本数据集',
  en: 'About this dataset',
  columns: [
    { name: 'what', type: 'text', zh: '项目', en: 'what' },
    { name: 'value', type: 'text', zh: '内容', en: 'value' },
  ],
  key: [],
  report: [],
};

export function aboutRows(description: Omit<DatasetDescription, 'files'>): Cell[][] {
  const { head, scope, settings, notes } = description;
  const whole = { ...description, files: [] };
  return [
    ['title', titleOf(whole)],
    ['version', versionOf(whole)],
    ['date', dateOf(head)],
    ['as of', scope.asOf?.toISOString() ?? null],
    ['last run', head.run === null ? null : `${head.run.id}, ended ${head.run.endedAt.toISOString()}`],
    ['state of the archive', head.digest],
    ['licence', settings.licence],
    ['cite', settings.author],
    ['null', CODEBOOK_PROSE.en.cellNull],
    ['空值', CODEBOOK_PROSE.zh.cellNull],
    ...notes.map((note): Cell[] => ['note', note]),
  ];
}
