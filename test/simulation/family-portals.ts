import { load } from 'cheerio';
import { onTestFinished } from 'vitest';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { Channel } from '../../src/simulation/reports/report-data.js';
import { DECOYS, type SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';

/** 24 reports; with the decoys, 30 entries in a list. */
export const REPORTS = generateReports({ seed: 4, agencies: 12, years: [2021, 2022] });
export const TOTAL = REPORTS.length + DECOYS.length;

/** A portal of one family, closed after the test. */
export async function start(
  family: Channel,
  options: Partial<SimulatedPortalOptions> = {},
): Promise<SimulatedPortal> {
  const portal = await startSimulatedPortal({ reports: REPORTS, family, ...options });
  onTestFinished(() => portal.close());
  return portal;
}

/** The addresses of the links in a piece of HTML, as the portal's truth has them. */
export function links(portal: SimulatedPortal, html: string, within = 'a[href]'): string[] {
  const $ = load(html);
  return $(within)
    .toArray()
    .map((anchor) => new URL($(anchor).attr('href') ?? '', portal.url).href);
}

/** The addresses of all reports. */
export const urls = (portal: SimulatedPortal): string[] => portal.truth().map(({ url }) => url);
