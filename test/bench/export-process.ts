/** Exports a year once, and says how long it took and what memory. Arguments: archive, year, format, tables, folder. */

import { parseSettings } from '../../src/config/settings/settings.js';
import { exportDataset } from '../../src/dataset/export-dataset.js';
import { FORMAT_NAMES } from '../../src/dataset/formats/names.js';
import { loadMeasures } from '../../src/measures/measures.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { openArchive } from '../../storage/index.js';
import { peakMegabytes } from './measure.js';

const [path = '', year = '', format = '', tables = '', out = ''] = process.argv.slice(2);
const editions = loadEditions();
const archive = await openArchive({ path, indicators: [], readOnly: true });
const [started, before] = [performance.now(), process.cpuUsage()];
const { tables: written } = await exportDataset({
  archive,
  scope: { years: [Number(year)], asOf: null },
  formats: FORMAT_NAMES.filter((name) => name === format),
  tables: tables === '' ? null : tables.split(','),
  out,
  indicators: editions.indicators,
  measures: loadMeasures(editions),
  settings: parseSettings({}).dataset,
});
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
await archive.close();
const rows = Object.values(written).reduce((sum, count) => sum + count, 0);
const answer = { seconds, processorSeconds: (user + system) / 1e6, rows, megabytes: peakMegabytes() };
process.send?.(answer, () => process.exit(0));
