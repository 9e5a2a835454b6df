import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseSettings } from '../../src/config/settings/settings.js';
import {
  type DatasetOptions,
  type ExportedDataset,
  exportDataset,
} from '../../src/dataset/export-dataset.js';
import type { FormatName } from '../../src/dataset/formats/names.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { loadMeasures } from '../../src/measures/measures.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { Figure } from '../../src/report/model.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { blank, commitOf, night, OFFICE, pageOf, value } from '../storage/builders.js';

export const editions = loadEditions();
export const measures = loadMeasures(editions);
const settings = parseSettings({}).dataset;

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-dataset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function newArchive(path = join(scratch(), 'archive.sqlite')): Promise<Archive> {
  const archive = await openArchive({ path, indicators: indicatorColumns(editions) });
  onTestFinished(() => archive.close());
  return archive;
}

/** Texts that formats must carry unharmed: formulas, quotes, line breaks, markup, what XML can't hold. */
const AWKWARD = [
  '=HYPERLINK("http://a.cn","点此")',
  '+1-1',
  '-',
  '@SUM(A1)',
  "'单引号",
  '第一行\r\n第二行, "引号"',
  '<b>&amp;</b> _x0041_ \u0001\u001F',
  '＝1＋1',
  '😀 𠮷野家',
  ' 前后空格 ',
  '',
];

/** Figures of the form of 2021: zeros, nulls of every reason, decimals, negatives; all others blank. */
export const FIGURES: readonly Figure[] =
  editions.all[0]?.indicators.map(({ id }, index): Figure => {
    if (id === 'proactive.fees.amount') return value(id, 25.1, '251000元');
    if (id === 'proactive.rules.issued') return value(id, -5, '-5');
    const nulls = ['blank', 'dash', 'none', 'absent', 'unreadable'] as const;
    const reason = nulls[index % 7];
    if (reason === undefined) return index % 2 === 0 ? value(id, 0) : value(id, index);
    return reason === 'blank'
      ? blank(id)
      : { indicator: id, value: null, reason, raw: AWKWARD[index % 11] ?? null, locator: null };
  }) ?? [];

/** Two years of an office and a bureau; the office's figures were revised once, and awkward texts are everywhere. */
export async function filledArchive(): Promise<Archive> {
  const archive = await newArchive();
  await archive.savePortal({
    id: 'pinghu',
    name: '=中国平湖',
    region: '330482',
    baseUrl: 'http://www.pinghu.gov.cn/',
  });
  const run = await archive.startRun(night(0));
  for (const [index, agency] of ['平湖市人民政府办公室', '=cmd|平湖市教育局'].entries()) {
    for (const year of [2022, 2023]) {
      const report = { ...OFFICE, agency, year };
      const commit = commitOf({ report, at: night(0), page: `<p>${agency}${year}</p>`, figures: FIGURES });
      const version = commit.version === null ? null : { ...commit.version, title: AWKWARD[index] ?? null };
      const sections = AWKWARD.map((text, i) => ({ number: (i % 6) + 1, heading: `${i}、`, text }));
      await archive.recordReport({ ...commit, version: version === null ? null : { ...version, sections } });
    }
  }
  await archive.finishRun(run, night(0), 'done');
  const revised = FIGURES.map((f) => (f.indicator === 'requests.new.total' ? value(f.indicator, 9) : f));
  const second = commitOf({ at: night(3), basedOn: 1, page: '<p>revised</p>', figures: revised });
  const cell = (n: number | null) => ({
    value: n,
    reason: n === null ? 'blank' : null,
    raw: n === null ? '' : String(n),
  });
  await archive.recordReport({
    ...second,
    source: { ...pageOf(OFFICE), portal: 'pinghu' },
    changes: [
      {
        kind: 'figures_revised',
        cells: [{ indicator: 'requests.new.total', before: cell(null), after: cell(9) }],
        sections: [],
        movedFrom: null,
      },
    ],
  });
  return archive;
}

export function exported(
  archive: Archive,
  formats: readonly FormatName[],
  more: Partial<DatasetOptions> = {},
): Promise<ExportedDataset> {
  return exportDataset({
    archive,
    scope: { years: [2023], asOf: null },
    formats,
    tables: null,
    out: join(scratch(), 'out'),
    indicators: editions.indicators,
    measures,
    settings,
    ...more,
  });
}

export function contents(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'base64')]),
  );
}
