import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fixed } from './measure.js';
import type { BenchRow } from './table.js';

/** A report as it was published, six pages, where it lies beside the project; else one that LibreOffice printed. */
const FILES = ['../shared/corpus/pdf/huaian-2024.pdf', 'test/fixtures/document/pdf/libreoffice-2021.pdf'];

const measuredSchema = z.object({
  first: z.number(),
  warm: z.number(),
  bare: z.number(),
  megabytes: z.number(),
});

/** What reading a PDF file costs, in a process of its own, beside a bare pass of the engine in the same process. */
export async function benchPdf(): Promise<BenchRow[]> {
  const file = FILES.find((name) => existsSync(name));
  if (file === undefined) return [];
  const child = fork(fileURLToPath(new URL('./pdf-process.js', import.meta.url)), [file]);
  const answer = await new Promise<unknown>((resolve) => {
    child.once('message', resolve);
    child.once('exit', () => resolve(null));
  });
  const { first, warm, bare, megabytes } = measuredSchema.parse(answer);
  const what = `PDF report (${file.split('/').at(-1)})`;
  return [
    { what: `${what}, first, CPU ms beside Node's start`, figure: fixed(first, 0), target: '≤ 200' },
    { what: '  warm, CPU ms', figure: fixed(warm, 0), target: '≤ 70' },
    { what: '  bare pass of PDFium over text and objects, CPU ms', figure: fixed(bare, 0), target: '' },
    { what: '  warm against the bare pass', figure: `${fixed(warm / bare, 2)} x`, target: '≤ 1.5 x' },
    { what: '  peak memory of the first reading, MB', figure: fixed(megabytes, 0), target: '< 200' },
  ];
}
