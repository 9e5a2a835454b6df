import type { Family } from '../contract.js';
import { browserFamily } from './browser.js';
import { epointEwb } from './epoint-ewb.js';
import { gkmlpt } from './gkmlpt.js';
import { hanwebAnnualReport } from './hanweb-annual-report.js';
import { hanwebJpaas } from './hanweb-jpaas.js';
import { hanwebJpage } from './hanweb-jpage.js';
import { hanwebXxgk } from './hanweb-xxgk.js';
import { jsonList } from './json-list/json-list.js';
import { lonsun } from './lonsun.js';
import { staticList } from './static/static.js';
import { truecms } from './truecms.js';

const known: readonly Family[] = [
  hanwebAnnualReport,
  hanwebJpage,
  hanwebXxgk,
  hanwebJpaas,
  truecms,
  epointEwb,
  gkmlpt,
  lonsun,
  jsonList,
  staticList,
  browserFamily,
];

/** Every CMS family nianbao knows, by the id that a portal's YAML uses. */
export const families: ReadonlyMap<string, Family> = new Map(known.map((family) => [family.id, family]));
