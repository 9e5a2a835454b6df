/** A report as a page that a browser prints: set in any of the ways that offices set them, by seed. */
import { escapeHtml } from '../../src/simulation/pages/html.js';
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import { reportSections } from '../../src/simulation/reports/report-sections.js';
import { pick, type Random } from '../formats/chance.js';
import { FONTS } from '../formats/write-html.js';
import type { TableChange } from './change.js';
import { type Filling, PLAIN_FILLING } from './fill.js';
import { formTables } from './form.js';
import { DOUBLE_REMARKS, LONG_REMARKS, OPEN_REMARKS, SHORT_REMARKS } from './kinds/marks.js';
import { withoutGroups, withoutOrdinals } from './labels.js';
import { sampleOf } from './sample.js';
import type { Says } from './says.js';
import type { TextCell, TextTable } from './table.js';

/** How its tables are filled in. */
export type Filled = 'zeros' | 'blank for 0' | 'blank columns' | 'remarks' | 'other labels';

export const FILLED: readonly Filled[] = ['zeros', 'blank for 0', 'blank columns', 'remarks', 'other labels'];

export interface PrintedPage {
  readonly html: string;
  readonly says: Says;
}

export function printedPage(filled: Filled, seed: number): PrintedPage {
  const random = seededRandom(partSeed('printed texts', filled, seed));
  const emptied = filled === 'blank columns' ? 'columns' : 'none';
  const sample = sampleOf(seed, random, { emptied, isBusy: false });
  const filling = fillingOf(filled, random);
  const changes: readonly TableChange[] =
    filled === 'other labels' ? pick(random, [[withoutOrdinals], [withoutGroups]]) : [];
  const says: Says = new Map();
  const tables = formTables(sample.report, filling, random, says).map((table) =>
    changes.reduce((changed, change) => change(changed, { random, sample, filling }), table),
  );
  const repeatsHead = random.next() < 0.5;
  const sections = reportSections(sample.report).flatMap(({ heading, paragraphs, table: id }) => [
    ...[heading, ...paragraphs].map((text) => `<p>${escapeHtml(text)}</p>`),
    ...tables.filter((table) => table.id === id).map((table) => tableHtml(table, repeatsHead)),
  ]);
  const title = `<h1>${escapeHtml(sample.report.title)}</h1>`;
  return {
    html: `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><style>${style(random)}</style></head><body>${title}${sections.join('\n')}</body></html>`,
    says,
  };
}

function fillingOf(filled: Filled, random: Random): Filling {
  if (filled === 'zeros') return PLAIN_FILLING;
  if (filled === 'blank for 0' || filled === 'blank columns') return { ...PLAIN_FILLING, nothing: '' };
  const nothing = pick(random, ['0', '', '/'] as const);
  if (filled === 'other labels') return { ...PLAIN_FILLING, nothing };
  const texts = pick(random, [SHORT_REMARKS, LONG_REMARKS, DOUBLE_REMARKS, OPEN_REMARKS]);
  return { ...PLAIN_FILLING, nothing, remarks: { share: pick(random, [0.05, 0.2]), texts } };
}

function style(random: Random): string {
  const among = <T>(...list: readonly T[]): T => pick(random, list);
  const groups = among('', '', '', '', 'writing-mode: vertical-rl', 'width: 1.2em; word-break: break-all');
  return `
    @page { size: ${among('A4', 'A4', 'A4 landscape', 'B5', 'A3')}; margin: ${random.between(8, 30)}mm; }
    body { font-family: ${pick(random, FONTS)}; font-size: ${among(10, 12, 14)}pt; }
    table { width: ${among('100%', '100%', '80%', 'auto')}; table-layout: ${among('fixed', 'auto')};
      border-collapse: ${among('collapse', 'separate')}; font-size: ${among(7, 8, 9, 10, 10.5, 12, 14)}pt;
      line-height: ${among(1, 1.2, 1.5, 2)}; letter-spacing: ${among(0, 0, 0, 1, 2)}px; }
    tr { break-inside: ${among('avoid', 'auto')}; }
    td { border: ${among('1px solid', '0 none')}; padding: ${random.between(0, 6)}px ${random.between(0, 8)}px;
      text-align: center; vertical-align: ${among('top', 'middle', 'middle', 'bottom')}; }
    /* pdftotext parts the digits of a spaced number, and its text says two numbers */
    td.figure { letter-spacing: 0; }
    td.label { text-align: ${among('left', 'center')}; }
    td.figure { text-align: ${among('left', 'center', 'right')}; vertical-align: ${among('top', 'middle', 'middle', 'bottom')}; }
    td.group { ${groups} }`;
}

function tableHtml({ rows, headRows }: TextTable, repeatsHead: boolean): string {
  const lines = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`);
  const head = repeatsHead && headRows > 0 ? `<thead>${lines.slice(0, headRows).join('\n')}</thead>` : '';
  const body = head === '' ? lines : lines.slice(headRows);
  return `<table>${head}<tbody>${body.join('\n')}</tbody></table>`;
}

function cellHtml({ text, rowSpan, columnSpan, role }: TextCell): string {
  const kind = role === 'label' && rowSpan > 2 ? 'group' : role;
  return `<td class="${kind}" rowspan="${rowSpan}" colspan="${columnSpan}">${escapeHtml(text)}</td>`;
}
