/**
 * Reads the PDF file named on its command line, first and warm, beside a bare pass of PDFium over the same file, and says
 * what CPU that took and what memory. What reads is loaded while it is measured.
 */
import { readFileSync } from 'node:fs';
import { cpuOf, peakMegabytes } from './measure.js';

const WARM_UP = 20;
const ROUNDS = 30;

const bytes = readFileSync(process.argv[2] ?? '');

async function read(): Promise<void> {
  const { readDocument } = await import('../../src/document/read.js');
  await readDocument(bytes);
}

async function bare(): Promise<void> {
  const { barePass } = await import('./bare-pdf.js');
  await barePass(bytes);
}

const first = await cpuOf(read);
const megabytes = peakMegabytes();
for (let round = 0; round < WARM_UP; round++) {
  await read();
  await bare();
}
const [warm, against]: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round++) {
  warm.push(await cpuOf(read));
  against.push(await cpuOf(bare));
}
process.send?.({ first, warm, bare: against, megabytes }, () => process.exit(0));
