/** Writes PDF files by hand: uncompressed, with a Chinese font that is not embedded. */
import type { DrawnPage } from '../layout/drawing.js';

export interface PdfOptions {
  /** How borders are painted: as filled rectangles or as strokes. */
  readonly ink?: 'filled' | 'stroked';
  /** Degrees that viewers turn the pages; the drawing is turned the other way. */
  readonly rotate?: 0 | 90;
  /** Prints every text twice, a hair apart. */
  readonly bold?: boolean;
  /** Operators put before and after those of each page. */
  readonly before?: string;
  readonly after?: string;
  /** More entries of the page's resources, and objects from number `FIRST_FREE` on. */
  readonly resources?: string;
  readonly objects?: readonly string[];
  readonly trailer?: string;
}

/** The number of the first object that tests may add. */
export const FIRST_FREE = 6;

export function writePdf(pages: readonly DrawnPage[], options: PdfOptions = {}): Uint8Array {
  const extra = options.objects ?? [];
  const firstPage = FIRST_FREE + extra.length;
  const kids = pages.map((_, i) => `${firstPage + i * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...extra,
    ...pages.flatMap((page, i) => pageObjects(page, firstPage + i * 2, options)),
  ];
  let file = '%PDF-1.6\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `<< /Size ${size} /Root 1 0 R ${options.trailer ?? ''} >>`;
  return latin1(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF\n`,
  );
}

function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function pageObjects(page: DrawnPage, number: number, options: PdfOptions): string[] {
  const turned = options.rotate === 90;
  const [width, height] = turned ? [page.height, page.width] : [page.width, page.height];
  const resources = `<< /Font << /F1 3 0 R >> ${options.resources ?? ''} >>`;
  const content = contentOf(page, options);
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${options.rotate ?? 0} /Resources ${resources} /Contents ${number + 1} 0 R >>`,
    stream('', content),
  ];
}

export function stream(dictionary: string, content: string): string {
  return `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function contentOf({ width, height, texts, rules, operators }: DrawnPage, options: PdfOptions): string {
  const lines: string[] = [];
  // a page that viewers turn clockwise is drawn turned counterclockwise
  if (options.rotate === 90) lines.push(`q 0 1 -1 0 ${height} 0 cm`);
  if (options.before !== undefined) lines.push(options.before);
  for (const { x0, y0, x1, y1 } of rules) {
    if (options.ink === 'stroked') {
      const flat = x1 - x0 > y1 - y0;
      const [x, y] = [(x0 + x1) / 2, height - (y0 + y1) / 2];
      lines.push(
        flat
          ? `${y1 - y0} w ${x0} ${y} m ${x1} ${y} l S`
          : `${x1 - x0} w ${x} ${height - y0} m ${x} ${height - y1} l S`,
      );
    } else {
      lines.push(`${x0} ${height - y1} ${x1 - x0} ${y1 - y0} re f`);
    }
  }
  for (const { text, x, y, size } of texts) {
    const shifts = options.bold === true ? [0, 0.3] : [0];
    for (const shift of shifts) {
      lines.push(`BT /F1 ${size} Tf 1 0 0 1 ${x + shift} ${height - y} Tm <${ucs2(text)}> Tj ET`);
    }
  }
  if (operators !== undefined) lines.push(operators);
  if (options.after !== undefined) lines.push(options.after);
  if (options.rotate === 90) lines.push('Q');
  return lines.join('\n').replaceAll('WIDTH', String(width)).replaceAll('HEIGHT', String(height));
}

export function ucs2(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}
