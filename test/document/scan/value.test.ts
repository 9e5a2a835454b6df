import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../../src/document/scan/image/components.js';
import type { GreyImage } from '../../../src/document/scan/image/grey.js';
import type { ReadLine } from '../../../src/document/scan/model/recognise-line.js';
import { isDash, isSlash } from '../../../src/document/scan/reading/strokes.js';
import { agreed, mayBeValue, shaped } from '../../../src/document/scan/reading/value.js';

const UNTOLD = '\ufffd';

function reading(text: string, confidence: readonly number[] = []): ReadLine {
  const characters = [...text].map((character, i) => ({
    text: character,
    confidence: confidence[i] ?? 0.99,
    at: (i + 0.5) / text.length,
  }));
  return { text, characters };
}

/** Digits as a pen of two pixels draws them, 14 pixels high. */
const STROKES: Readonly<Record<string, readonly string[]>> = {
  '0': ['####', '#..#', '#..#', '#..#', '#..#', '#..#', '####'],
  '1': ['..##', '.###', '..##', '..##', '..##', '..##', '..##'],
  '8': ['####', '#..#', '#..#', '####', '#..#', '#..#', '####'],
  '/': ['.....#', '....##', '....#.', '...##.', '..##..', '.##...', '##....'],
  ' ': Array.from({ length: 7 }, () => '...'),
  '—': ['......', '......', '......', '######', '......', '......', '......'],
};

/** The characters side by side, each point doubled, with white around. */
function picture(text: string): GreyImage {
  const rows = Array.from({ length: 7 }, (_, y) =>
    [...text].map((character) => STROKES[character]?.[y] ?? '').join('..'),
  );
  const points = ['', ...rows, ''].map((row) => ` ${row} `.padEnd((rows[0]?.length ?? 0) + 2));
  const width = (points[1]?.length ?? 0) * 2;
  const data = Uint8Array.from({ length: points.length * 2 * width }, (_, i) =>
    points[Math.floor(i / width / 2)]?.[(i % width) >> 1] === '#' ? 0 : 255,
  );
  return { width, height: points.length * 2, data };
}

function shapes(text: string) {
  const page = picture(text);
  const marks = [...componentsOf(page, 128)].sort((a, b) => a.x0 - b.x0);
  return { marks: [marks, marks], size: 16, page };
}

describe('what two readings say of a number', () => {
  it('counts where they agree and each character is certain', () => {
    expect(agreed([reading('108'), reading('108')])).toBe('108');
    expect(agreed([reading('１０'), reading('10')])).toBe('10');
  });

  it('is marked where a character differs, or is not certain in one of them', () => {
    expect(agreed([reading('108'), reading('100')])).toBe(`10${UNTOLD}`);
    expect(agreed([reading('108'), reading('108', [0.99, 0.6, 0.99])])).toBe(`1${UNTOLD}8`);
  });

  it('is never a number where one has more characters, or one alone was made', () => {
    expect(agreed([reading('10'), reading('108')])).toContain(UNTOLD);
    expect(agreed([reading('10')])).toBe(UNTOLD);
    expect(agreed([reading(''), reading('')])).toBe(UNTOLD);
  });
});

describe('the ink of a number', () => {
  it('must have a piece for each character, of its shape', () => {
    for (const text of ['0', '8', '108', '/']) expect(shaped(text, shapes(text))).toBe(text);
  });

  it.each([
    ['0', '8'],
    ['8', '0'],
    ['10', '108'],
    ['108', '10'],
    ['1', '/'],
    ['/', '1'],
    ['1', '—'],
    ['件', '0'],
    ['O', '0'],
  ])('read as %s is not told where it looks like %s', (text, ink) => {
    expect(shaped(text, shapes(ink))).toBe(`${text}${UNTOLD}`);
  });

  it('is a dash where it is one flat stroke, wider than a digit', () => {
    expect(isDash(shapes('—'))).toBe(true);
    for (const text of ['1', '/', '0', '——']) expect(isDash(shapes(text))).toBe(false);
  });
});

/** A stroke two points wide and 20 high, leaning to the right, under a bar as long as may be said. */
function drawnStroke(lean: number, bar = 0) {
  const [width, height] = [30, 24];
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width) - 2];
    if (y < 0 || y >= 20) return 255;
    const left = 13 + lean * (10 - y);
    const ink = Math.max(0, Math.min(x + 1, left + 2) - Math.max(x, left));
    const inBar = y < 2 && x < left + 2 && x >= left + 2 - bar;
    return inBar ? 0 : Math.round(255 * (1 - ink));
  });
  const page = { width, height, data };
  const marks = [175, 200].map((shade) => componentsOf(page, shade));
  return { marks, size: 22, page };
}

describe('a slash', () => {
  it('is one thin straight stroke that leans to the right', () => {
    for (const lean of [0.2, 0.3, 0.5]) expect(isSlash(drawnStroke(lean)), String(lean)).toBe(true);
    for (const lean of [0, 0.1, -0.1, -0.3]) expect(isSlash(drawnStroke(lean)), String(lean)).toBe(false);
  });

  it('has no bar, as a 7 has, however blurred', () => {
    for (const bar of [5, 7, 9]) expect(isSlash(drawnStroke(0.3, bar)), String(bar)).toBe(false);
  });

  it('is no digit, no dash, and not several', () => {
    for (const text of ['1', '0', '8', '—', '//']) expect(isSlash(shapes(text))).toBe(false);
  });
});

describe('the ink of several characters', () => {
  it('is looked at in several shades: each character may be whole in another', () => {
    const { marks, page } = shapes('108');
    const rest = { page, size: 20 };
    const [layer = []] = marks;
    const [one, zero, eight] = layer;
    if (one === undefined || zero === undefined || eight === undefined) throw new Error('three pieces');
    const joined = { ...zero, x1: eight.x1, holes: 3 };
    const broken = { ...zero, x1: zero.x0 + 3, holes: 0 };
    expect(shaped('108', { marks: [[one, joined], [one, joined], layer], ...rest })).toBe('108');
    expect(shaped('108', { marks: [layer, [one, joined], [one, broken, eight]], ...rest })).toBe('108');
    expect(
      shaped('108', {
        marks: [
          [one, joined],
          [one, joined],
          [one, broken, eight],
        ],
        ...rest,
      }),
    ).toBe(`108${UNTOLD}`);
  });

  it('is none of a number where there is more of it than characters, in any place', () => {
    for (const text of ['10', '08', '18', '1', '0', '8'])
      expect(shaped(text, shapes('108'))).toBe(`${text}${UNTOLD}`);
  });

  it('is not that of a digit where two hang together', () => {
    const { marks, ...rest } = shapes('—8');
    const [dash, eight] = marks[0] ?? [];
    if (dash === undefined || eight === undefined) throw new Error('two pieces');
    const joined = [{ ...eight, x0: dash.x0 }];
    expect(shaped('8', { marks: [joined, joined], ...rest })).toBe(`8${UNTOLD}`);
  });

  it('shows by its space that a point was there', () => {
    expect(shaped('88', shapes('88'))).toBe('88');
    expect(shaped('88', shapes('8 8'))).toBe(`88${UNTOLD}`);
  });

  it('begins with a sign where a dash stands before digits', () => {
    expect(shaped('—8', shapes('—8'))).toBe('-8');
    expect(shaped('—', shapes('—'))).toBe('—');
  });
});

describe('the text of a cell', () => {
  it.each(['0', '12', '1,234', '—', '/', '无', '5件', '12.5万元', '二十三', '一', '', '增加3', '�'])(
    '%s may be a figure, and needs all evidence',
    (text) => expect(mayBeValue(text)).toBe(true),
  );

  it.each(['总计', '规章', '1.属于国家秘密', '第二十条第（一）项', '本年新收政府信息公开申请数量'])(
    '%s is a label',
    (text) => expect(mayBeValue(text)).toBe(false),
  );
});
