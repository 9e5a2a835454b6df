import type { Family } from './contract.js';
import { hanwebAnnualReport } from './hanweb-annual-report.js';
import { hanwebJpage } from './hanweb-jpage.js';

const known: readonly Family[] = [hanwebAnnualReport, hanwebJpage];

/** Every CMS family nianbao knows, by the id that a portal's YAML uses. */
export const families: ReadonlyMap<string, Family> = new Map(known.map((family) => [family.id, family]));
