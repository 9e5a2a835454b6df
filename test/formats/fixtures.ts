/** Every format that the matrix knows: how its files are made of printed reports, and how well they must be read. */
import { strToU8, zipSync } from 'fflate';
import { flatOpcFile, wordMlFile } from './flat-word.js';
import { type GreyImage, imagePdf, jpegFile, pngFile, readPgm, stitched } from './images.js';
import { type Layout, PLAIN } from './layouts.js';
import { LOOKS_OF, type Looks, NO_LOOKS } from './looks.js';
import type { PrintedReport } from './printed.js';
import { worn } from './scanner.js';
import { convert, pdfText, printPages, rasterise, type Tool } from './tools.js';
import { docxFile } from './write-docx.js';
import {
  blanksFile,
  cellLinesFile,
  csvFile,
  gridFile,
  markdownHtmlFile,
  openPipesFile,
  pipesFile,
  tabRowsFile,
} from './write-dumps.js';
import { FONTS, htmlPage, htmlTable, printPage } from './write-html.js';
import { mhtFile } from './write-mht.js';
import { ofdFile } from './write-ofd.js';
import { flatOpenDocument, OPEN_DOCUMENT_LOOKS, openDocumentPackage } from './write-opendocument.js';
import { pdfFile } from './write-pdf.js';
import { RTF_LOOKS, rtfFile } from './write-rtf.js';
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
  /** By what means it makes text look different. */
  readonly looks: Looks;
  /** Whether its pages are pictures. */
  readonly isPicture: boolean;
  /** Whether readers do not reach its targets yet: tests and the quick run leave it out. */
  readonly isAwaited?: boolean;
  /** A text dump: a quick run leaves it to formats.test.ts, which tries as much of it. */
  readonly isDump?: boolean;
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

/** For tables that are changed, or dumped as text: what cannot be told must be flagged. */
const CHANGED = 0.99;

const isUsual = ({ borders, geometry }: Layout): boolean => borders === 'thin' && geometry === 'usual';
const flowing = (layout: Layout): boolean => isUsual(layout) && layout.change === null;
/** Changes that need nothing of a format but text, or tables. */
const TYPED = ['typed marks', 'remarks'];
const isShape = ({ id }: Layout): boolean => /^table \d/.test(id);
const isTyped = ({ id }: Layout): boolean => TYPED.includes(id);
/** With changes of the text's looks as well. */
const rich = (layout: Layout): boolean => isUsual(layout) && layout.id !== 'form controls';
const onPages = (layout: Layout): boolean =>
  !['form controls', 'other spans than the head'].includes(layout.id);
/** The font of the own writer lacks most characters that serve as marks. */
const drawnPages = (layout: Layout): boolean => onPages(layout) && layout.id !== 'typed marks';
const plainTables = (layout: Layout): boolean => flowing(layout) || isTyped(layout) || isShape(layout);
const dumps = ({ id }: Layout): boolean =>
  ['plain', 'labels not merged', '/ for 0', 'thousands separators', 'typed marks', 'remarks'].includes(id);
const few = ({ id }: Layout): boolean => ['plain', 'blank for 0'].includes(id);
const scanned = (layout: Layout): boolean =>
  flowing(layout) && !['split, head repeated', 'full-width digits'].includes(layout.id);
/** Where nothing names the kinds of disputes, no figure of table 4 need be read. */
const changed = ({ id }: Layout): number => (id === 'table 4, heads missing' ? 0 : CHANGED);
const ruled = (layout: Layout): number => {
  const { borders, geometry, change } = layout;
  if (change !== null) return changed(layout);
  if (borders === 'thin' || borders === 'filled') return ALL;
  return geometry === 'usual' ? NEARLY : BORDERLESS;
};
const all = (layout: Layout): number => (layout.change === null ? ALL : changed(layout));
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
    looks: NO_LOOKS,
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
    looks: NO_LOOKS,
  };
  const dump = (id: string, file: (printed: PrintedReport) => Buffer): Format => ({
    ...plain,
    id,
    shows: dumps,
    target: () => CHANGED,
    isDump: true,
    make: async (printed) => printed.map(file),
  });
  return [
    {
      ...plain,
      id: 'html',
      shows: isUsual,
      looks: LOOKS_OF.html,
      make: async (printed) => printed.map(htmlPage),
    },
    {
      ...plain,
      id: 'mht',
      shows: isUsual,
      looks: LOOKS_OF.html,
      make: async (printed) => printed.map((report) => mhtFile(htmlPage(report))),
    },
    { ...plain, id: 'txt', shows: plainTables, make: async (printed) => printed.map(textFile) },
    { ...plain, id: 'docx', shows: rich, looks: LOOKS_OF.docx, make: (printed) => shop.docx(printed) },
    {
      ...plain,
      id: 'docx in one file (flat OPC)',
      shows: rich,
      looks: LOOKS_OF.docx,
      make: async (printed) => (await shop.docx(printed)).map(flatOpcFile),
    },
    {
      ...plain,
      id: 'Word 2003 XML',
      shows: rich,
      looks: LOOKS_OF.docx,
      make: async (printed) => (await shop.docx(printed)).map(wordMlFile),
    },
    {
      ...plain,
      id: 'odt',
      shows: rich,
      looks: OPEN_DOCUMENT_LOOKS,
      make: async (printed) => printed.map((report) => openDocumentPackage('odt', report)),
    },
    {
      ...plain,
      id: 'fodt',
      shows: rich,
      looks: OPEN_DOCUMENT_LOOKS,
      make: async (printed) => printed.map(flatOpenDocument),
    },
    {
      ...plain,
      id: 'ods',
      shows: rich,
      looks: OPEN_DOCUMENT_LOOKS,
      make: async (printed) => printed.map((report) => openDocumentPackage('ods', report)),
    },
    {
      ...plain,
      id: 'rtf',
      shows: rich,
      looks: RTF_LOOKS,
      make: async (printed) => printed.map((report) => rtfFile(report, 'unicode')),
    },
    {
      ...plain,
      id: 'rtf in GBK',
      // most marks have no place in GBK
      shows: (layout) => plainTables(layout) && layout.id !== 'typed marks',
      make: async (printed) => printed.map((report) => rtfFile(report, 'gbk')),
    },
    {
      ...plain,
      id: 'ods (SheetJS)',
      // nothing is drawn in it: a row left blank ends a table
      shows: (layout) => plainTables(layout) && layout.id !== 'blank for 0',
      make: async (printed) => printed.map((report) => workbookFile(report, 'ods')),
    },
    {
      ...plain,
      id: 'doc, wps',
      needs: ['soffice'],
      make: async (printed) => convert(await shop.docx(printed), 'docx', 'doc:MS Word 97'),
    },
    {
      ...plain,
      id: 'xlsx',
      shows: plainTables,
      make: async (printed) => printed.map((report) => workbookFile(report, 'xlsx')),
    },
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
      shows: onPages,
      target: ruled,
      copies: PRINTED_COPIES,
      looks: LOOKS_OF.html,
      make: (printed) => shop.pdf(printed),
    },
    {
      ...plain,
      id: 'pdf (own writer)',
      shows: drawnPages,
      target: ruled,
      looks: LOOKS_OF.page,
      make: async (printed) => printed.map(pdfFile),
    },
    {
      ...plain,
      id: 'pdf (LibreOffice)',
      needs: ['soffice'],
      shows: ({ borders, geometry, change }) =>
        borders !== 'filled' && geometry === 'usual' && change === null,
      target: ruled,
      make: async (printed) => convert(await shop.docx(printed), 'docx', 'pdf'),
    },
    {
      ...plain,
      id: 'ofd',
      shows: onPages,
      target: ruled,
      looks: LOOKS_OF.page,
      make: async (printed) => printed.map(ofdFile),
    },
    dump('md, pipes', pipesFile),
    dump('txt, pipes without outer bars', openPipesFile),
    dump('txt, grid tables', gridFile),
    dump('txt, CSV', csvFile),
    dump('txt, columns by blanks', blanksFile),
    dump('txt, a cell a line', cellLinesFile),
    dump('txt, uneven tab rows', tabRowsFile),
    dump('md with HTML tables', (printed) => markdownHtmlFile(printed, htmlTable)),
    {
      ...plain,
      id: 'txt (pdftotext)',
      needs: ['pdftotext'],
      shows: (layout) => dumps(layout) || (layout.geometry === 'any' && layout.borders !== 'head'),
      target: () => CHANGED,
      isAwaited: true,
      make: (printed) => inTurn(printed, async (report) => pdfText(pdfFile(report))),
    },
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
