/** What scenarios of two addresses share: the first, `a`, says 12. */
import type { Stage } from '../stage.js';
import { published, revised } from './names.js';

export const BEGUN = '1 first_seen a';
/** The night on which an address counts as gone that is still listed, and shows no report from the third night on. */
export const LATER = 5;

/** Both addresses, the second with its own figure. */
export const both =
  (licences: number) =>
  (stage: Stage): void => {
    published(stage);
    stage.publish('b', revised(licences));
  };

/** Six nights: one finding until a night, and none from then on. */
export function until(night: number): string {
  return Array.from({ length: 6 }, (_, index) => (index + 1 < night ? 1 : 0)).join('');
}
