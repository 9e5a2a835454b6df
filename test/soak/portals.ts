import { generateReports } from '../../src/simulation/reports/generate.js';
import type { Random } from '../../src/simulation/reports/random.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { FAULT_KINDS_OF_NIGHTS } from './faults.js';

export const YEARS = [2022, 2023];

/** Starts the portals of a soak: each of a region of its own, with reports of two years. */
export function startPortals(count: number, reports: number, seed: number): Promise<SimulatedPortal[]> {
  const agencies = Math.max(1, Math.round(reports / YEARS.length));
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      startSimulatedPortal({
        reports: generateReports({ seed: seed * 1000 + index, agencies, years: YEARS }),
        region: String(330401 + index),
        channel: () => 'hanweb-jpage',
        jpage: { serverPerPage: 100 },
        retryAfterSeconds: 0,
      }),
    ),
  );
}

/** What happens to a portal by day. */
export function changeSomething(portal: SimulatedPortal, random: Random): void {
  const online = portal.truth();
  const report = online[random.between(0, online.length - 1)];
  if (report === undefined) return;
  const { agency, year } = report;
  const what = random.between(0, 9);
  if (what < 5) portal.reviseFigure(agency, year, 'proactive.normative.in_force', random.between(0, 500));
  else if (what < 8) portal.bumpCounter(agency, year);
  else if (online.length > 8) portal.withdraw(agency, year);
}

/** Strikes the portal with one of the faults, everywhere or for some requests, or heals it. */
export function strike(portal: SimulatedPortal, random: Random, chance: number): void {
  portal.fault(null);
  if (random.between(1, 100) > chance) return;
  const kind = FAULT_KINDS_OF_NIGHTS[random.between(0, FAULT_KINDS_OF_NIGHTS.length - 1)] ?? 'reset';
  const some = random.between(0, 1) === 0;
  portal.fault(kind, () => true, some ? random.between(1, 10) : Number.POSITIVE_INFINITY);
}
