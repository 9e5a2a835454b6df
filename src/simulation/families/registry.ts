/** Every family that a portal can be of. */
import type { Channel } from '../reports/report-data.js';
import type { Site } from '../server/site.js';
import { browser } from './browser.js';
import { epointEwb } from './epoint-ewb.js';
import type { SimulatedFamily } from './family.js';
import { gkmlpt } from './gkmlpt.js';
import { hanwebAnnualReport } from './hanweb-annual-report.js';
import { hanwebJpaas } from './hanweb-jpaas.js';
import { hanwebJpage } from './hanweb-jpage.js';
import { hanwebXxgk } from './hanweb-xxgk.js';
import { staticList } from './static.js';
import { truecms } from './truecms.js';

/** By id. */
export const FAMILIES: Readonly<Record<Channel, SimulatedFamily>> = {
  'hanweb-annual-report': hanwebAnnualReport,
  'hanweb-jpage': hanwebJpage,
  'hanweb-xxgk': hanwebXxgk,
  'hanweb-jpaas': hanwebJpaas,
  truecms,
  'epoint-ewb': epointEwb,
  gkmlpt,
  static: staticList,
  browser,
};

/** The families of a portal. */
export function familiesOf({ publications }: Site): readonly SimulatedFamily[] {
  return publications.channels().map((channel) => FAMILIES[channel]);
}
