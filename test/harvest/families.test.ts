import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import { PINGHU_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { Channel } from '../../src/simulation/reports/report-data.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import { archivedFigures, newArchive, newPortal, night, publishedFigures, settings } from './setup.js';

/** 27 reports; with six decoys and nine fillers, 42 entries in a list. */
const reports = [...PINGHU_REPORTS, ...generateReports({ seed: 23, agencies: 12, years: [2022, 2023] })];
const fillers = 9;

type Quirks = Omit<SimulatedPortalOptions, 'reports'>;

/** By family: portals that each do something in another way. */
const PORTALS: Readonly<Record<Exclude<Channel, 'browser'>, readonly Quirks[]>> = {
  'hanweb-annual-report': [
    {},
    { annualReport: { directory: false } },
    { frames: 1, annualReport: { emptyBody: 'empty' }, encoding: 'gbk' },
    { everyVisit: true, article: { container: 'ivs_content', paste: 'plain' } },
  ],
  'hanweb-jpage': [
    {},
    { jpage: { method: 'GET', serverPerPage: 15, sidebar: true } },
    { jpage: { paging: 'page', serverPerPage: 10, inlineFirstPage: 'comment' }, cutTitles: true },
    { frames: 1, encoding: 'gbk', wrongCharset: 'both', sessionLinks: true },
    { frames: 2, jpage: { proxyPath: '/module/jpage/dataproxy.jsp' } },
  ],
  'hanweb-xxgk': [
    {},
    { xxgk: { rows: 'li', pager: 'records', reads: 'address' }, cutTitles: true },
    { xxgk: { configured: 'area', perPage: 7, pager: 'both' }, sessionLinks: true },
    { frames: 1, encoding: 'gbk', wrongCharset: 'header', xxgk: { rows: 'li' } },
  ],
  'hanweb-jpaas': [
    {},
    { jpaas: { data: 'html', names: 'attributes', total: false }, cutTitles: true },
    { jpaas: { data: 'text', names: 'script', serverPageSize: 7 }, sessionLinks: true },
    { frames: 1, article: { container: 'TRS_Editor', paste: 'word' } },
  ],
  truecms: [
    {},
    { truecms: { limit: 50, statedPerPage: 50 }, sessionLinks: true },
    { truecms: { limit: 10, statedPerPage: 15 }, cutTitles: true },
    { truecms: { limit: 10, statedPerPage: 50, over: 'empty' } },
    { truecms: { limit: 20, over: 'not-found', sidebar: true, result: 'items' } },
    { frames: 1, encoding: 'gbk' },
  ],
  'epoint-ewb': [
    {},
    { epoint: { firstPage: 1, total: 'text', serverPageSize: 10 }, sessionLinks: true },
    { epoint: { firstPage: 1, pageZero: 'nothing', titles: 'title', wrapped: true } },
    { epoint: { total: 'none', serverPageSize: 20 }, encoding: 'gbk' },
    { epoint: { firstPage: 1, total: 'none', serverPageSize: 15 } },
  ],
  gkmlpt: [
    {},
    { gkmlpt: { pageSize: 10, times: 'text', addresses: 'relative' }, sessionLinks: true },
    { gkmlpt: { pageSize: 20, times: 'written', total: 'too-low', path: '/pinghu/gkmlpt' } },
    { gkmlpt: { publisherOnly: true } },
    { frames: 1 },
  ],
  static: [
    {},
    { static: { pager: 'silent', perPage: 10 }, cutTitles: true },
    { static: { pager: 'silent', pastEnd: 'last-page' } },
    { static: { pager: 'silent', pastEnd: 'front-page', pages: 'list' } },
    { static: { pages: 'index', pager: 'numbers', perPage: 7 }, sessionLinks: true },
    { static: { pages: 'list', perPage: 20 }, encoding: 'gbk', wrongCharset: 'meta' },
    { static: { pages: 'query', pager: 'usual' } },
    { static: { pages: 'query', pager: 'silent' } },
    { static: { pages: 'boda' } },
    { static: { pages: 'boda', pager: 'silent', within: true, perPage: 10 } },
    { frames: 1, static: { pages: 'trs' } },
    { frames: 2, static: { pages: 'boda' } },
  ],
};

const CASES = Object.entries(PORTALS).flatMap(([family, all]) =>
  all.map((quirks) => ({ family: family as Channel, quirks, name: JSON.stringify(quirks) })),
);

describe('a harvest archives exactly the reports of a portal, with exactly their figures', () => {
  it.each(CASES)('$family $name', async ({ family, quirks }) => {
    const archive = await newArchive();
    const portal = await newPortal({ reports, fillers, family, ...quirks });
    const portals = [parsePortal(portal.portalConfig(family), 'simulated', settings)];
    const result = await night(archive, portal, { portals });
    expect(result.portals.flatMap(({ problems }) => problems)).toEqual([]);
    expect(result.outcome).toBe('done');
    expect(portal.log.some(({ headers }) => headers['x-simulation-error'])).toBe(false);
    const archived = await archivedFigures(archive);
    const published = publishedFigures(portal);
    expect([...archived.keys()].sort()).toEqual([...published.keys()].sort());
    expect(archived).toEqual(published);
  });
});
