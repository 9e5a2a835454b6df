/** What margins of tolerances are measured over: documents whose figures are all read right. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../../src/defined.js';
import { DocumentLayout } from '../../src/document/layout/layout.js';
import type { LayoutPage, UprightPage } from '../../src/document/layout/page/page.js';
import type { TracedPage } from '../../src/document/layout/trace.js';
import { DEFAULT_LIMITS, type Document } from '../../src/document/model.js';
import { readDocument } from '../../src/document/read.js';
import { imagesIn } from '../../src/document/scan/image/decode.js';
import type { GreyImage } from '../../src/document/scan/image/grey.js';
import { type Engine, type LineOutput, loadEngine } from '../../src/document/scan/model/engine.js';
import { readImages } from '../../src/document/scan/read-images.js';
import type { ReadingTrace } from '../../src/document/trace.js';
import { packagePlace } from '../../src/place/package.js';
import { sha256 } from '../../src/sha256.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import { type BorderStyle, drawReport, layoutPages } from '../document/layout/drawing.js';
import { formats } from './fixtures.js';
import { pngFile } from './images.js';
import { LAYOUTS } from './layouts.js';
import { printReport } from './printed.js';
import { worn } from './scanner.js';
import { hasTool } from './tools.js';

export interface MarginCase {
  readonly name: string;
  /** @param trace is told of the pages, where the case is a file */
  read(trace?: ReadingTrace): Promise<Document>;
}

const PRINTED = ['pdf (Chromium)', 'ofd'];
const DRAWN: readonly BorderStyle[] = ['thin', 'double', 'dashed', 'no-outer'];
/** How far above the page's end its text ends: page breaks at different rows. */
const BOTTOMS = [80, 220, 360];
const LIGHT_WEAR = { skew: 0.7, noise: 8, blur: 0, shadow: 0.2 };

/** The files of the matrix that draw their pages, read anew each time. */
export async function fileCases(reports: readonly SimulatedReport[], few: boolean): Promise<MarginCase[]> {
  const cases: MarginCase[] = [];
  for (const format of formats().filter(({ id, needs }) => PRINTED.includes(id) && needs.every(hasTool))) {
    const slow = few && format.needs.length > 0;
    const layouts = LAYOUTS.filter(({ borders }, i) => !slow || i < 2 || borders === 'none').filter(
      format.shows,
    );
    // the editions by turns
    const sheets = layouts.flatMap((layout, i) =>
      reports.filter((_, at) => at === i % reports.length).map((report) => ({ layout, report })),
    );
    const files = await format.make(sheets.map(({ report, layout }) => printReport(report, layout)));
    for (const [i, bytes] of files.entries()) {
      const { layout, report } = sheets[i] ?? {};
      cases.push({
        name: `${format.id}, ${layout?.id}, ${report?.edition}`,
        read: (trace) => readDocument(bytes, defined({ trace })),
      });
    }
  }
  return cases;
}

/** The same pages, and pages drawn with other borders and breaks, as the layout is given them: without their files. */
export async function pageCases(files: readonly MarginCase[]): Promise<MarginCase[]> {
  const cases: MarginCase[] = [];
  for (const { name, read } of files) {
    const pages = new TracedPages();
    await read(pages);
    cases.push(pagesCase(name, pages.given));
  }
  return cases;
}

/** Pages set by the tests of the layout. */
export function drawnCases(reports: readonly SimulatedReport[]): MarginCase[] {
  return reports.flatMap((report) =>
    DRAWN.flatMap((borders) =>
      BOTTOMS.map((bottom) => {
        const style = { borders, bottom, repeatHead: bottom === 220, pageNumbers: true };
        return pagesCase(`drawn, ${borders}, ${bottom}`, layoutPages(drawReport(report, style)));
      }),
    ),
  );
}

function pagesCase(name: string, pages: readonly LayoutPage[]): MarginCase {
  return {
    name,
    read: async () => {
      const layout = new DocumentLayout(DEFAULT_LIMITS);
      for (const page of pages) layout.add(page);
      return { format: 'pdf', encoding: null, meta: {}, ...layout.finish() };
    },
  };
}

/** Keeps the pages of a document. */
class TracedPages implements ReadingTrace {
  given: LayoutPage[] = [];

  begin(): void {
    this.given = [];
  }

  page({ page }: TracedPage): void {
    this.given.push(asGiven(page));
  }

  picture(): void {}
  end(): void {}
}

/** Each character as a run of its own: the layout takes runs apart anyhow. */
function asGiven({ number, width, height, glyphs, rules, onlyRuled }: UprightPage): LayoutPage {
  const runs = glyphs.map(({ text, turn, x0, y0, x1, y1 }) => ({
    text,
    turn,
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
  }));
  return { number, width, height, runs, rules, onlyRuled };
}

/** One page with tables 2 and 4, as it is scanned well, and askew, grainy and in shadow. */
export async function scanCases(): Promise<MarginCase[]> {
  const file = join(packagePlace().root, 'test', 'fixtures', 'document', 'scan.png');
  if (!existsSync(file)) return [];
  const engine = remembering(await loadEngine());
  const cases: MarginCase[] = [];
  for await (const page of imagesIn(readFileSync(file), 'png')) {
    cases.push(scanCase('scan, 150 dpi', page, engine));
    cases.push(scanCase('scan, 150 dpi, worn', worn(page, LIGHT_WEAR, 1), engine));
  }
  return cases;
}

function scanCase(name: string, image: GreyImage, engine: Engine): MarginCase {
  const bytes = pngFile(image);
  return {
    name,
    read: async () => {
      const options = { engine: () => Promise.resolve(engine) };
      const content = await readImages([{ bytes, type: 'png' }], DEFAULT_LIMITS, options);
      return { format: 'png', encoding: null, ...content };
    },
  };
}

/** The model gives the same for the same pixels: most of a page stays as it was when a tolerance changes. */
function remembering(engine: Engine): Engine {
  const known = new Map<string, Promise<LineOutput>>();
  return {
    characters: engine.characters,
    run: (pixels, width) => {
      const key = `${width} ${sha256(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength))}`;
      const output = known.get(key) ?? engine.run(pixels, width);
      known.set(key, output);
      return output;
    },
  };
}
