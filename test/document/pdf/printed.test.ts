import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPdf } from '../../../src/document/pdf/read-pdf.js';
import { escapeHtml } from '../../../src/simulation/pages/html.js';
import { renderReportBody } from '../../../src/simulation/pages/render.js';
import type { PasteStyle } from '../../../src/simulation/pages/render-table.js';
import type { SimulatedReport } from '../../../src/simulation/reports/report-data.js';
import { CHROMIUM } from '../../machine.js';
import { LIMITS, linesOf, report, tablesOf, wrongFigures } from '../layout/drawn-report.js';

const FIXTURES = new URL('../../fixtures/document/pdf/', import.meta.url);

/** Printed files with the figures that they state: `name.pdf` and `name.json`. */
const PRINTED = existsSync(FIXTURES)
  ? readdirSync(FIXTURES).flatMap((name) => (name.endsWith('.pdf') ? [name.slice(0, -4)] : []))
  : [];

describe('a file that was printed by', () => {
  it.each(PRINTED)('%s has every figure', async (name) => {
    const stated: SimulatedReport = JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8'));
    const content = await readPdf(readFileSync(new URL(`${name}.pdf`, FIXTURES)), LIMITS);
    expect(wrongFigures(content, stated)).toEqual([]);
    expect(tablesOf(content)).toHaveLength(3);
    expect(content.issues).toEqual([]);
  });
});

const STYLES: Readonly<Record<string, string>> = {
  'borders that are one line': 'table{border-collapse:collapse} td{border:1px solid #000}',
  'borders of cells apart': 'td{border:1px solid #888} table{border-spacing:2px;font-size:11px}',
  'dotted borders': 'table{border-collapse:collapse} td{border:1px dotted #000;font-size:13px}',
  'double borders': 'table{border-collapse:collapse} td{border:3px double #000;padding:6px}',
  'shaded cells':
    'table{border-collapse:collapse} td{border:1px solid #666;background:#eef} body{line-height:2}',
};

describe.skipIf(CHROMIUM === '')('a report printed by Chromium', () => {
  let browser: Awaited<ReturnType<typeof chromium.launch>>;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(() => browser?.close());

  async function print(drawn: SimulatedReport, paste: PasteStyle, css: string): Promise<Uint8Array> {
    const page = await browser.newPage();
    try {
      const body = `<h1>${escapeHtml(drawn.title)}</h1>${renderReportBody(drawn, paste)}`;
      await page.setContent(`<!doctype html><meta charset="utf-8"><style>${css}</style>${body}`);
      const footerTemplate =
        '<div style="font-size:9px;width:100%;text-align:center">— <span class="pageNumber"></span> —</div>';
      const margin = { top: '2.5cm', bottom: '2.5cm', left: '2.5cm', right: '2.5cm' };
      return await page.pdf({
        format: 'A4',
        margin,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate,
      });
    } finally {
      await page.close();
    }
  }

  it.each(Object.keys(STYLES))('with %s has every figure', async (name) => {
    const pastes: readonly PasteStyle[] = ['wps', 'word', 'plain'];
    for (const [i, paste] of pastes.entries()) {
      const drawn = report(i % 2 === 0 ? 2023 : 2020, 20 + i);
      const content = await readPdf(await print(drawn, paste, STYLES[name] ?? ''), LIMITS);
      expect(wrongFigures(content, drawn)).toEqual([]);
      expect(linesOf(content).some((line) => /^—/u.test(line))).toBe(false);
    }
  });
});
