import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import type { BrowserOptions } from '../../src/simulation/families/options.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { DECOYS } from '../../src/simulation/server/options.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { noChromium, trap } from '../crawlers/browser/helpers.js';
import { archivedFigures, changed, newArchive, newPortal, night, publishedFigures } from './setup.js';

const reports = generateReports({ seed: 41, agencies: 3, years: [2023] });
const settings = changed({ timeouts: { idle: 10, total: 12, backoff: 0, retryAfter: 1 } });

/** Three reports and two decoys: two pages of three. */
function portalOf(browser: Partial<BrowserOptions>): Promise<SimulatedPortal> {
  return newPortal({
    reports,
    family: 'browser',
    decoys: DECOYS.slice(0, 2),
    browser: { perPage: 3, ...browser },
  });
}

async function harvested(portal: SimulatedPortal, config: Record<string, unknown> = {}) {
  const archive = await newArchive();
  const portals = [parsePortal({ ...portal.portalConfig('browser'), ...config }, 'simulated', settings)];
  const result = await night(archive, portal, { portals, settings });
  return { archive, result, problems: result.portals.flatMap((summary) => summary.problems) };
}

describe.skipIf(noChromium)('a portal that shows its lists only to a browser', () => {
  it.each<Partial<BrowserOptions>>([
    {},
    { articles: 'script', lastPage: 'disabled' },
    { challenge: 'cookie', articles: 'script', within: true },
  ])('is archived whole: %j', async (browser) => {
    const portal = await portalOf(browser);
    const { archive, problems, result } = await harvested(portal);
    expect(problems).toEqual([]);
    expect(result.outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    const [first] = portal.truth();
    const captures = await archive.captures({
      region: '330482',
      agency: first?.agency ?? '',
      year: first?.year ?? 0,
      kind: first?.kind ?? 'own',
    });
    expect(captures.map((capture) => capture.marks)).toEqual([
      browser.articles === 'script' ? ['rendered'] : [],
    ]);
  });

  it('is rendered without being told to, where its pages show nothing by themselves', async () => {
    const portal = await portalOf({ articles: 'script', perPage: 50 });
    const columns = [{ family: 'static', page: '/ndbg/index.html', within: '/ndbg/article/' }];
    const { archive, problems } = await harvested(portal, { columns });
    expect(problems).toEqual([]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('has its report pages rendered without being told to, where they show nothing by themselves', async () => {
    const portal = await portalOf({ articles: 'script' });
    const columns = [{ family: 'browser', page: '/ndbg/index.html', waitFor: '.list li', next: '.next' }];
    const { archive, problems } = await harvested(portal, { columns });
    expect(problems).toEqual([]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it('is not rendered where its configuration says never', async () => {
    const portal = await portalOf({});
    const { archive, problems, result } = await harvested(portal, { browser: 'never' });
    expect(result.outcome).toBe('failed');
    expect(problems.join()).toContain('browser: never');
    expect(await archive.reports({})).toEqual([]);
  });

  it('is recorded as blocked where its challenge goes on, and nothing of it is archived', async () => {
    const portal = await portalOf({ challenge: 'endless' });
    const { archive, problems, result } = await harvested(portal);
    expect(result.outcome).toBe('failed');
    expect(problems.join()).toMatch(/blocked: .*challenge/);
    expect(await archive.reports({})).toEqual([]);
  });

  it('reaches nothing through the browser that it may not reach otherwise', async () => {
    const other = await trap();
    const portal = await portalOf({ intruders: true, otherPort: other.port, articles: 'script' });
    const { archive } = await harvested(portal);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    expect(other.connections()).toBe(0);
    const asked = portal.log.map((entry) => entry.path);
    expect(asked.filter((path) => /\.(?:png|jpe?g|gif|woff2?|ttf|css)\b/.test(path))).toEqual([]);
  });
});
