import { describe, expect, it } from 'vitest';
import { type Clock, Pacer } from '../../crawlers/fetch/pace.js';
import { parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import type { Channel } from '../../src/simulation/reports/report-data.js';
import { peakOverlap, shortestGap } from '../../src/simulation/server/log.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { archivedFigures, newArchive, newPortal, night, publishedFigures, someReports } from './setup.js';

/** As shipped: three seconds between two requests. */
const settings = parseSettings({});

/** A clock whose pauses take no time: whoever sleeps wakes at once, and so much later. */
function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    elapsed: () => now,
    sleep: async (milliseconds, signal) => {
      const wake = now + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      now = Math.max(now, wake);
    },
  };
}

/** The clock as the log of a portal reads it: no two moments are the same. */
function noted(clock: Clock): () => number {
  let moment = 0;
  return () => {
    moment += 0.001;
    return clock.now() + moment;
  };
}

async function polite(options: Partial<SimulatedPortalOptions>, config: Record<string, unknown> = {}) {
  const clock = jumpingClock();
  const archive = await newArchive();
  const portal = await newPortal({ reports: someReports(2), clock: noted(clock), ...options });
  const { pause: _none, ...usual } = portal.portalConfig();
  const portals = [parsePortal({ ...usual, ...config }, 'simulated', settings)];
  const crawl = { clock, pacer: new Pacer(clock) };
  const result = await night(archive, portal, { portals, settings, crawl });
  return { archive, portal, result };
}

const FAMILIES: readonly Channel[] = [
  'hanweb-annual-report',
  'hanweb-jpage',
  'hanweb-xxgk',
  'hanweb-jpaas',
  'truecms',
  'epoint-ewb',
  'gkmlpt',
  'static',
];

const asked = (portal: SimulatedPortal) => portal.log.map((entry) => entry.path);

describe('with the pause at its default, a host sees one request at a time, and three seconds between two', () => {
  it.each(FAMILIES)('%s', async (family) => {
    const { portal, result } = await polite({ family });
    expect(result.outcome).toBe('done');
    expect(portal.log.length).toBeGreaterThan(5);
    expect(peakOverlap(portal.log)).toBe(1);
    expect(shortestGap(portal.log)).toBeGreaterThanOrEqual(3000);
  });

  it('files on pages, failures that are repeated, and addresses that no list names any more included', async () => {
    const clock = jumpingClock();
    const archive = await newArchive();
    const portal = await newPortal({
      reports: someReports(2),
      family: 'static',
      attachment: () => ({ format: 'txt' }),
      clock: noted(clock),
    });
    const { pause: _none, ...usual } = portal.portalConfig();
    const portals = [parsePortal(usual, 'simulated', settings)];
    const crawl = { clock, pacer: new Pacer(clock) };
    await night(archive, portal, { portals, settings, crawl });
    const [gone] = portal.truth();
    portal.withdraw(gone?.agency ?? '', gone?.year ?? 0);
    portal.fault('error-502', (path) => path.includes('/info/') || path.includes('/ndbg/'), 3);
    await night(archive, portal, { portals, settings, crawl });
    expect(asked(portal).some((path) => path.includes('attachment'))).toBe(true);
    expect(peakOverlap(portal.log)).toBe(1);
    expect(shortestGap(portal.log)).toBeGreaterThanOrEqual(3000);
  });

  it('two portals on one host share its patience', async () => {
    const clock = jumpingClock();
    const archive = await newArchive();
    const portal = await newPortal({ reports: someReports(2), clock: noted(clock) });
    const { pause: _none, ...usual } = portal.portalConfig();
    const portals = ['one', 'two'].map((id) => parsePortal(usual, id, settings));
    await night(archive, portal, { portals, settings, crawl: { clock, pacer: new Pacer(clock) } });
    expect(asked(portal).filter((path) => path === '/robots.txt')).toHaveLength(1);
    expect(peakOverlap(portal.log)).toBe(1);
    expect(shortestGap(portal.log)).toBeGreaterThanOrEqual(3000);
  });
});

describe('robots.txt', () => {
  it('is asked for before anything else', async () => {
    const { portal } = await polite({});
    expect(asked(portal)[0]).toBe('/robots.txt');
  });

  it('that asks for a longer pause gets it', async () => {
    const { portal } = await polite({ robots: 'User-agent: *\nCrawl-delay: 8\n' });
    expect(shortestGap(portal.log.slice(1))).toBeGreaterThanOrEqual(8000);
  });

  it.each([
    ['a folder', 'User-agent: *\nDisallow: /module/xxgk/\n', /^\/module\/xxgk\//],
    ['a wildcard', 'User-agent: *\nDisallow: /*.jsp?fbtime=\n', /\.jsp\?fbtime=/],
    ['an ending', 'User-agent: *\nDisallow: /art/*.html$\n', /^\/art\/.*\.html$/],
    ['us by name', 'User-agent: nianbao\nDisallow: /art/\n\nUser-agent: *\nDisallow:\n', /^\/art\//],
  ])('that forbids %s is obeyed, and the record says what was left out', async (_, robots, forbidden) => {
    const { portal, result } = await polite({ robots });
    expect(asked(portal).filter((path) => forbidden.test(path))).toEqual([]);
    expect(asked(portal).length).toBeGreaterThan(3);
    expect(result.portals[0]?.problems.join('\n')).toContain('robots.txt disallows');
  });

  it('that allows an exception within what it forbids is read to the letter', async () => {
    const robots = 'User-agent: *\nDisallow: /art/\nAllow: /art/2024/\n';
    const { portal } = await polite({ robots });
    const articles = asked(portal).filter((path) => path.startsWith('/art/'));
    expect(articles.length).toBeGreaterThan(0);
    expect(articles.every((path) => path.startsWith('/art/2024/'))).toBe(true);
  });

  it('that forbids another crawler only is no concern of ours', async () => {
    const { archive, portal } = await polite({ robots: 'User-agent: Baiduspider\nDisallow: /\n' });
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });
});
