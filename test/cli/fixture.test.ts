import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { derive } from '../../src/harvest/derive/derive.js';
import { CORPUS_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { decodeText } from '../../src/text/charset.js';
import { reportAsDocx } from '../document/word/docx/report.js';
import { scratch } from '../harvest/setup.js';
import { EDITIONS, pageOf } from '../report/helpers.js';
import { nianbao } from './run.js';

const [, REPORT] = CORPUS_REPORTS;
if (REPORT === undefined) throw new Error('the simulation has no report');

const values = async (bytes: Uint8Array) => {
  const { report, findings } = await derive(bytes, EDITIONS);
  return {
    figures: report.figures.map(({ indicator, value, reason, locator }) => ({
      indicator,
      value,
      reason,
      locator,
    })),
    claims: report.claims.map(({ indicator, value }) => [indicator, value]),
    findings: findings.map(({ rule, indicators }) => [rule, indicators]),
  };
};

async function made(name: string, content: string | Uint8Array) {
  const folder = scratch();
  const [source, out] = [join(folder, name), join(folder, 'made')];
  writeFileSync(source, content);
  const ended = await nianbao(['fixture', source, '--out', out]);
  return { ...ended, source, file: out };
}

describe('fixture', () => {
  it.each([
    ['a page', async () => pageOf(REPORT, 'wps')],
    ['a Word file', () => reportAsDocx(REPORT)],
  ])('of %s reads as the original does, and says nothing of its prose and names', async (_, source) => {
    const { code, out, err, file, source: original } = await made('report', await source());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/临平 is called .*\n/);
    const [before, after] = [readFileSync(original), readFileSync(file)];
    expect(await values(after)).toEqual(await values(before));
    const { report } = await derive(after, EDITIONS);
    const said = JSON.stringify(report);
    expect(said).not.toContain('临平');
    for (const paragraph of REPORT.prose.overview) {
      if (paragraph.length > 40) expect(said).not.toContain(paragraph.slice(0, 20));
    }
  });

  it('of a page at an address keeps its charset', async () => {
    const portal = await startSimulatedPortal({ reports: [REPORT], encoding: 'gbk' });
    const out = join(scratch(), 'page.html');
    const url = portal.truth()[0]?.url ?? '';
    const { code } = await nianbao(['fixture', url, '--out', out, '--allow-private-addresses']);
    await portal.close();
    expect(code).toBe(0);
    expect(decodeText(readFileSync(out)).encoding).toBe('gb18030');
  });

  it('asks no private address unless told to', async () => {
    const out = join(scratch(), 'page.html');
    const { code, err } = await nianbao(['fixture', 'http://127.0.0.1:9/', '--out', out]);
    expect(code).toBe(1);
    expect(err).toContain('private');
    expect(existsSync(out)).toBe(false);
  });

  it('says which formats it can make', async () => {
    const { code, err, file } = await made(
      'x.pdf',
      readFileSync('test/fixtures/document/pdf/libreoffice-2021.pdf'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/no fixture can be made of a PDF.*HTML, plain text and \.docx/);
    expect(existsSync(file)).toBe(false);
  });

  it('overwrites nothing', async () => {
    const folder = scratch();
    const [source, out] = [join(folder, 'a.html'), join(folder, 'b.html')];
    writeFileSync(source, pageOf(REPORT));
    writeFileSync(out, 'mine');
    expect((await nianbao(['fixture', source, '--out', out])).code).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });
});
