/**
 * `npm run bench [-- --archive FOLDER | --start-up | --many-portals | --cpu]`: start-up, extraction, formats, harvesting, portals
 * and the CPU and disk of nights against bare baselines, and thousands of portals in one file; with `--start-up`, `--many-portals` or `--cpu` only these; with `--archive` nothing of these, but questions to the archive in the
 * folder (as `npm run bench:archive` makes one) and exports of it.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchArchive } from './archive-bench.js';
import { benchExtraction } from './extraction.js';
import { benchFormats } from './formats.js';
import { benchHarvestCost } from './harvest-cost.js';
import { benchHarvesting } from './harvesting.js';
import { benchManyPortals } from './many-portals.js';
import { fixed, peakMegabytes } from './measure.js';
import { benchPortals } from './portals.js';
import { benchQuietNight } from './quiet-night.js';
import { benchStartUp } from './start-up.js';
import { benchTable } from './table.js';

const { values } = parseArgs({
  options: {
    archive: { type: 'string' },
    'start-up': { type: 'boolean', default: false },
    'many-portals': { type: 'boolean', default: false },
    cpu: { type: 'boolean', default: false },
  },
});
const rows = values['start-up']
  ? benchStartUp()
  : values['many-portals']
    ? await benchManyPortals()
    : values.cpu
      ? [...(await benchHarvestCost()), ...(await benchQuietNight())]
      : values.archive === undefined
        ? [
            ...benchStartUp(),
            ...(await benchExtraction()),
            ...(await benchFormats()),
            ...(await benchHarvesting()),
            ...(await benchPortals()),
            ...(await benchHarvestCost()),
            ...(await benchQuietNight()),
            ...(await benchManyPortals()),
          ]
        : await benchArchive(values.archive);
console.log(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})\n`);
console.log(
  benchTable([
    ...rows,
    { what: 'peak memory of the whole run, MB', figure: fixed(peakMegabytes(), 0), target: '' },
  ]),
);
process.exit(0);
