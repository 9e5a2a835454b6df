import type { Settings } from '../../config/settings/settings.js';

/** Reports of a year are published in the next: from the first year looked for to the one before this. */
export function reportYears(settings: Pick<Settings, 'harvest'>, now: Date): readonly number[] {
  const first = settings.harvest.firstYear;
  const last = now.getUTCFullYear() - 1;
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
}
