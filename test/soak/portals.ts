import { generateReports } from '../../src/simulation/reports/generate.js';
import type { Random } from '../../src/simulation/reports/random.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { FAULT_KINDS_OF_NIGHTS } from './faults.js';

export const YEARS = [2022, 2023];

/** A portal of a soak, and the reports that it publishes at the start. */
export interface SoakPortal {
  /** The name of its file. */
  readonly id: string;
  readonly portal: SimulatedPortal;
  readonly reports: readonly SimulatedReport[];
}

/** Starts the portals of a soak: each of a region of its own, with reports of two years. */
export function startPortals(count: number, reports: number, seed: number): Promise<SoakPortal[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index): Promise<SoakPortal> => {
      const own = reportsOf(seed * 1000 + index, Math.max(1, Math.round(reports / YEARS.length)));
      const portal = await startSimulatedPortal({
        reports: own,
        region: String(330401 + index),
        channel: () => 'hanweb-jpage',
        jpage: { serverPerPage: 100 },
        retryAfterSeconds: 0,
      });
      return { id: `portal-${index}`, portal, reports: own };
    }),
  );
}

/** As many reports as so many agencies have in all years; two have one each, so that one of the other year is free. */
function reportsOf(seed: number, count: number): readonly SimulatedReport[] {
  const reports = generateReports({ seed, agencies: count + 1, years: YEARS });
  const full = (count - 1) * YEARS.length;
  return reports.filter((_, i) => i < full || (i - full) % (YEARS.length + 1) === 0);
}

/**
 * Strikes the portal with one of the faults, everywhere or for some requests, or heals it.
 * @returns whether it was struck
 */
export function strike(portal: SimulatedPortal, random: Random, chance: number): boolean {
  portal.fault(null);
  if (random.between(1, 100) > chance) return false;
  const kind = FAULT_KINDS_OF_NIGHTS[random.between(0, FAULT_KINDS_OF_NIGHTS.length - 1)] ?? 'reset';
  const some = random.between(0, 1) === 0;
  portal.fault(kind, () => true, some ? random.between(1, 10) : Number.POSITIVE_INFINITY);
  return true;
}
