import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderReportPage } from '../../src/simulation/pages/render.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedFigures } from '../../src/simulation/reports/report-data.js';
import { scratch } from '../harvest/setup.js';
import { jsonLines, nianbao } from './run.js';

const STOCK = 'proactive.normative.in_force';
const AGENCY = '平湖市教育局';

/** An archive with two years of one agency; the later contradicts the earlier, and itself. */
async function archive(changed: SimulatedFigures = { [STOCK]: 99, 'disputes.review.total': 7 }) {
  const home = scratch();
  const site = { siteName: '模拟', declaredCharset: 'utf-8', today: null, navigation: [] };
  const around = { columnName: '年报', counter: 1, related: [] };
  const files = generateReports({ seed: 3, agencies: 1, years: [2022, 2023] }).map((report) => {
    const figures = report.year === 2023 ? { ...report.figures, ...changed } : report.figures;
    const file = join(home, `${report.year}.html`);
    const style = { container: 'zoom', paste: 'plain' } as const;
    writeFileSync(file, renderReportPage(site, style, { ...report, figures }, around));
    return file;
  });
  const place = ['--home', home];
  expect(await nianbao(['ingest', ...files, ...place])).toMatchObject({ code: 0 });
  return place;
}

const fingerprintOf = (json: string): string =>
  z.object({ fingerprint: z.string() }).parse(jsonLines(json)[0]).fingerprint;

describe('nianbao check', () => {
  it('lists what fails, with its terms and its source, and counts every rule', async () => {
    const place = await archive();
    const { code, out } = await nianbao(['check', ...place]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`${AGENCY} 2023, own {2}file:`));
    expect(out).toMatch(/[0-9a-f]{12} {2}error {4}proactive\.stock {2}.*99 in force ≠ \d+ of 2022 \+ /);
    expect(out).toMatch(/[0-9a-f]{12} {2}error {4}disputes\.sum\.review .* ≠ 7/);
    expect(out).toMatch(/^RULE +PASS +FAIL +UNDETERMINED +FAIL RATE$/m);
    expect(out).toMatch(/^proactive\.stock +1 +1 +2 +50\.0 %$/m);
    expect(out).toMatch(/2 reports checked$/m);
  });

  it('gives a share of fails wherever a verdict was reached, and none to what only tells what was found', async () => {
    const place = await archive();
    const { out } = await nianbao(['check', '--summary', ...place]);
    expect(out).toMatch(/^disputes\.sum +\d+ +\d+ +\d+ +[\d.]+ %$/m);
    for (const [, rule, pass, fail, share] of out.matchAll(/^([a-z_.]+) +(\d+) +(\d+) +\d+ +(\S+)/gmu))
      if (/^(?:requests|disputes|deadline)\./.test(rule ?? '') && Number(pass) + Number(fail) > 0)
        expect([rule, share]).not.toEqual([rule, '-']);
  });

  it.each([
    ['check', '--rule'],
    ['findings', 'list', '--rule'],
    ['query', '--finding'],
  ])('%s %s refuses a rule that does not exist, and names those like it', async (...words) => {
    const place = await archive();
    const { code, err } = await nianbao([...words, 'requests.row_sums', ...place]);
    expect(code).toBe(2);
    expect(err).toMatch(/no rule 「requests\.row_sums」.*did you mean requests\.row_sum/u);
    for (const known of [
      'requests.row_sum',
      'requests.*',
      'requests',
      'narrative.requests.new.total',
      'cell.*',
    ])
      expect((await nianbao([...words, known, ...place])).code).toBe(0);
  });

  it('query takes a family of rules, as check does', async () => {
    const place = await archive();
    const found = async (rule: string): Promise<number> =>
      jsonLines((await nianbao(['query', '--finding', rule, '--json', ...place])).out).length;
    expect(await found('disputes.sum')).toBe(1);
    expect(await found('disputes')).toBe(await found('disputes.*'));
  });

  it('can be asked for a rule, a year, an agency, a verdict', async () => {
    const place = await archive();
    const stock = await nianbao(['check', '--rule', 'proactive.*', '--year', '2023', '--json', ...place]);
    expect(jsonLines(stock.out)).toMatchObject([
      { rule: 'proactive.stock', status: 'fail', against: { year: 2022, version: 1 }, review: null },
    ]);
    const untold = await nianbao(['check', '--status', 'undetermined', '--rule', 'proactive', ...place]);
    expect(untold.out).toContain('no report of 2021 to compare with');
    const none = await nianbao(['check', '--agency', '教育', '--year', '2019..2021', ...place]);
    expect(none.out.trim()).toBe('0 reports checked');
    const summary = await nianbao(['check', '--summary', '--json', '--severity', 'warning', ...place]);
    expect(jsonLines(summary.out)).toMatchObject([{ reports: 2, rules: [{ rule: 'crossyear.outlier' }] }]);
  });

  it('is strict where asked to be, but not about what was dismissed', async () => {
    const place = await archive({ [STOCK]: 99 });
    expect((await nianbao(['check', ...place])).code).toBe(0);
    const only = ['--rule', 'proactive.stock', '--strict', ...place];
    expect((await nianbao(['check', ...only])).code).toBe(1);
    const { out } = await nianbao(['findings', '--rule', 'proactive.stock', '--json', ...place]);
    const dismiss = ['--as', 'dismissed', '--note', '机构改革'];
    await nianbao(['findings', 'review', fingerprintOf(out), ...dismiss, ...place]);
    const again = await nianbao(['check', ...only]);
    expect(again.code).toBe(0);
    expect(again.out).toContain('[dismissed: 机构改革]');
  });

  it('stores anew what follows from several reports, and says the same as what is stored', async () => {
    const place = await archive();
    const before = await nianbao(['findings', ...place]);
    const { code } = await nianbao(['check', '--refresh', '--summary', ...place]);
    expect(code).toBe(0);
    expect((await nianbao(['findings', ...place])).out).toBe(before.out);
  });

  it.each([
    [['--year', '2023..2021'], /write a range of years as 2021\.\.2023/],
    [['--year', '23'], /a report year/],
    [['--rule', 'a; DROP'], /a rule is a name/],
    [['--status', 'bad'], /Allowed choices/],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await nianbao(['check', ...args, '--home', scratch()]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('says so where no such agency is in the archive', async () => {
    const { code, err } = await nianbao(['check', '--agency', '没有', ...(await archive())]);
    expect(code).toBe(1);
    expect(err).toContain('no report of 「没有」');
  });
});

describe('nianbao findings', () => {
  it('are listed, reviewed by the beginning of their name, and shown with the review everywhere', async () => {
    const place = await archive();
    const listed = await nianbao(['findings', '--rule', 'proactive.stock', ...place]);
    expect(listed.out).toMatch(new RegExp(`^[0-9a-f]{12} {2}error {4}${AGENCY} 2023 {2}proactive\\.stock`));
    const fingerprint = listed.out.slice(0, 12);
    const review = ['--as', 'confirmed', '--note', '已电话核实', '--by', '李四'];
    const said = await nianbao([
      'findings',
      'review',
      fingerprint.slice(0, 8).toUpperCase(),
      ...review,
      ...place,
    ]);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('[confirmed by 李四: 已电话核实]') });
    for (const args of [
      ['show', AGENCY, '2023'],
      ['findings', '--review', 'confirmed'],
      ['check', '--rule', 'proactive.stock'],
    ]) {
      const { out } = await nianbao([...args, ...place]);
      expect(out, args[0]).toContain('[confirmed by 李四: 已电话核实]');
    }
    const history = await nianbao(['history', AGENCY, '2023', ...place]);
    expect(history.out).toMatch(
      new RegExp(`review: confirmed by 李四 {2}${fingerprint} {2}proactive\\.stock`),
    );
    const open = await nianbao(['findings', '--review', 'open', '--rule', 'proactive.stock', ...place]);
    expect(open.out.trim()).toBe('0 findings');
  });

  it.each([
    [['0123'], 1, /no finding 0123 .*`nianbao findings` lists them/],
    [['xyz'], 2, /a fingerprint is 4 or more/],
  ])('cannot review %j', async (names, code, message) => {
    const args = ['findings', 'review', ...names, '--as', 'open', '--note', 'x', ...(await archive())];
    const ran = await nianbao(args);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(message);
  });

  it('asks why', async () => {
    const ran = await nianbao(['findings', 'review', 'abcd', '--as', 'open', '--note', ' ']);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('give the reason') });
  });
});
