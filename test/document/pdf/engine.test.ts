import { describe, expect, it } from 'vitest';
import { pdfPages } from '../../../src/document/pdf/document.js';
import { type Pdfium, withPdfium } from '../../../src/document/pdf/engine.js';
import { LIMITS } from '../layout/drawn-report.js';
import { writePdf } from './writer.js';

const EMPTY = { width: 595, height: 842, texts: [], rules: [] };

/** The instance that is at work, and what becomes of the work. */
async function worked(work: (pdfium: Pdfium) => void = () => undefined): Promise<Pdfium> {
  const used: Pdfium[] = [];
  const passes = withPdfium(async function* (pdfium) {
    used.push(pdfium);
    work(pdfium);
    yield 1;
  });
  try {
    for await (const _ of passes);
  } catch {
    // what is left of it is asked for by the tests
  }
  const [pdfium] = used;
  if (pdfium === undefined) throw new Error('nothing worked');
  return pdfium;
}

async function isRead(): Promise<boolean> {
  const read: number[] = [];
  for await (const page of pdfPages(writePdf([EMPTY]), LIMITS, [])) read.push(page.number);
  return read.length === 1;
}

describe('an instance of PDFium', () => {
  it('is used for one file after the other', async () => {
    expect(await worked()).toBe(await worked());
  });

  it('is forgotten after a trap, and the next file is read', async () => {
    // an address outside of its memory
    const broken = await worked(({ calls }) => calls.unicode(0x7fff_0000, 0));
    expect(await worked()).not.toBe(broken);
    expect(await isRead()).toBe(true);
  });

  it('is left by a reader who has read enough, and the next file is read', async () => {
    for await (const page of pdfPages(writePdf([EMPTY, EMPTY]), LIMITS, [])) {
      expect(page.number).toBe(1);
      break;
    }
    expect(await isRead()).toBe(true);
  });

  it('takes no more memory than a bound, and is not kept with much of it', async () => {
    const gigabyte = 2 ** 30;
    const large = await worked(({ calls }) => {
      expect(calls.malloc(gigabyte)).toBe(0);
      expect(calls.malloc(gigabyte / 8)).not.toBe(0);
    });
    expect(large.memorySize).toBeLessThan(gigabyte);
    expect(await worked()).not.toBe(large);
  });

  it('serves two files at a time by two', async () => {
    const [one, other] = [pdfPages(writePdf([EMPTY]), LIMITS, []), pdfPages(writePdf([EMPTY]), LIMITS, [])];
    expect((await one.next()).value?.number).toBe(1);
    expect((await other.next()).value?.number).toBe(1);
    expect((await one.next()).done).toBe(true);
    expect((await other.next()).done).toBe(true);
  });
});
