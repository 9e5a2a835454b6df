import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CORPUS_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { drawReport } from '../document/layout/drawing.js';
import { writeOfd } from '../document/ofd/writer.js';
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
  reasons: z.record(z.string(), z.enum(['blank', 'dash', 'none', 'absent', 'unreadable'])),
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
    const untold = Object.keys(truth.figures).filter((indicator) => truth.figures[indicator] === null);
    expect(Object.keys(got?.reasons ?? {}).sort()).toEqual(untold.sort());
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

  it.each([
    ['no report', '今天天气很好。\n', 3],
    ['a report', '2023年度政府信息公开工作年度报告\n一、总体情况\n今年继续推进公开。\n', 0],
  ])('ends with the right code for a file that holds %s', async (_, content, expected) => {
    const { code, out, err } = await nianbao(['extract', file('page.txt', content)]);
    expect([code, err]).toEqual([expected, '']);
    expect(out.includes('report.not_a_report')).toBe(expected === 3);
  });

  it('says what to do about a damaged file', async () => {
    const { err } = await nianbao(['extract', file('bad.pdf', '%PDF-1.7\n')]);
    expect(err).toMatch(/bad\.pdf: the PDF file .* \(fetch the file again\)\n$/);
  });

  it('names a file that is not there', async () => {
    const { code, err } = await nianbao(['extract', 'nowhere.html']);
    expect(code).toBe(3);
    expect(err).toBe('nianbao: nowhere.html: no such file\n');
  });
});

describe('extract --picture', () => {
  const [report] = generateReports({ seed: 5, agencies: 1, years: [2023] });
  const ofd = report === undefined ? new Uint8Array() : writeOfd([drawReport(report, { borders: 'thin' })]);
  const drawnIn = (folder: string): string[] => readdirSync(folder).sort();

  it('draws each page into the folder, with its figures, beside the usual output', async () => {
    const folder = join(scratch(), 'new', 'pictures');
    const path = file('年报.ofd', ofd);
    const plain = await nianbao(['extract', '--json', path]);
    const { code, out, err } = await nianbao(['extract', '--json', '--picture', folder, path]);
    expect([code, out]).toEqual([plain.code, plain.out]);
    expect(drawnIn(folder)).toEqual([1, 2, 3, 4].map((page) => `年报-00${page}.svg`));
    const all = drawnIn(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const figures = all.join('').match(/<g class="figure">/g) ?? [];
    const [got] = jsonLines(out).map((v) => extracted.parse(v));
    expect(figures).toHaveLength(Object.values(got?.figures ?? {}).filter((value) => value !== null).length);
    expect(err).toBe(
      drawnIn(folder)
        .map((name) => `drawn: ${join(folder, name)}\n`)
        .join(''),
    );
  });

  it('replaces drawings of an earlier run and keeps files of one name apart', async () => {
    const folder = scratch();
    const [one, other] = [file('r.ofd', ofd), file('r.ofd', ofd)];
    expect(await nianbao(['extract', '--picture', folder, one, other])).toMatchObject({ code: 0 });
    const names = drawnIn(folder);
    const pages = [1, 2, 3, 4];
    expect(names).toEqual(['r-00', 'r-2-00'].flatMap((name) => pages.map((page) => `${name}${page}.svg`)));
    const first = join(folder, 'r-001.svg');
    const before = readFileSync(first, 'utf8');
    writeFileSync(first, before.slice(0, 1000));
    expect(await nianbao(['extract', '--picture', folder, one])).toMatchObject({ code: 0 });
    expect([readFileSync(first, 'utf8'), drawnIn(folder)]).toEqual([before, names]);
  });

  it('never overwrites a file that it did not draw', async () => {
    const folder = scratch();
    const own = join(folder, 'r-001.svg');
    writeFileSync(own, '<svg>mine</svg>');
    const { code, err } = await nianbao(['extract', '--picture', folder, file('r.ofd', ofd)]);
    expect(code).toBe(3);
    expect(err).toContain(
      `${own} is there and is no drawing of nianbao (move it away, or name another folder)`,
    );
    expect([readFileSync(own, 'utf8'), drawnIn(folder)]).toEqual(['<svg>mine</svg>', ['r-001.svg']]);
  });

  it.each([
    ['a web page', 'report.html', '<html><body><p>2023年度政府信息公开工作年度报告</p></body></html>'],
    ['plain text', 'report.txt', '2023年度政府信息公开工作年度报告\n'],
  ])('says that %s has no pages, and reads it all the same', async (_, name, content) => {
    const folder = scratch();
    const { code, out, err } = await nianbao(['extract', '--picture', folder, file(name, content)]);
    expect(code).toBe(3);
    expect(out).toContain('(agency not found)  2023');
    expect(err).toMatch(
      /no picture: it has no pages that could be drawn \(--picture draws PDF and OFD files/,
    );
    expect(drawnIn(folder)).toEqual([]);
  });

  it.each([
    ['a file', 'taken'],
    ['a path through a file', 'taken/below'],
  ])('refuses %s in place of the folder', async (_, name) => {
    const taken = join(dirname(file('taken', 'a file')), name);
    const { code, err } = await nianbao(['extract', '--picture', taken, file('r.ofd', ofd)]);
    expect(code).toBe(1);
    expect(err).toBe(
      `nianbao: ${taken}: there is a file of that name, where a folder for drawings is needed (name a folder; it is made where it is missing)\n`,
    );
  });
});
