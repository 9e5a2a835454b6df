import type { Settings } from '../../config/settings/settings.js';

/** Reports of a year are published in the next one: the years from the first to harvest to last year. */
export function reportYears(settings: Pick<Settings, 'harvest'>, now: Date): readonly number[] {
  const first = settings.harvest.firstYear;
  const last = now.getUTCFullYear() - 1;
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
}
