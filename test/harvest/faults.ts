import { parsePortal } from '../../src/config/portal/portal.js';
import type { FaultKind } from '../../src/simulation/server/faults.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive } from '../../storage/contract/archive.js';
import { changed, night, settings } from './setup.js';

export type Place = 'reports' | 'lists' | 'everything';

const isReport = (path: string): boolean => path.startsWith('/art/') || path.startsWith('/module/xxgk/');
const isList = (path: string): boolean => path.includes('dataproxy') || path.startsWith('/col/');
export const STRIKES: Readonly<Record<Place, (path: string) => boolean>> = {
  reports: isReport,
  lists: isList,
  everything: () => true,
};

/** Every way in which a portal misbehaves, and where. */
export const FAULTS: readonly (readonly [FaultKind, Place])[] = [
  ['error-500', 'reports'],
  ['error-500', 'lists'],
  ['error-502', 'reports'],
  ['error-503', 'reports'],
  ['error-503', 'everything'],
  ['error-503-retry-after', 'reports'],
  ['error-503-retry-after', 'lists'],
  ['reset', 'reports'],
  ['reset', 'everything'],
  ['slow-drip', 'reports'],
  ['half-body', 'reports'],
  ['half-body', 'lists'],
  ['truncated-chunked', 'reports'],
  ['truncated-chunked', 'lists'],
  ['wrong-length', 'reports'],
  ['short-length', 'reports'],
  ['gzip-bomb', 'reports'],
  ['gzip-bomb', 'lists'],
  ['empty-body', 'reports'],
  ['empty-body', 'lists'],
  ['redirect-loop', 'reports'],
  ['redirect-elsewhere', 'reports'],
  ['redirect-private', 'reports'],
  ['redirect-private', 'lists'],
  ['not-found', 'reports'],
  ['not-found', 'lists'],
  ['soft-404', 'reports'],
  ['soft-404', 'lists'],
  ['front-page', 'reports'],
  ['front-page', 'everything'],
  ['maintenance', 'reports'],
  ['maintenance', 'everything'],
  ['challenge', 'reports'],
  ['challenge', 'everything'],
  ['empty-list', 'lists'],
  ['shuffled-list', 'lists'],
  ['duplicate-entries', 'lists'],
];

/** Faults that leave a night as good as any other. */
export const HARMLESS: ReadonlySet<FaultKind> = new Set(['duplicate-entries']);

/** Lists of several pages, and a drip that is slower than anybody's patience. */
export const SMALL = { jpage: { serverPerPage: 4 }, dripMs: 20 };

/** Of a night that is known to be bad. */
const impatient = changed({
  timeouts: { idle: 0.5, total: 0.5, backoff: 0, retryAfter: 1 },
  limits: { retries: 1, failures: 2, bodyBytes: 4 * 1024 * 1024 },
});

type More = Parameters<typeof night>[2];

/** A night of March 2024, by its day. */
export function onDay(archive: Archive, portal: SimulatedPortal, day: number, more: More = {}) {
  // what a browser makes of a challenge is tested with the browser, where there is one
  const portals = [parsePortal({ ...portal.portalConfig(), browser: 'never' }, 'simulated', settings)];
  return night(archive, portal, { portals, now: () => new Date(Date.UTC(2024, 2, day, 17)), ...more });
}

export function onBadDay(archive: Archive, portal: SimulatedPortal, day: number, more: More = {}) {
  return onDay(archive, portal, day, { settings: impatient, ...more });
}
