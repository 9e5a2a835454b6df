import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Document } from '../../../src/document/model.js';
import { readDocument } from '../../../src/document/read.js';
import { imagesIn } from '../../../src/document/scan/image/decode.js';
import { type GreyImage, turned } from '../../../src/document/scan/image/grey.js';
import { type Engine, OCR_HINT } from '../../../src/document/scan/model/engine.js';
import { readImages } from '../../../src/document/scan/read-images.js';
import { DocumentError } from '../../../src/errors.js';
import { recognise } from '../../../src/report/recognise.js';
import { imagePdf, pngFile } from '../../formats/images.js';
import { worn } from '../../formats/scanner.js';
import { EDITIONS } from '../../report/helpers.js';
import { fixture } from '../helpers.js';

async function firstPage(pages: AsyncIterable<GreyImage>): Promise<GreyImage> {
  for await (const page of pages) return page;
  throw new Error('it has no page');
}

/** Tables 2 and 4 of a simulated report, as test/formats prints them, at 150 dots an inch. */
const FILE = fixture('scan.png');
const PAGE = await firstPage(imagesIn(FILE, 'png'));
const FIGURES: Readonly<Record<string, number>> = {
  'proactive.normative.issued': 2,
  'proactive.normative.repealed': 2,
  'proactive.normative.in_force': 12,
  'proactive.licensing.decisions': 290,
  'proactive.penalty.decisions': 296,
  'proactive.coercion.decisions': 14,
  'proactive.fees.amount': 197.05,
  'disputes.suit_direct.other': 2,
  'disputes.suit_direct.pending': 1,
  'disputes.suit_direct.total': 3,
};
const NOUGHTS = 15;

function figuresIn(document: Document) {
  const { report, findings } = recognise(document, EDITIONS.all);
  const told = report.figures.filter(({ value }) => value !== null);
  const named = new Set(findings.flatMap(({ indicators }) => indicators));
  return {
    report,
    findings,
    told: Object.fromEntries(told.map(({ indicator, value }) => [indicator, value])),
    wrong: told.filter(({ indicator, value }) => value !== (FIGURES[indicator] ?? 0)),
    silent: report.figures.filter(({ indicator, value }) => value === null && !named.has(indicator)),
  };
}

// seconds on a quiet machine
describe('a scan', { timeout: 300_000 }, () => {
  it('is read figure by figure, and a finding says that it was recognised', async () => {
    const document = await readDocument(FILE);
    const { report, findings, told, wrong, silent } = figuresIn(document);
    expect(document.format).toBe('png');
    expect(report).toMatchObject({ agency: '平湖市教育局', year: 2023, edition: '2021' });
    expect(told).toMatchObject(FIGURES);
    expect(Object.keys(told)).toHaveLength(Object.keys(FIGURES).length + NOUGHTS);
    expect([wrong, silent]).toEqual([[], []]);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'document.recognised', severity: 'info' }),
    );
  });

  it('in a PDF that lies askew, is worn and was copied gives no figure that it does not state', async () => {
    const wear = { skew: 0.7, noise: 20, blur: 1, shadow: 0.25, quality: 60 };
    const page = worn(PAGE, wear, 1);
    const document = await readDocument(imagePdf([page], 150, 60));
    const { told, wrong, silent } = figuresIn(document);
    expect(document.format).toBe('pdf');
    expect(Object.keys(told).length).toBeGreaterThan(NOUGHTS);
    expect([wrong, silent]).toEqual([[], []]);
  });

  it('that was laid on the glass on its side is turned upright', async () => {
    const { told, wrong, silent } = figuresIn(await readDocument(pngFile(turned(PAGE, 3))));
    expect(told).toMatchObject(FIGURES);
    expect([wrong, silent]).toEqual([[], []]);
  });

  it('that is striped all over gives no figure, and findings that name all', async () => {
    const half = { ...PAGE, data: Uint8Array.from(PAGE.data) };
    for (let y = 0; y < half.height; y += 9) half.data.fill(90, y * half.width, (y + 2) * half.width);
    const { wrong, silent } = figuresIn(await readDocument(pngFile(half)));
    expect([wrong, silent]).toEqual([[], []]);
  });

  it('is refused with what to install where the packages are missing', async () => {
    const message = `what recognises pictures of text is an optional install, and missing: ${OCR_HINT}`;
    const engine = (): Promise<Engine> => Promise.reject(new DocumentError('unsupported', message));
    const refused = readDocument(FILE, { recognition: { engine } });
    await expect(refused).rejects.toMatchObject({ code: 'unsupported', message });
    expect(OCR_HINT).toMatch(
      /^npm install --no-save --save-prod --omit=dev onnxruntime-web@\S+ @gutenye\/ocr-models@\S+ sharp@\S+$/,
    );
  });

  it('of more pages than are allowed is read up to them, and an issue says so', async () => {
    const engine: Engine = {
      characters: [''],
      run: () => Promise.resolve({ data: Float32Array.of(1), steps: 1, classes: 1 }),
    };
    const blank = { width: 60, height: 80, data: new Uint8Array(4800).fill(255) };
    const pages = Array.from({ length: 3 }, () => ({ bytes: pngFile(blank), type: 'png' as const }));
    const limits = { ...DEFAULT_LIMITS, pages: 2 };
    const { issues } = await readImages(pages, limits, { engine: () => Promise.resolve(engine) });
    expect(issues.map(({ code }) => code)).toEqual(['limit_reached', 'recognised']);
    expect(issues[1]?.message).toMatch(/^pages 1, 2 are each a picture/);
    const all = await readImages(pages, DEFAULT_LIMITS, { engine: () => Promise.resolve(engine) });
    expect(all.issues.map(({ code }) => code)).toEqual(['recognised']);
  });

  it('that takes too long is left out, and an issue says so', async () => {
    const { blocks, issues } = await readDocument(FILE, { limits: { recognition: -1 } });
    expect(blocks).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['limit_reached']);
  });
});
