import { cpus } from 'node:os';
import { benchExtraction } from './extraction.js';
import { benchFormats } from './formats.js';
import { benchHarvesting } from './harvesting.js';
import { fixed, peakMegabytes } from './measure.js';
import { benchPortals } from './portals.js';
import { benchTable } from './table.js';

const rows = [
  ...(await benchExtraction()),
  ...(await benchFormats()),
  ...(await benchHarvesting()),
  ...(await benchPortals()),
];
console.log(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})\n`);
console.log(
  benchTable([
    ...rows,
    { what: 'peak memory of the whole run, MB', figure: fixed(peakMegabytes(), 0), target: '' },
  ]),
);
process.exit(0);
