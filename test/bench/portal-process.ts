/** A simulated portal in a process of its own, so that it does not share a core with what is measured. */
import { generateReports } from '../../src/simulation/generate.js';
import { startSimulatedPortal } from '../../src/simulation/portal.js';

const agencies = Number(process.argv[2] ?? '100');
const latencyMs = Number(process.argv[3] ?? '0');

const portal = await startSimulatedPortal({
  reports: generateReports({ seed: 3, agencies, years: [2022, 2023] }),
  latencyMs,
  jpage: { serverPerPage: 100 },
  channel: () => 'hanweb-jpage',
});
// rendered once before anybody is measured, as a real static site has its pages on disk
for (const { url } of portal.truth()) await (await fetch(url)).arrayBuffer();
process.send?.({ config: portal.portalConfig('hanweb-jpage'), urls: portal.truth().map((t) => t.url) });
process.once('disconnect', () => process.exit(0));
