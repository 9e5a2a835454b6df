/** Page images as scanners make them: PNG, JPEG, and PDF files that hold nothing else. */
import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';

/** Shades of grey, row by row, 0 is black. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const WHITE = 255;

/** A binary PGM image, as pdftoppm writes it. */
export function readPgm(bytes: Buffer): GreyImage {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64));
  if (head === null) throw new Error('not a PGM image');
  return { width: Number(head[1]), height: Number(head[2]), data: bytes.subarray(head[0].length) };
}

/** The pages one below the other. */
export function stitched(pages: readonly GreyImage[]): GreyImage {
  const width = Math.max(...pages.map((page) => page.width));
  const height = pages.reduce((sum, page) => sum + page.height, 0);
  const data = new Uint8Array(width * height).fill(WHITE);
  let top = 0;
  for (const page of pages) {
    for (let y = 0; y < page.height; y += 1) {
      data.set(page.data.subarray(y * page.width, (y + 1) * page.width), (top + y) * width);
    }
    top += page.height;
  }
  return { width, height, data };
}

export function jpegFile({ width, height, data }: GreyImage, quality: number): Buffer {
  const rgba = Buffer.alloc(width * height * 4, WHITE);
  for (let at = 0; at < data.length; at += 1) {
    const shade = data[at] ?? WHITE;
    for (let channel = 0; channel < 3; channel += 1) rgba[at * 4 + channel] = shade;
  }
  return Buffer.from(jpeg.encode({ width, height, data: rgba }, quality).data);
}

/** PNG (W3C, third edition), eight bits of grey. */
export function pngFile({ width, height, data }: GreyImage): Buffer {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    // 200 dots an inch
    chunk('pHYs', Buffer.from([0, 0, 0x1e, 0xc2, 0, 0, 0x1e, 0xc2, 1])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PDF whose pages are JPEG images of this many dots an inch. */
export function imagePdf(pages: readonly GreyImage[], dpi: number, quality: number): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const put = (...chunks: (string | Buffer)[]): void => {
    for (const piece of chunks) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
      parts.push(bytes);
      length += bytes.length;
    }
  };
  const object = (number: number, ...content: (string | Buffer)[]): void => {
    offsets[number] = length;
    put(`${number} 0 obj\n`, ...content, '\nendobj\n');
  };
  const kids = pages.map((_, at) => `${3 + at * 3} 0 R`);
  object(1, '<< /Type /Catalog /Pages 2 0 R >>');
  object(2, `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`);
  for (const [at, image] of pages.entries()) {
    const bytes = jpegFile(image, quality);
    const first = 3 + at * 3;
    const [width, height] = [image.width, image.height].map((dots) => ((dots * 72) / dpi).toFixed(2));
    const content = `q ${width} 0 0 ${height} 0 0 cm /Im Do Q`;
    const resources = `<< /XObject << /Im ${first + 2} 0 R >> >>`;
    object(
      first,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${first + 1} 0 R /Resources ${resources} >>`,
    );
    object(first + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    const dictionary = `/Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length}`;
    object(first + 2, `<< ${dictionary} >>\nstream\n`, bytes, '\nendstream');
  }
  const start = length;
  const table = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  put(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${table.join('')}`);
  put(`trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
