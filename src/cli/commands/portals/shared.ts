import type { Settings } from '../../../config/settings/settings.js';

/** The report years that a harvest of today looks for. */
export function harvestYears(settings: Settings, now: Date): readonly number[] {
  const first = settings.harvest.firstYear;
  const last = now.getUTCFullYear() - 1;
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
}
