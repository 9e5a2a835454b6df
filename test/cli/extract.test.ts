import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CORPUS_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { scratch } from '../harvest/setup.js';
import { ORIGINALS, PUBLISHED } from '../published.js';
import { jsonLines, nianbao } from './run.js';

const extracted = z.object({
  file: z.string(),
  agency: z.string().nullable(),
  year: z.number().nullable(),
  kind: z.enum(['own', 'aggregate']),
  edition: z.string().nullable(),
  figures: z.record(z.string(), z.number().nullable()),
  claims: z.array(z.strictObject({ indicator: z.string(), value: z.number(), text: z.string() })),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      indicators: z.array(z.string()),
      message: z.string(),
    }),
  ),
  sections: z.array(z.strictObject({ number: z.number(), heading: z.string(), text: z.string() })),
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(scratch(), name);
  writeFileSync(path, content);
  return path;
}

describe('extract --json on published reports', () => {
  it.each([...PUBLISHED, ...ORIGINALS])('$name', async ({ path, truth }) => {
    const { code, out } = await nianbao(['extract', '--json', path]);
    expect(code).toBe(0);
    const [got] = jsonLines(out).map((v) => extracted.parse(v));
    expect(got?.figures).toEqual(truth.figures);
    expect(got).toMatchObject({ agency: truth.agency, year: truth.year, edition: truth.edition });
    for (const claim of truth.claims) {
      expect(got?.claims).toContainEqual(
        expect.objectContaining({ indicator: claim.indicator, value: claim.value }),
      );
    }
    const failing = got?.findings
      .filter((f) => f.severity !== 'info')
      .map(({ rule, indicators }) => ({ rule, indicators }));
    expect(failing).toEqual(truth.expected_findings.map(({ rule, indicators }) => ({ rule, indicators })));
  });
});

describe('extract', () => {
  it('draws the three tables as the form does, then the findings', async () => {
    const [report] = CORPUS_REPORTS.filter((r) => r.agency === '平湖市科学技术局');
    const portal = await startSimulatedPortal({ reports: report ? [report] : [] });
    const page = await (await fetch(portal.truth()[0]?.url ?? '')).text();
    await portal.close();
    const { code, out } = await nianbao(['extract', file('report.html', page)]);
    expect(code).toBe(0);
    expect(out).toContain('平湖市科学技术局  2023  own  2021年版格式 国办公开办函〔2021〕30号');
    expect(out).toMatch(/行政规范性文件\s*│\s*1\s*│\s*1\s*│\s*6\s*│/u);
    expect(out).toMatch(/findings: none\n$/);
  });

  it.each([
    ['an empty file', '', /nothing in it/],
    ['a picture named .html', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /png/i],
    ['a PDF', '%PDF-1.7\n', /pdf/i],
  ])('says what is wrong with %s, and goes on with the others', async (_, content, message) => {
    const bad = file('bad.html', content);
    const good = file('good.txt', '2023年度政府信息公开工作年度报告\n');
    const { code, out } = await nianbao(['extract', '--json', bad, good]);
    expect(code).toBe(3);
    const [first, second] = jsonLines(out);
    expect(first).toEqual({ file: bad, error: expect.stringMatching(message) });
    expect(second).toMatchObject({ file: good, year: 2023 });
  });

  it('refuses 50 MB of HTML without reading it through', async () => {
    const huge = file('huge.html', Buffer.alloc(50 * 1024 * 1024, '<p>年报</p>'));
    const { code, out } = await nianbao(['extract', '--json', huge]);
    expect(code).toBe(3);
    expect(jsonLines(out)).toEqual([{ file: huge, error: expect.stringMatching(/large|limit/) }]);
  });

  it.each([
    ['10,000 nested tables', '<table><tr><td>'.repeat(10_000)],
    ['a page cut in the middle', '<html><body><table><tr><td>规章<td>1'],
    [
      'a table with rowspan=65535',
      `<table><tr><td rowspan=65535 colspan=65535>规章</td><td>1</td></tr></table>`,
    ],
  ])('survives %s', async (_, content) => {
    const { code, out, err } = await nianbao(['extract', '--json', file('odd.html', content)]);
    expect([0, 3]).toContain(code);
    expect(err).toBe('');
    expect(jsonLines(out)).toHaveLength(1);
  });

  it('names a file that is not there', async () => {
    const { code, err } = await nianbao(['extract', 'nowhere.html']);
    expect(code).toBe(3);
    expect(err).toBe('nianbao: nowhere.html: no such file\n');
  });
});
