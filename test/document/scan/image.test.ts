import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../../src/document/scan/image/components.js';
import { imagesIn } from '../../../src/document/scan/image/decode.js';
import { faintPage, showsThinStrokes } from '../../../src/document/scan/image/faint.js';
import { type GreyImage, turned } from '../../../src/document/scan/image/grey.js';
import { levelled } from '../../../src/document/scan/image/level.js';
import { takeRules } from '../../../src/document/scan/image/pixel-rules.js';
import { skewOf, straightened } from '../../../src/document/scan/image/skew.js';
import { DocumentError } from '../../../src/errors.js';
import { jpegFile, pngFile } from '../../formats/images.js';
import { worn } from '../../formats/scanner.js';
import { holds } from '../../property.js';
import { fixture } from '../helpers.js';

const MOST = 1_000_000;

/** An image from rows of characters: `#` is black, everything else white. */
function drawn(...rows: readonly string[]): GreyImage {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(rows.join(''), (point) => (point === '#' ? 0 : 255));
  return { width, height: rows.length, data };
}

function paper(width: number, height: number, shade = 255): GreyImage {
  return { width, height, data: new Uint8Array(width * height).fill(shade) };
}

function box({ width, data }: GreyImage, x0: number, y0: number, x1: number, y1: number): void {
  for (let y = y0; y < y1; y += 1) data.fill(0, y * width + x0, y * width + x1);
}

/** Bits a pixel, from the bottom row up. */
function bmp(width: number, height: number, bits: number, body: Buffer, palette = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(54 + palette.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  return Buffer.concat([head, palette, body]);
}

async function pagesOf(...file: Parameters<typeof imagesIn>): Promise<GreyImage[]> {
  const pages: GreyImage[] = [];
  for await (const { width, height, data } of imagesIn(...file)) {
    pages.push({ width, height, data: Uint8Array.from(data) });
  }
  return pages;
}

/** Raw shades as sharp takes them. */
function sharpOf({ width, height, data }: GreyImage) {
  return sharp(data, { raw: { width, height, channels: 1 } });
}

describe('an image file', () => {
  const image = drawn('#..#', '.##.', '####');
  const grey = Buffer.concat(
    Array.from({ length: 256 }, (_, shade) => Buffer.from([shade, shade, shade, 0])),
  );

  it('gives its pixels, whether BMP of 256 or of two shades', async () => {
    const rows = [2, 1, 0].map((y) => Buffer.from(image.data.subarray(y * 4, y * 4 + 4)));
    expect(await pagesOf(bmp(4, 3, 8, Buffer.concat(rows), grey), 'bmp')).toEqual([image]);
    const bits = Buffer.from([0x00, 0, 0, 0, 0x90, 0, 0, 0, 0x60, 0, 0, 0]);
    const twoShades = Buffer.from([0, 0, 0, 0, 255, 255, 255, 0]);
    expect(await pagesOf(bmp(4, 3, 1, bits, twoShades), 'bmp')).toEqual([image]);
  });

  it('gives its pixels, whether PNG, interlaced or of 16 bits, TIFF of any packing, GIF or WebP', async () => {
    const files = {
      png: [
        pngFile(image),
        await sharpOf(image).png({ progressive: true }).toBuffer(),
        await sharpOf(image).toColourspace('grey16').png().toBuffer(),
        await sharpOf(image).toColourspace('srgb').ensureAlpha().png().toBuffer(),
      ],
      tiff: [
        await sharpOf(image).tiff({ compression: 'lzw' }).toBuffer(),
        await sharpOf(image).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
        await sharpOf(image).tiff({ compression: 'deflate', bitdepth: 1, miniswhite: true }).toBuffer(),
      ],
      gif: [await sharpOf(image).gif().toBuffer()],
      webp: [await sharpOf(image).webp({ lossless: true }).toBuffer()],
    } as const;
    for (const type of ['png', 'tiff', 'gif', 'webp'] as const) {
      for (const [at, file] of files[type].entries()) {
        expect(await pagesOf(file, type), `${type} ${at}`).toEqual([image]);
      }
    }
  });

  it('gives every page of a TIFF, and of an animation the first', async () => {
    const second = { ...image, data: image.data.map((shade) => 255 - shade) };
    const both = { ...image, height: 6, data: Uint8Array.from([...image.data, ...second.data]) };
    const frames = sharp(both.data, { raw: { width: 4, height: 6, channels: 1, pageHeight: 3 } });
    expect(await pagesOf(await frames.clone().tiff({ compression: 'lzw' }).toBuffer(), 'tiff')).toEqual([
      image,
      second,
    ]);
    expect(await pagesOf(await frames.clone().gif().toBuffer(), 'gif')).toEqual([image]);
  });

  it('gives its pixels nearly where it is JPEG, upright where the camera says how it was held', async () => {
    const page = paper(32, 16, 200);
    const [plain] = await pagesOf(jpegFile(page, 90), 'jpeg');
    expect([plain?.width, plain?.height]).toEqual([32, 16]);
    expect(Math.max(...(plain?.data ?? [0]).map((shade) => Math.abs(shade - 200)))).toBeLessThan(4);
    const held = await sharpOf(page).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await pagesOf(held, 'jpeg')).toMatchObject([{ width: 16, height: 32 }]);
  });

  it('is white where it is transparent', async () => {
    const clear = await sharp({ create: { width: 2, height: 1, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(await pagesOf(clear, 'png')).toEqual([paper(2, 1)]);
  });

  it('over the limit is refused before it is unpacked', async () => {
    await expect(pagesOf(pngFile(image), 'png', 11)).rejects.toMatchObject({ code: 'too_large' });
    await expect(pagesOf(bmp(4, 3, 1, Buffer.alloc(12)), 'bmp', 11)).rejects.toMatchObject({
      code: 'too_large',
    });
  });

  it('is never taken for another type than it was found to be', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(pagesOf(drawing, 'png')).rejects.toMatchObject({ code: 'damaged' });
  });

  it('that is cut off or changed anywhere ends in an image or a reason', async () => {
    const files = [
      ['png', pngFile(image)],
      ['jpeg', jpegFile(image, 80)],
      ['bmp', bmp(4, 3, 24, Buffer.alloc(36))],
      ['tiff', await sharpOf(image).tiff().toBuffer()],
      ['gif', await sharpOf(image).gif().toBuffer()],
      ['webp', await sharpOf(image).webp().toBuffer()],
    ] as const;
    await holds(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.nat(),
        fc.nat(255),
        fc.boolean(),
        async ([type, whole], place, byte, cut) => {
          const file = Buffer.from(whole);
          const at = place % file.length;
          file[at] = byte;
          try {
            for (const { width, height, data } of await pagesOf(
              cut ? file.subarray(0, at) : file,
              type,
              MOST,
            )) {
              expect(data.length).toBe(width * height);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(DocumentError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a page', () => {
  it('that is lit unevenly, or white on black, is ink on white paper', () => {
    const page = paper(200, 200);
    box(page, 90, 40, 110, 160);
    const dim = levelled(worn(page, { shadow: 0.6 }, 1));
    expect([dim.data[10 * 200 + 10], dim.data[190 * 200 + 190]].map((shade) => (shade ?? 0) > 235)).toEqual([
      true,
      true,
    ]);
    expect(dim.data[100 * 200 + 100]).toBe(0);
    const negative = levelled({ ...page, data: page.data.map((shade) => 255 - shade) });
    expect([negative.data[0], negative.data[100 * 200 + 100]]).toEqual([255, 0]);
  });

  it('is turned by quarters, clockwise', () => {
    const page = drawn('#..', '...');
    const rows = ({ width, height, data }: GreyImage): string[] =>
      Array.from({ length: height }, (_, y) =>
        Array.from(data.subarray(y * width, (y + 1) * width), (shade) => (shade === 0 ? '#' : '.')).join(''),
      );
    expect(rows(turned(page, 1))).toEqual(['.#', '..', '..']);
    expect(rows(turned(page, 2))).toEqual(['...', '..#']);
    expect(rows(turned(page, 3))).toEqual(['..', '..', '#.']);
    expect(rows(turned(turned(page, 1), 3))).toEqual(rows(page));
  });

  it.each([-3, -0.7, 0, 0.4, 2.5])('that leans by %d degrees is straightened', async (degrees) => {
    const [page = paper(1, 1)] = await pagesOf(fixture('scan.png'), 'png');
    const leaning = worn(page, { skew: degrees }, 1);
    expect(skewOf(leaning)).toBeCloseTo(degrees, 1);
    expect(Math.abs(skewOf(straightened(leaning, skewOf(leaning))))).toBeLessThan(0.1);
  });
});

describe('what is too faint for ink', () => {
  /** Text all over, and one minus sign apart from it. */
  function printed(wear: Parameters<typeof worn>[1]): GreyImage {
    const page = paper(600, 400);
    for (let y = 20; y < 300; y += 30) {
      for (let x = 20; x < 560; x += 8) box(page, x, y, x + 2, y + 18);
    }
    box(page, 300, 350, 310, 351);
    return levelled(worn(page, wear, 1));
  }
  const signIn = (page: GreyImage): boolean => {
    const { image, shade } = faintPage(page);
    return componentsOf(image, shade).some(
      ({ x0, x1, y0 }) => y0 > 340 && x0 < 305 && x1 > 305 && x1 - x0 > 4,
    );
  };

  it('is seen on clean paper, and through some grain', () => {
    expect(signIn(printed({}))).toBe(true);
    expect(signIn(printed({ fade: 0.7 }))).toBe(true);
    expect(signIn(printed({ noise: 30, blur: 1 }))).toBe(true);
  });

  it('is not made of grain', () => {
    for (const noise of [10, 30, 60]) {
      const { image, shade } = faintPage(levelled(worn(paper(400, 400), { noise }, noise)));
      expect(componentsOf(image, shade).filter(({ x0, x1 }) => x1 - x0 > 3)).toEqual([]);
    }
  });

  it('may be a minus sign where type is small, faded or under grain: then the page shows no thin strokes', () => {
    const thin = (wear: Parameters<typeof worn>[1], size: number) =>
      showsThinStrokes(faintPage(printed(wear)), size);
    expect(thin({}, 10)).toBe(true);
    expect(thin({ noise: 20, blur: 1 }, 18)).toBe(true);
    expect(thin({ noise: 60, blur: 2 }, 9)).toBe(false);
    expect(thin({ noise: 60, fade: 0.6 }, 10)).toBe(false);
  });
});

describe('pieces of ink', () => {
  it('hang together over corners, and know how many holes they have', () => {
    const image = drawn('#####..#', '#.#.#.#.', '#####...', '........', '.######.');
    expect(componentsOf(image, 128).map(({ area, holes }) => [area, holes])).toEqual([
      [13, 2],
      [2, 0],
      [6, 0],
    ]);
  });

  it('are as many, and with as many holes, however the page is turned', () => {
    const grid = fc.array(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), {
      minLength: 7,
      maxLength: 7,
    });
    holds(
      fc.property(grid, (cells) => {
        const text = (rows: readonly (readonly boolean[])[]) =>
          drawn(...rows.map((row) => row.map((ink) => (ink ? '#' : '.')).join('')));
        const turned = cells.map((_, y) => cells.map((row) => row[y] ?? false));
        const tally = (image: GreyImage) =>
          componentsOf(image, 128)
            .map(({ area, holes }) => `${area} ${holes}`)
            .sort();
        expect(tally(text(turned))).toEqual(tally(text(cells)));
      }),
    );
  });
});

describe('ruling lines', () => {
  const SCALE = 2;

  it('are found over gaps, and taken out of the picture; text is not', () => {
    const page = paper(400, 200);
    box(page, 20, 20, 180, 22);
    box(page, 183, 20, 380, 22);
    box(page, 20, 160, 380, 162);
    box(page, 20, 20, 22, 162);
    box(page, 378, 20, 380, 162);
    box(page, 60, 60, 64, 80);
    const rules = takeRules(page, SCALE);
    const across = rules.filter(({ x0, x1 }) => x1 - x0 > 1);
    expect(across.length).toBeGreaterThan(0);
    expect(across.every(({ x0, x1 }) => x0 <= 22 && x1 >= 378)).toBe(true);
    expect(componentsOf(page, 128).filter(({ area }) => area > 8)).toEqual([
      { x0: 60, y0: 60, x1: 64, y1: 80, area: 80, holes: 0 },
    ]);
  });

  it('are not seen in a line of strokes', () => {
    const page = paper(400, 100);
    for (let x = 20; x < 360; x += 20) for (let y = 40; y < 60; y += 5) box(page, x, y, x + 11, y + 2);
    expect(takeRules(page, SCALE)).toEqual([]);
  });
});
