import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings, type Settings } from '../../src/config/settings/settings.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { harvest } from '../../src/harvest/run/harvest.js';
import type { HarvestOptions } from '../../src/harvest/run/options.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { PINGHU_REPORTS } from '../../src/simulation/reports/corpus-reports.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import type { HarvestResult } from '../../storage/contract/archive.js';
import { type Archive, openArchive } from '../../storage/index.js';

export const editions = loadEditions();
/** Nothing in these tests waits for a real site. */
const QUICK = {
  pause: 0,
  timeouts: { idle: 2, total: 5, backoff: 0, retryAfter: 1 },
  limits: { retries: 1 },
};
export const settings: Settings = changed({});
/** The settings of these tests with some keys changed. */
export function changed(keys: Readonly<Record<string, unknown>>): Settings {
  return parseSettings({ ...QUICK, ...keys });
}

export const YEARS = [2019, 2020, 2021, 2022, 2023];

/** A folder that is gone after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function newArchive(path = join(scratch(), 'archive.sqlite')): Promise<Archive> {
  const indicators = indicatorColumns(editions);
  const archive = await openArchive({ path, indicators });
  onTestFinished(() => archive.close());
  return archive;
}

export function someReports(agencies = 4): readonly SimulatedReport[] {
  return [...PINGHU_REPORTS, ...generateReports({ seed: 11, agencies, years: [2022, 2023] })];
}

export async function newPortal(options: Partial<SimulatedPortalOptions> = {}): Promise<SimulatedPortal> {
  const portal = await startSimulatedPortal({ reports: someReports(), retryAfterSeconds: 0, ...options });
  onTestFinished(() => portal.close());
  return portal;
}

/** One night: a harvest of the portal as an ordinary one. */
export function night(
  archive: Archive,
  portal: SimulatedPortal,
  more: Partial<HarvestOptions> = {},
): Promise<HarvestResult> {
  return harvest({
    archive,
    editions,
    settings,
    portals: [parsePortal(portal.portalConfig('both'), 'simulated', settings)],
    years: YEARS,
    ...more,
  });
}

/** The archive's figures by agency and year, latest versions only. */
export async function archivedFigures(archive: Archive): Promise<Map<string, Record<string, number | null>>> {
  const all = new Map<string, Record<string, number | null>>();
  for (const { report, versions } of await archive.reports({})) {
    const version = await archive.version(report, versions);
    all.set(
      `${report.agency} ${report.year}`,
      Object.fromEntries((version?.figures ?? []).map((f) => [f.indicator, f.value])),
    );
  }
  return all;
}

/** What the portal publishes, in the same shape; cells with raw text count as null. */
export function publishedFigures(portal: SimulatedPortal): Map<string, Record<string, number | null>> {
  return new Map(
    portal
      .truth()
      .map((t) => [
        `${t.agency} ${t.year}`,
        Object.fromEntries(
          Object.entries(t.figures).map(([id, v]) => [id, typeof v === 'number' ? v : numberIn(v)]),
        ),
      ]),
  );
}

function numberIn(raw: string | null): number | null {
  return raw !== null && /^[+-]?\d+(\.\d+)?$/.test(raw) ? Number(raw) : null;
}
