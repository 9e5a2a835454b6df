/** Simulated portals in a process of their own, so that they do not share a core with what is measured. */
import { generateReports } from '../../src/simulation/reports/generate.js';
import { startSimulatedPortal } from '../../src/simulation/server/portal.js';

const agencies = Number(process.argv[2] ?? '100');
const latencyMs = Number(process.argv[3] ?? '0');
const portals = Number(process.argv[4] ?? '1');

const served = [];
for (let index = 0; index < portals; index++) {
  const portal = await startSimulatedPortal({
    reports: generateReports({ seed: 3 + index, agencies, years: [2022, 2023] }),
    region: String(330401 + index), // agencies of one name in two regions are two agencies
    latencyMs,
    jpage: { serverPerPage: 100 },
    channel: () => 'hanweb-jpage',
  });
  const urls = portal.truth().map((truth) => truth.url);
  // rendered once before anybody is measured, as a real static site has its pages on disk
  for (const url of urls) await (await fetch(url)).arrayBuffer();
  served.push({ config: portal.portalConfig('hanweb-jpage'), urls });
}
process.send?.(served);
process.once('disconnect', () => process.exit(0));
