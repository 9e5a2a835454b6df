import iconv from 'iconv-lite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import {
  LINPING_APPROVAL_OFFICE_2023,
  PINGHU_DATA_OFFICE_2023,
  PINGHU_REPORTS,
  PINGHU_SCIENCE_BUREAU_2023,
} from '../../src/simulation/reports/corpus-reports.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { SimulationError } from '../../src/simulation/reports/report-data.js';
import { peakOverlap, shortestGap } from '../../src/simulation/server/log.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { ask } from './ask.js';

const open: SimulatedPortal[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((portal) => portal.close()));
});

async function start(options: Partial<SimulatedPortalOptions> = {}): Promise<SimulatedPortal> {
  const portal = await startSimulatedPortal({ reports: PINGHU_REPORTS, ...options });
  open.push(portal);
  return portal;
}

const BUREAU = ['平湖市科学技术局', 2023] as const;
const OFFICE = ['平湖市政务服务和数据资源管理办公室', 2023] as const;

function addressOf(portal: SimulatedPortal, [agency, year]: readonly [string, number]): string {
  const found = portal.truth().find((entry) => entry.agency === agency && entry.year === year);
  if (found === undefined) throw new Error(`${agency} ${year} is not on the portal`);
  return found.url;
}

describe('a portal', () => {
  it('serves every report of its truth at its address', async () => {
    const portal = await start();
    const truth = portal.truth();
    expect(truth.map((entry) => entry.channel)).toEqual([
      'hanweb-annual-report',
      'hanweb-annual-report',
      'hanweb-jpage',
    ]);
    for (const entry of truth) {
      const seen = await ask(portal.url, entry.url);
      expect(seen.status).toBe(200);
      expect(seen.text).toContain(`<h1 class="art_title">${entry.title}</h1>`);
    }
  });

  it('gives each report one address, by the channel that is asked for', async () => {
    const portal = await start({ channel: () => 'hanweb-jpage' });
    expect(portal.truth('hanweb-annual-report')).toEqual([]);
    expect(new Set(portal.truth('hanweb-jpage').map((entry) => entry.url)).size).toBe(PINGHU_REPORTS.length);
  });

  it('has a front page, links to its lists, and answers 404 elsewhere', async () => {
    const portal = await start();
    expect((await ask(portal.url, '/')).text).toContain('政务动态');
    expect((await ask(portal.url, '/zfxxgk/index.html')).text).toContain('/zfxxgk/ndbg/index.html');
    expect((await ask(portal.url, '/nowhere.html')).status).toBe(404);
    expect((await ask(portal.url, '/module/jpage/dataproxy.jsp')).status).toBe(404);
  });

  it('has a robots.txt only where it is given one', async () => {
    const robots = 'User-agent: *\nDisallow: /art/\n';
    const portal = await start({ robots });
    expect((await ask(portal.url, '/robots.txt')).text).toBe(robots);
    expect((await ask((await start()).url, '/robots.txt')).status).toBe(404);
  });

  it('describes itself as a portal that the product can read', async () => {
    const portal = await start({ jpage: { method: 'GET' } });
    const config = parsePortal(portal.portalConfig(), 'simulated', { pause: 3 });
    expect(config).toMatchObject({ baseUrl: portal.url, pause: 0, allowPrivateAddresses: true });
    expect(config.columns.map((column) => column.family)).toEqual(['hanweb-annual-report', 'hanweb-jpage']);
    const codes = new Map(config.agencies.map((agency) => [agency.name, agency.code]));
    expect(codes.get('平湖市科学技术局')).toBeUndefined();
    expect(codes.get('平湖市人民政府办公室')).toBe('330482SIM00001');
    const one = parsePortal(portal.portalConfig('hanweb-jpage'), 'simulated', { pause: 3 });
    expect(one.agencies.map((agency) => agency.name)).toEqual(['平湖市科学技术局']);
  });

  it('refuses two reports of one agency and year, and options that no server could have', async () => {
    const twice = [PINGHU_SCIENCE_BUREAU_2023, PINGHU_SCIENCE_BUREAU_2023];
    await expect(startSimulatedPortal({ reports: twice })).rejects.toThrow(SimulationError);
    await expect(startSimulatedPortal({ reports: [], jpage: { serverPerPage: 0 } })).rejects.toThrow(
      SimulationError,
    );
  });
});

describe('encodings', () => {
  it.each([
    { encoding: 'utf-8', wrongCharset: false, header: 'UTF-8', meta: 'UTF-8' },
    { encoding: 'gbk', wrongCharset: false, header: 'GBK', meta: 'GBK' },
    { encoding: 'gbk', wrongCharset: true, header: 'UTF-8', meta: 'GBK' },
    { encoding: 'gbk', wrongCharset: 'meta', header: 'GBK', meta: 'UTF-8' },
    { encoding: 'utf-8', wrongCharset: 'both', header: 'GBK', meta: 'GBK' },
  ] as const)(
    'bytes in $encoding, wrong: $wrongCharset',
    async ({ encoding, wrongCharset, header, meta }) => {
      const portal = await start({ encoding, wrongCharset });
      const seen = await ask(portal.url, addressOf(portal, BUREAU));
      const text = iconv.decode(seen.body, encoding);
      expect(text).toContain(PINGHU_SCIENCE_BUREAU_2023.title);
      expect(text).not.toContain('\ufffd');
      expect(text).toContain(`charset=${meta}"`);
      expect(seen.headers['content-type']).toBe(`text/html;charset=${header}`);
    },
  );

  it('loses no character of generated reports in GBK', async () => {
    const reports = generateReports({ seed: 1, agencies: 24, years: [2020, 2023] });
    const portal = await start({ reports, encoding: 'gbk' });
    for (const entry of portal.truth()) {
      const text = iconv.decode((await ask(portal.url, entry.url)).body, 'gbk');
      expect(text).toContain(entry.title);
      expect(text).not.toMatch(/\ufffd|>\?</);
    }
  });
});

describe('validators', () => {
  it('let an article be asked for conditionally', async () => {
    const portal = await start();
    const address = addressOf(portal, BUREAU);
    const first = await ask(portal.url, address);
    const etag = String(first.headers.etag);
    const modified = String(first.headers['last-modified']);
    for (const headers of [{ 'if-none-match': etag }, { 'if-modified-since': modified }]) {
      const again = await ask(portal.url, address, { headers });
      expect(again.status).toBe(304);
      expect(again.body).toHaveLength(0);
      expect(again.headers.etag).toBe(etag);
    }
    const other = { 'if-none-match': '"other"', 'if-modified-since': modified };
    expect((await ask(portal.url, address, { headers: other })).status).toBe(200);
  });

  it('change with the page, and only with it', async () => {
    const portal = await start();
    const address = addressOf(portal, BUREAU);
    const first = await ask(portal.url, address);
    const headers = {
      'if-none-match': String(first.headers.etag),
      'if-modified-since': String(first.headers['last-modified']),
    };
    portal.bumpCounter(...OFFICE);
    expect((await ask(portal.url, address, { headers })).status).toBe(304);
    portal.bumpCounter(...BUREAU);
    const changed = await ask(portal.url, address, { headers });
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).not.toBe(first.headers.etag);
    expect(Date.parse(String(changed.headers['last-modified']))).toBeGreaterThan(
      Date.parse(String(first.headers['last-modified'])),
    );
  });

  it('are missing from JSP pages unless wanted, and from everything if not wanted', async () => {
    const plain = await start();
    expect((await ask(plain.url, addressOf(plain, OFFICE))).headers.etag).toBeUndefined();
    const dynamic = await start({ dynamicValidators: true });
    expect((await ask(dynamic.url, addressOf(dynamic, OFFICE))).headers.etag).toBeDefined();
    const none = await start({ validators: false });
    expect((await ask(none.url, addressOf(none, BUREAU))).headers['last-modified']).toBeUndefined();
  });
});

describe('what happens to a report', () => {
  it('a figure is revised quietly', async () => {
    const portal = await start();
    portal.reviseFigure(...BUREAU, 'proactive.normative.in_force', 7);
    expect((await ask(portal.url, addressOf(portal, BUREAU))).text).toMatch(/>(?:&nbsp;| )?7(?:&nbsp;| )?</);
    const [truth] = portal.truth('hanweb-jpage');
    expect(truth?.figures['proactive.normative.in_force']).toBe(7);
    expect(() => portal.reviseFigure(...BUREAU, 'proactive.unknown', 1)).toThrow(SimulationError);
    expect(PINGHU_SCIENCE_BUREAU_2023.figures['proactive.normative.in_force']).toBe(6);
  });

  it('an absent cell comes back with a figure', async () => {
    const absentCells = ['requests.unavailable.not_held.total'];
    const portal = await start({ reports: [{ ...LINPING_APPROVAL_OFFICE_2023, absentCells }] });
    const report = [LINPING_APPROVAL_OFFICE_2023.agency, 2023] as const;
    const cells = async () => (await ask(portal.url, addressOf(portal, report))).text.match(/<td/g)?.length;
    const before = await cells();
    portal.reviseFigure(...report, 'requests.unavailable.not_held.total', 3);
    expect(await cells()).toBe((before ?? 0) + 1);
    expect(portal.truth()[0]?.figures['requests.unavailable.not_held.total']).toBe(3);
  });

  it('a paragraph is revised', async () => {
    const portal = await start();
    portal.reviseParagraph(...BUREAU, 'other', 0, '改后的说明。');
    expect((await ask(portal.url, addressOf(portal, BUREAU))).text).toContain('改后的说明。');
    expect(() => portal.reviseParagraph(...BUREAU, 'other', 9, '')).toThrow(SimulationError);
  });

  it('the counter and the date of today change bytes and nothing else', async () => {
    const portal = await start();
    portal.bumpCounter(...OFFICE, 5);
    portal.setToday('2024-02-29');
    const text = (await ask(portal.url, addressOf(portal, OFFICE))).text;
    expect(text).toContain(`<span id="visits">${PINGHU_DATA_OFFICE_2023.counter + 5}</span>`);
    expect(text).toContain('今天是：2024年2月29日 星期四');
    expect(portal.truth()[0]?.figures).toEqual(PINGHU_DATA_OFFICE_2023.figures);
  });

  it('an article moves to a new address', async () => {
    const portal = await start();
    const old = addressOf(portal, BUREAU);
    portal.move(...BUREAU);
    expect(addressOf(portal, BUREAU)).not.toBe(old);
    expect((await ask(portal.url, old)).status).toBe(404);
    expect((await ask(portal.url, addressOf(portal, BUREAU))).status).toBe(200);
  });

  it('a report stands at a second address, which has a life of its own', async () => {
    const portal = await start({ channel: () => 'hanweb-jpage' });
    const first = addressOf(portal, BUREAU);
    const second = portal.publishAgain(...BUREAU);
    const ofBureau = () =>
      portal.truth().filter(({ agency, year }) => `${agency} ${year}` === BUREAU.join(' '));
    expect(ofBureau().map(({ url }) => url)).toEqual([first, second]);
    portal.edit(second, (report) => ({
      ...report,
      figures: { ...report.figures, 'proactive.normative.in_force': 77 },
    }));
    portal.takeDown(first);
    expect((await ask(portal.url, first)).status).toBe(404);
    expect(ofBureau().map(({ url, figures }) => [url, figures['proactive.normative.in_force']])).toEqual([
      [second, 77],
    ]);
    portal.putBack(first);
    expect(ofBureau().map(({ url }) => url)).toEqual([first, second]);
  });

  it('an address gives its report another name, and the report still answers to its first one', async () => {
    const portal = await start({ channel: () => 'hanweb-jpage' });
    const url = addressOf(portal, BUREAU);
    portal.edit(url, (report) => ({
      ...report,
      agency: '平湖市学科技术局',
      title: '平湖市学科技术局2023年度报告',
    }));
    expect(portal.truth().find((one) => one.url === url)?.agency).toBe('平湖市学科技术局');
    expect((await ask(portal.url, url)).text).toContain(
      '<h1 class="art_title">平湖市学科技术局2023年度报告</h1>',
    );
    portal.withdraw(...BUREAU);
    expect((await ask(portal.url, url)).status).toBe(404);
  });

  it('refuses edits of what is nowhere, and of the date that makes the address', async () => {
    const portal = await start({ channel: () => 'hanweb-jpage' });
    expect(() => portal.takeDown(`${portal.url}nowhere.html`)).toThrow(SimulationError);
    const url = addressOf(portal, BUREAU);
    expect(() => portal.edit(url, (report) => ({ ...report, published: '2024-02-02' }))).toThrow(/date/);
  });

  it('a report of the module moves to the column', async () => {
    const portal = await start();
    const old = addressOf(portal, OFFICE);
    portal.move(...OFFICE);
    expect(addressOf(portal, OFFICE)).toMatch(/\/art\/2024\/1\/25\/art_1229709164_\d+\.html$/);
    expect((await ask(portal.url, old)).text).toContain('暂无');
    expect(portal.portalConfig().agencies.find((agency) => agency.name === OFFICE[0])?.code).toBe(
      '900100201',
    );
  });

  it('a report is withdrawn and restored', async () => {
    const portal = await start();
    const [article, module] = [addressOf(portal, BUREAU), addressOf(portal, OFFICE)];
    portal.withdraw(...BUREAU);
    portal.withdraw(...OFFICE);
    expect(portal.truth()).toHaveLength(1);
    expect((await ask(portal.url, article)).status).toBe(404);
    expect((await ask(portal.url, module)).text).toContain('暂无');
    portal.restore(...BUREAU);
    expect(addressOf(portal, BUREAU)).toBe(article);
    expect((await ask(portal.url, article)).status).toBe(200);
  });

  it('a further report is published', async () => {
    const portal = await start();
    const [report] = generateReports({ seed: 1, agencies: 1, years: [2024] });
    if (report === undefined) throw new Error('nothing generated');
    portal.publish(report);
    expect((await ask(portal.url, addressOf(portal, [report.agency, 2024]))).status).toBe(200);
  });

  it('nothing happens to a report that never was', async () => {
    const portal = await start();
    expect(() => portal.withdraw('平湖市气象局', 2023)).toThrow(SimulationError);
  });
});

describe('the log', () => {
  it('keeps method, path, form, headers, status and times', async () => {
    const portal = await start();
    await ask(portal.url, '/robots.txt?x=1', { headers: { 'user-agent': 'tester' } });
    await ask(portal.url, '/module/web/jpage/dataproxy.jsp', { method: 'POST', form: { columnid: '1' } });
    await vi.waitFor(() => expect(portal.log.every((entry) => entry.endedAt !== null)).toBe(true));
    expect(portal.log).toMatchObject([
      { method: 'GET', path: '/robots.txt?x=1', status: 404, headers: { 'user-agent': 'tester' } },
      { method: 'POST', status: 200, form: { columnid: '1' } },
    ]);
    for (const entry of portal.log) expect(entry.endedAt ?? 0).toBeGreaterThanOrEqual(entry.at);
    portal.clearLog();
    expect(portal.log).toEqual([]);
  });

  it('shows the shortest time between two requests', async () => {
    const portal = await start({ latencyMs: 20 });
    expect(shortestGap(portal.log)).toBe(Number.POSITIVE_INFINITY);
    await ask(portal.url, '/');
    await new Promise((resolve) => setTimeout(resolve, 60));
    await ask(portal.url, '/');
    await vi.waitFor(() => expect(portal.log.every((entry) => entry.endedAt !== null)).toBe(true));
    expect(shortestGap(portal.log)).toBeGreaterThan(40);
    await Promise.all([1, 2].map(() => ask(portal.url, '/')));
    expect(shortestGap(portal.log)).toBeLessThan(0);
  });

  it('shows requests that were in flight together', async () => {
    const portal = await start({ latencyMs: 40 });
    await Promise.all([1, 2, 3].map(() => ask(portal.url, '/')));
    await vi.waitFor(() => expect(portal.log.every((entry) => entry.endedAt !== null)).toBe(true));
    expect(peakOverlap(portal.log)).toBe(3);
    portal.clearLog();
    for (const path of ['/', '/', '/']) await ask(portal.url, path);
    await vi.waitFor(() => expect(portal.log.every((entry) => entry.endedAt !== null)).toBe(true));
    expect(peakOverlap(portal.log)).toBe(1);
  });
});
