// Begins an export, says so when rows are being written, and then does nothing more: to be killed.
// Arguments: folder of the compiled sources, archive, dataset's folder.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [compiled, path, out] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(compiled, file)).href);
const { openArchive } = await load('storage/index.js');
const { exportDataset } = await load('src/dataset/export-dataset.js');
const archive = await openArchive({ path, indicators: [], readOnly: true });
await exportDataset({
  archive,
  scope: { years: [2023], asOf: null },
  formats: ['csv', 'xlsx', 'sqlite', 'parquet'],
  tables: null,
  out,
  indicators: [],
  measures: { all: [], indicators: [] },
  settings: { title: 't', author: 'a', licence: 'CC0-1.0', contact: null },
  onReports: () => {
    process.stdout.write('writing\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
