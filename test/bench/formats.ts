import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { formats } from '../formats/fixtures.js';
import { LAYOUTS } from '../formats/layouts.js';
import { sampleReports } from '../formats/matrix.js';
import { printReport } from '../formats/printed.js';
import { hasTool } from '../formats/tools.js';
import { fixed } from './measure.js';
import type { BenchRow } from './table.js';

/** The formats measured, by their ids in the matrix, with the documents a second that are asked for. */
const TARGETS: ReadonlyMap<string, string> = new Map([
  ['html', ''],
  ['docx', '≥ 50'],
  ['doc, wps', ''],
  ['xlsx', '≥ 50'],
  ['xls, et', ''],
  ['pdf (Chromium)', '≥ 5'],
  ['pdf (LibreOffice)', '≥ 5'],
  ['ofd', ''],
  ['png, 200 dpi', '≥ 0.2'],
  ['pdf of images', '≥ 0.2'],
]);
const MEMORY_TARGET = '≤ 400';

const measuredSchema = z.object({ perSecond: z.number(), megabytes: z.number() });
type Measured = z.infer<typeof measuredSchema>;

/** Reads the files again and again in a process of their own, so that the memory is theirs; null where none can be read. */
async function measure(files: readonly string[]): Promise<Measured | null> {
  const child = fork(fileURLToPath(new URL('./format-process.js', import.meta.url)), files);
  const answer = await new Promise<unknown>((resolve) => {
    child.once('message', resolve);
    child.once('exit', () => resolve(null));
  });
  const measured = measuredSchema.nullable().safeParse(answer);
  return measured.success ? measured.data : null;
}

/** How many A4 pages are on the strips of PNG images or in the PDF files, on average. */
function pagesOf(files: readonly string[]): number {
  const pages = files.map((file) => {
    const bytes = readFileSync(file);
    const head = bytes.subarray(0, 24);
    if (head.toString('latin1', 0, 4) === '%PDF')
      return bytes.toString('latin1').split('/Type /Page /').length - 1;
    return Math.round(head.readUInt32BE(20) / head.readUInt32BE(16) / Math.SQRT2);
  });
  return pages.reduce((sum, count) => sum + count, 0) / Math.max(1, files.length);
}

/** Documents read, recognised and checked a second, on one core after a warm-up, and the most memory that took. */
export async function benchFormats(): Promise<BenchRow[]> {
  const layout = LAYOUTS.find(({ id }) => id === 'plain');
  if (layout === undefined) return [];
  const printed = sampleReports(false).map((report) => printReport(report, layout));
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const rows: BenchRow[] = [];
  try {
    for (const format of formats().filter(({ id }) => TARGETS.has(id))) {
      const missing = format.needs.find((tool) => !hasTool(tool));
      if (missing !== undefined) {
        rows.push({
          what: `${format.id}: not run here, ${missing} is not installed`,
          figure: '-',
          target: '',
        });
        continue;
      }
      const files = (await format.make(printed.slice(0, format.reports))).map((bytes, index) => {
        const file = join(folder, `${rows.length}-${index}`);
        writeFileSync(file, bytes);
        return file;
      });
      const measured = await measure(files);
      const target = TARGETS.get(format.id) ?? '';
      const pages = format.isPicture ? pagesOf(files) : 1;
      const figure = measured === null ? 'not read' : fixed(measured.perSecond * pages, 2);
      const what = format.isPicture ? 'pages' : 'documents';
      rows.push({ what: `${what} a second, ${format.id}`, figure, target });
      if (measured !== null)
        rows.push({ what: '  peak memory, MB', figure: fixed(measured.megabytes, 0), target: MEMORY_TARGET });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rows;
}
