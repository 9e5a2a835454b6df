/** Every format that the matrix knows: how its files are made of printed reports, and how well they must be read. */
import { strToU8, zipSync } from 'fflate';
import { type GreyImage, imagePdf, jpegFile, pngFile, readPgm, stitched } from './images.js';
import { type Layout, PLAIN } from './layouts.js';
import type { PrintedReport } from './printed.js';
import { worn } from './scanner.js';
import { convert, printPages, rasterise, type Tool } from './tools.js';
import { docxFile } from './write-docx.js';
import { FONTS, htmlPage, printPage } from './write-html.js';
import { ofdFile } from './write-ofd.js';
import { pdfFile } from './write-pdf.js';
import { textFile } from './write-text.js';
import { workbookFile } from './write-workbook.js';

export interface Format {
  readonly id: string;
  readonly needs: readonly Tool[];
  /** Which layouts look different in it. */
  readonly shows: (layout: Layout) => boolean;
  /** The share of figures that must be right; what is not must be null and flagged. */
  readonly target: (layout: Layout) => number;
  /** How many of the reports it is tried with: images take long. */
  readonly reports: number;
  /** How often each report is tried where every page is set in another way. */
  readonly copies: number;
  /** Whether its pages are pictures. */
  readonly isPicture: boolean;
  readonly make: (printed: readonly PrintedReport[]) => Promise<Buffer[]>;
}

const DPI = 200;
const GOOD = 90;
const USUAL = 75;
const POOR = 50;
/** A page laid askew on a scanner that needs cleaning, and copied once. */
const WEAR = { skew: 0.7, noise: 20, blur: 1, shadow: 0.25 };
const ALL = 1;
/** For what has no lines to go by. */
const NEARLY = 0.995;

/** For pages that are each set in another way. */
const BORDERLESS = 0.99;
const COPIES = 8;
const PRINTED_COPIES = 4;

const flowing = ({ borders, geometry }: Layout): boolean => borders === 'thin' && geometry === 'usual';
const few = ({ id }: Layout): boolean => ['plain', 'blank for 0'].includes(id);
const scanned = (layout: Layout): boolean =>
  flowing(layout) && !['split, head repeated', 'full-width digits'].includes(layout.id);
const ruled = ({ borders, geometry }: Layout): number => {
  if (borders === 'thin' || borders === 'filled') return ALL;
  return geometry === 'usual' ? NEARLY : BORDERLESS;
};
const all = (): number => ALL;
const nearly = (): number => NEARLY;

/** Makes of each report once what several formats are made of. */
class Workshop {
  readonly #docx = new Map<PrintedReport, Buffer>();
  readonly #pdf = new Map<PrintedReport, Buffer>();
  readonly #western = new Map<PrintedReport, Buffer>();

  docx(printed: readonly PrintedReport[]): Promise<Buffer[]> {
    return this.#once(this.#docx, printed, (missing) => Promise.all(missing.map(docxFile)));
  }

  pdf(printed: readonly PrintedReport[]): Promise<Buffer[]> {
    return this.#once(this.#pdf, printed, (missing) =>
      printPages(missing.map((report) => printPage(report))),
    );
  }

  /** With digits of a Western font, as Word prints them. */
  western(printed: readonly PrintedReport[]): Promise<Buffer[]> {
    return this.#once(this.#western, printed, (missing) =>
      printPages(missing.map((report) => printPage(report, FONTS[2]))),
    );
  }

  async pages(printed: PrintedReport, western = false): Promise<GreyImage[]> {
    const [pdf] = await (western ? this.western([printed]) : this.pdf([printed]));
    return pdf === undefined ? [] : (await rasterise(pdf, DPI)).map(readPgm);
  }

  async #once(
    known: Map<PrintedReport, Buffer>,
    printed: readonly PrintedReport[],
    make: (missing: readonly PrintedReport[]) => Promise<Buffer[]>,
  ): Promise<Buffer[]> {
    const missing = printed.filter((report) => !known.has(report));
    const made = missing.length === 0 ? [] : await make(missing);
    for (const [at, report] of missing.entries()) {
      const bytes = made[at];
      if (bytes !== undefined) known.set(report, bytes);
    }
    return printed.map((report) => known.get(report) ?? Buffer.alloc(0));
  }
}

/** One after the other: pages at 200 dpi are large. */
async function inTurn(
  printed: readonly PrintedReport[],
  make: (report: PrintedReport) => Promise<Buffer>,
): Promise<Buffer[]> {
  const files: Buffer[] = [];
  for (const report of printed) files.push(await make(report));
  return files;
}

/** A cover note beside the report, as in the archives that portals link. */
function zipped(name: string, bytes: Buffer): Buffer {
  const files = { [`年报/${name}`]: bytes, '填报说明.txt': strToU8('本压缩包由程序生成。') };
  return Buffer.from(zipSync(files, { mtime: new Date(1980, 0, 1) }));
}

/** The formats; those of one list share the files that they are made of. */
export function formats(): readonly Format[] {
  const shop = new Workshop();
  const picture = {
    needs: ['chromium', 'pdftoppm'],
    target: nearly,
    isPicture: true,
    copies: 1,
  } as const;
  const image = (id: string, of: (pages: GreyImage[]) => Buffer): Format => ({
    ...picture,
    id,
    shows: few,
    reports: 2,
    make: (printed) => inTurn(printed, async (report) => of(await shop.pages(report))),
  });
  const scan = (id: string, western: boolean, of: (pages: GreyImage[]) => Buffer): Format => ({
    ...picture,
    id,
    shows: scanned,
    reports: 1,
    make: (printed) => inTurn(printed, async (report) => of(await shop.pages(report, western))),
  });
  const poor = (pages: readonly GreyImage[]): GreyImage[] =>
    pages.map((page, at) => worn(page, WEAR, at + 1));
  const plain = {
    isPicture: false,
    needs: [],
    shows: flowing,
    target: all,
    reports: Number.POSITIVE_INFINITY,
    copies: COPIES,
  };
  return [
    { ...plain, id: 'html', make: async (printed) => printed.map(htmlPage) },
    { ...plain, id: 'txt', make: async (printed) => printed.map(textFile) },
    { ...plain, id: 'docx', make: (printed) => shop.docx(printed) },
    {
      ...plain,
      id: 'doc, wps',
      needs: ['soffice'],
      make: async (printed) => convert(await shop.docx(printed), 'docx', 'doc:MS Word 97'),
    },
    { ...plain, id: 'xlsx', make: async (printed) => printed.map((report) => workbookFile(report, 'xlsx')) },
    {
      ...plain,
      id: 'xlsx, a sheet a section',
      make: async (printed) => printed.map((report) => workbookFile(report, 'xlsx', 'sections')),
    },
    {
      ...plain,
      id: 'xls, et',
      make: async (printed) => printed.map((report) => workbookFile(report, 'biff8')),
    },
    {
      ...plain,
      id: 'xls (LibreOffice)',
      needs: ['soffice'],
      make: (printed) =>
        convert(
          printed.map((report) => workbookFile(report, 'xlsx')),
          'xlsx',
          'xls:MS Excel 97',
        ),
    },
    {
      ...plain,
      id: 'pdf (Chromium)',
      needs: ['chromium'],
      shows: () => true,
      target: ruled,
      copies: PRINTED_COPIES,
      make: (printed) => shop.pdf(printed),
    },
    {
      ...plain,
      id: 'pdf (own writer)',
      shows: () => true,
      target: ruled,
      make: async (printed) => printed.map(pdfFile),
    },
    {
      ...plain,
      id: 'pdf (LibreOffice)',
      needs: ['soffice'],
      shows: ({ borders, geometry }) => borders !== 'filled' && geometry === 'usual',
      target: ruled,
      make: async (printed) => convert(await shop.docx(printed), 'docx', 'pdf'),
    },
    { ...plain, id: 'ofd', shows: () => true, target: ruled, make: async (printed) => printed.map(ofdFile) },
    {
      ...plain,
      id: 'zip of docx',
      shows: ({ id }) => id === PLAIN.id,
      make: async (printed) =>
        (await shop.docx(printed)).map((bytes, at) => zipped(`${printed[at]?.title ?? ''}.docx`, bytes)),
    },
    {
      ...plain,
      id: 'zip of pdf',
      needs: ['chromium'],
      shows: ({ id }) => id === PLAIN.id,
      make: async (printed) =>
        (await shop.pdf(printed)).map((bytes, at) => zipped(`${printed[at]?.title ?? ''}.pdf`, bytes)),
    },
    image('png, 200 dpi', (pages) => pngFile(stitched(pages))),
    image('jpeg, 200 dpi', (pages) => jpegFile(stitched(pages), USUAL)),
    scan('pdf of images', false, (pages) => imagePdf(pages, DPI, GOOD)),
    scan('pdf of images, Western digits', true, (pages) => imagePdf(pages, DPI, USUAL)),
    scan('pdf of poor scans', false, (pages) => imagePdf(poor(pages), DPI, POOR)),
  ];
}
