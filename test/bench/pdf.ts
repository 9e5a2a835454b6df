import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineBench } from './bench.js';
import { ratios } from './measure.js';

/** A report as it was published, six pages, where it lies beside the project; else one that LibreOffice printed. */
const FILES = ['../shared/corpus/pdf/huaian-2024.pdf', 'test/fixtures/document/pdf/libreoffice-2021.pdf'];

const measuredSchema = z.object({
  first: z.number(),
  warm: z.array(z.number()),
  bare: z.array(z.number()),
  megabytes: z.number(),
});

/** What reading a PDF file costs, in a process of its own, beside a bare pass of the engine in the same process. */
export const pdf = defineBench({
  name: 'pdf',
  rows: {
    first: {
      what: "PDF report of six pages, first, CPU ms beside Node's start",
      better: 'less',
      target: 200,
      digits: 0,
    },
    warm: { what: '  warm, CPU ms', better: 'less', target: 70, digits: 0 },
    bare: { what: '  bare pass of PDFium over text and objects, CPU ms', better: 'neither', digits: 0 },
    ratio: { what: '  CPU of reading against the bare pass', better: 'less', target: 1.5, digits: 2 },
    memory: { what: '  peak memory of the first reading, MB', better: 'less', target: 200, digits: 0 },
  },
  async run() {
    const file = FILES.find((name) => existsSync(name));
    if (file === undefined) return {};
    const child = fork(fileURLToPath(new URL('./pdf-process.js', import.meta.url)), [file]);
    const answer = await new Promise<unknown>((resolve) => {
      child.once('message', resolve);
      child.once('exit', () => resolve(null));
    });
    const { first, warm, bare, megabytes } = measuredSchema.parse(answer);
    return {
      first: { values: [first] },
      warm: { values: warm },
      bare: { values: bare },
      ratio: { values: ratios(warm, bare) },
      memory: { values: [megabytes] },
    };
  },
});
