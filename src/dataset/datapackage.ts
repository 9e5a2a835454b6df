import { defined } from '../defined.js';
import {
  type DatasetDescription,
  type FileDescription,
  titleOf,
  versionOf,
  yearsText,
} from './description.js';
import { FORMATS } from './formats/formats.js';
import type { Column, ColumnType, Table } from './table.js';

/** Types of Table Schema; times are ISO 8601 in UTC. */
const TYPES: Readonly<Record<ColumnType, { readonly type: string; readonly format?: string }>> = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  date: { type: 'date' },
  time: { type: 'datetime', format: '%Y-%m-%dT%H:%M:%S.%fZ' },
};

/** datapackage.json: the dataset as a Frictionless Data Package (specs.frictionlessdata.io, version 1). */
export function dataPackage(description: DatasetDescription): string {
  const { settings, head, scope, years, files, options, notes } = description;
  const created = head.latest?.toISOString();
  return `${JSON.stringify(
    {
      profile: 'data-package',
      name: description.name.toLowerCase(),
      title: titleOf(description),
      description:
        "Figures, texts, findings and changes of China's annual reports on government-information disclosure " +
        '(政府信息公开工作年度报告), as the agencies publish them. See codebook.en.md and codebook.zh.md.',
      version: versionOf(description),
      ...defined({ created }),
      licenses: [licence(settings.licence)],
      contributors: [
        { title: settings.author, role: 'author' },
        ...(settings.contact === null ? [] : [contributor(settings.contact)]),
      ],
      sources: [
        {
          title:
            '政府信息公开工作年度报告，各级行政机关依《政府信息公开条例》第四十九、五十条公布；每行的来源网址与原始字节的摘要见 reports 表',
        },
      ],
      keywords: ['政府信息公开', 'freedom of information', 'China', yearsText(years)],
      nianbao: {
        years: scope.years,
        asOf: scope.asOf?.toISOString() ?? null,
        run: head.run,
        reports: head.reports,
        versions: head.versions,
        captures: head.captures,
        changes: head.changes,
        state: head.digest,
        textGuard: options.rawText ? 'none' : 'apostrophe',
        rows: Object.fromEntries(description.tables.map(({ table, rows }) => [table.name, rows])),
        notes,
      },
      resources: files.map((file) => resource(file, description)),
    },
    null,
    2,
  )}\n`;
}

function licence(spdx: string): { name: string; path: string; title: string } {
  return {
    name: spdx,
    path: `https://spdx.org/licenses/${spdx}.html`,
    title: `${spdx}, of the compilation; what the reports say is published by the government`,
  };
}

function contributor(contact: string): Record<string, string> {
  const base = { title: contact, role: 'contact' };
  if (/^https?:/.test(contact)) return { ...base, path: contact };
  return contact.includes('@') ? { ...base, email: contact } : base;
}

function resource(file: FileDescription, { tables, files, options }: DatasetDescription): object {
  const { mediaType } = FORMATS[file.format];
  const base = {
    name: resourceName(file, files),
    path: file.name,
    format: file.format,
    mediatype: mediaType,
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
  };
  if (file.table === null) return { ...base, description: `${tables.length} tables` };
  const described = { ...base, title: file.table.zh, description: file.table.en };
  const schema = tableSchema(file.table, reportsOf(files, file));
  if (file.format !== 'csv') return { ...described, schema };
  return {
    ...described,
    profile: 'tabular-data-resource',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    ...(options.bom ? { 'nianbao:bom': true } : {}),
    schema,
  };
}

/** The resource that holds the reports in the same format; null where there is none. */
function reportsOf(files: readonly FileDescription[], { format }: FileDescription): string | null {
  const reports = files.filter(({ table }) => table?.name === 'reports');
  const found = reports.find((file) => file.format === format);
  return found === undefined ? null : resourceName(found, files);
}

/** The first format of a table has the table's name, any other the format's behind it. */
function resourceName(file: FileDescription, files: readonly FileDescription[]): string {
  if (file.table === null) return `dataset-${file.format}`;
  const name = file.table.name.replaceAll('_', '-');
  return files.find(({ table }) => table === file.table) === file ? name : `${name}-${file.format}`;
}

function tableSchema(table: Table, reports: string | null): object {
  const looksUp = table.name !== 'reports' && table.report.length > 0 && reports !== null;
  return {
    fields: table.columns.map(field),
    missingValues: [''],
    ...(table.key.length === 0 ? {} : { primaryKey: table.key }),
    ...(looksUp
      ? { foreignKeys: [{ fields: table.report, reference: { resource: reports, fields: table.report } }] }
      : {}),
  };
}

function field({ name, type, unit, zh, en, values }: Column): object {
  return {
    name,
    ...TYPES[type],
    title: zh,
    description: en,
    ...defined({ unit, constraints: values && { enum: values } }),
  };
}
