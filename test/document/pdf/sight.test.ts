import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Content } from '../../../src/document/model.js';
import { readPdf } from '../../../src/document/pdf/read-pdf.js';
import { holds } from '../../property.js';
import type { DrawnText } from '../layout/drawing.js';
import { LIMITS, linesOf, tablesOf } from '../layout/drawn-report.js';
import { AT, CELL_BOX, cellPage, cellText, countIn, setInLine } from '../layout/one-cell.js';
import { FIRST_FREE, type PdfOptions, stream, ucs2, writePdf } from './writer.js';

const HEIGHT = 842;

function read(texts: readonly DrawnText[], options: PdfOptions = {}): Promise<Content> {
  return readPdf(writePdf([cellPage(...texts)], options), LIMITS);
}

const cell = async (texts: readonly DrawnText[], options?: PdfOptions): Promise<string> =>
  cellText(await read(texts, options));

/** Shows text on the cell's line. */
const show = (text: string, x: number = AT.x, state = ''): string =>
  `q ${state} BT /F1 ${AT.size} Tf 1 0 0 1 ${x} ${HEIGHT - AT.y} Tm <${ucs2(text)}> Tj ET Q`;

/** A level line `above` points above the cell's line. */
const line = (from: number, to: number, above: number): string =>
  `0.5 w ${from} ${HEIGHT - AT.y + above} m ${to} ${HEIGHT - AT.y + above} l S`;

describe('a mark beside a number of a PDF', () => {
  it.each([
    ['smaller and above its line', { size: 6, rise: 4 }, '676¹'],
    ['hardly smaller and above its line', { size: 8.75, rise: 3.5 }, '676¹'],
    ['smaller and under its line', { size: 6, rise: -1.5 }, '676₁'],
    ['as large and above its line', { rise: 2.5 }, '676¹'],
  ])('is %s', async (_, look, expected) => {
    expect(await cell(setInLine({ text: '676' }, { text: '1', ...look }))).toBe(expected);
  });

  it('may stand in front, and be of several characters', async () => {
    expect(await cell(setInLine({ text: '[1]', size: 6, rise: 4 }, { text: '676' }))).toBe('⁽¹⁾676');
    expect(await cell(setInLine({ text: '676' }, { text: '注1', size: 6, rise: 4 }))).toBe('676⁽注⁾¹');
  });

  it('is none where it stands on the line, however small', async () => {
    expect(await cell(setInLine({ text: '676' }, { text: '件', size: 8 }))).toBe('676件');
  });

  it('is read behind the number where it stands above it', async () => {
    const parts = [
      { text: '676', x: AT.x, y: AT.y, size: AT.size },
      { text: '12', x: AT.x + 4, y: AT.y - 9, size: 4.5 },
    ];
    expect(await cell(parts)).toBe('676¹²');
  });

  it('leaves the number untold where a digit of another colour stands behind it', async () => {
    const after = show('1', AT.x + 5.25, '0 0 0.9 rg');
    expect(countIn(await read(setInLine({ text: '6' }), { after }))).toBe('unreadable');
    expect(
      await cell([], { after: `${show('67', AT.x, '0 0 0.9 rg')} ${show('6', AT.x + 10.5, '0 0 0.88 rg')}` }),
    ).toBe('676');
  });

  it('leaves the number untold where either may be the mark', async () => {
    expect(await cell(setInLine({ text: '6' }, { text: '1', rise: 2.5 }))).toBe('\ufffd\ufffd');
    expect(countIn(await read(setInLine({ text: '6' }, { text: '12', rise: 2.5 })))).toBe('unreadable');
    expect(await cell(setInLine({ text: '6' }, { text: '①', rise: 2.5 }))).toBe('6⁽①⁾');
  });

  test('never gives other digits, wherever and however large it stands', async () => {
    const marks = fc.constantFrom('1', '2', '12', '①', '注1', '[3]', '*', '²', 'a');
    const sizes = fc.oneof(fc.double({ min: 4, max: 9, noNaN: true }), fc.constant(AT.size));
    const shifts = fc.double({ min: 0.12, max: 0.5, noNaN: true });
    await holds(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 99_999 }),
        marks,
        sizes,
        shifts,
        fc.boolean(),
        fc.boolean(),
        async (number, text, size, shift, above, inFront) => {
          // type of one size is a mark only where it is seen to be moved
          const rise = (above ? 1 : -0.6) * (size === AT.size ? Math.max(0.27, shift) : shift) * AT.size;
          const mark = { text, size: size === AT.size ? size : Math.round(size * 4) / 4, rise };
          const parts = inFront ? [mark, { text: String(number) }] : [{ text: String(number) }, mark];
          const told = countIn(await read(setInLine(...parts)));
          expect([number, 'unreadable']).toContain(told);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('struck text of a PDF', () => {
  it.each([
    ['one line', line(AT.x, AT.x + 15.75, 3)],
    ['two lines', `${line(AT.x, AT.x + 15.75, 2.4)} ${line(AT.x, AT.x + 15.75, 4)}`],
    ['a thin rectangle', `${AT.x} ${HEIGHT - AT.y + 2.7} 15.75 0.6 re f`],
    [
      'pieces for each character',
      [0, 1, 2].map((i) => line(AT.x + i * 5.25, AT.x + i * 5.25 + 5.25, 3)).join(' '),
    ],
    ['a line that leans', `0.5 w ${AT.x} ${HEIGHT - AT.y} m ${AT.x + 15.75} ${HEIGHT - AT.y + 7} l S`],
  ])('has %s through it', async (_, after) => {
    expect(await cell(setInLine({ text: '675' }, { text: '676' }), { after })).toBe('6̶7̶5̶676');
  });

  it('is what one line goes through from border to border', async () => {
    const after = line(CELL_BOX.x0 + 4, CELL_BOX.x1 - 4, 3);
    expect(await cell(setInLine({ text: '675' }), { after })).toBe('6̶7̶5̶');
  });

  it.each([
    ['under it', line(AT.x, AT.x + 15.75, -1.2)],
    ['above it', line(AT.x, AT.x + 15.75, 8.8)],
    ['beside it', line(AT.x + 17, AT.x + 40, 3)],
  ])('is not text with a line %s', async (_, after) => {
    expect((await cell(setInLine({ text: '675' }), { after })).split('\n')[0]).toBe('675');
  });
});

test('text of a PDF is not struck by the border of a row that it sticks out of', async () => {
  const content = await read(setInLine({ text: '675' }), { after: line(CELL_BOX.x0, CELL_BOX.x1, 3) });
  const texts = tablesOf(content).flatMap(({ rows }) => rows.flat().map(({ text }) => text));
  expect(texts).toContain('675');
});

describe('hidden text of a PDF is not there', () => {
  const beside = AT.x + 3 * (AT.size / 2);
  it.each([
    ['not painted', show('9', beside, '3 Tr')],
    ['only cut with', show('9', beside, '7 Tr')],
    ['white on white', show('9', beside, '1 g')],
    [
      'of the colour of what is filled under it',
      `0.8 g 205 ${HEIGHT - 165} 90 20 re f ${show('676', AT.x, '0 g')} ${show('9', beside, '0.8 g')}`,
    ],
    [
      'of a size that nobody sees',
      `BT /F1 0.5 Tf 1 0 0 1 ${beside} ${HEIGHT - AT.y} Tm <${ucs2('9')}> Tj ET`,
    ],
    ['off the page', show('9', -40)],
    ['cut away', `q 0 0 100 100 re W n ${show('9', beside)} Q`],
  ])('where it is %s', async (_, after) => {
    expect(await cell(setInLine({ text: '676' }), { after })).toBe('676');
  });

  it('where it is clear', async () => {
    const options = { resources: '/ExtGState << /G1 << /ca 0 >> >>', after: show('9', beside, '/G1 gs') };
    expect(await cell(setInLine({ text: '676' }), options)).toBe('676');
  });

  it('but white text on a dark ground is', async () => {
    const after = `0.1 0.3 0.6 rg 205 ${HEIGHT - 165} 90 20 re f ${show('676', AT.x, '1 g')}`;
    expect(await cell([], { after })).toBe('676');
  });

  it('and a reader is told that characters were left out which nobody sees', async () => {
    const { issues } = await read(setInLine({ text: '676' }), { after: show('9', beside, '3 Tr') });
    expect(issues.map(({ code }) => code)).toEqual(['left_out']);
  });
});

describe('a cell of a PDF that shows something', () => {
  const image = stream(
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    '\x7f',
  );
  const withImage = (x: number, y: number, width: number, height: number): PdfOptions => ({
    objects: [image],
    resources: `/XObject << /I1 ${FIRST_FREE} 0 R >>`,
    after: `q ${width} 0 0 ${height} ${x} ${HEIGHT - y - height} cm /I1 Do Q`,
  });

  it('is not blank for a picture alone', async () => {
    expect(await cell([], withImage(210, 145, 30, 20))).toBe('\ufffc');
  });

  it('is no number with a picture beside it, or over it', async () => {
    expect(countIn(await read(setInLine({ text: '67' }), withImage(230, 150, 8, 10)))).toBe('unreadable');
    expect(countIn(await read(setInLine({ text: '676' }), withImage(220, 150, 8, 10)))).toBe('unreadable');
  });

  it('keeps its number on a picture, and under a seal that lies over several cells', async () => {
    const { after = '', ...options } = withImage(205, 145, 90, 20);
    expect(await cell(setInLine({ text: '676' }), { ...options, before: after })).toBe('676');
    expect(await cell(setInLine({ text: '676' }), withImage(150, 100, 120, 120))).toBe('676');
  });

  it('is not blank for letters that were drawn', async () => {
    const y = HEIGHT - AT.y;
    const after = `${AT.x} ${y} m ${AT.x + 9} ${y} ${AT.x + 5} ${y} ${AT.x + 5} ${y + 5} c ${AT.x + 5} ${y + 9} ${AT.x} ${y + 7} ${AT.x} ${y + 7} c f`;
    expect(await cell([], { after })).toBe('\ufffc');
  });
});

describe('a control of a form in a cell of a PDF', () => {
  const rect = `/Rect [${AT.x} ${HEIGHT - 166} ${AT.x + 60} ${HEIGHT - 148}]`;
  const control = async (entries: string, look?: string): Promise<string> => {
    const form = stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 60 18] /Resources << /Font << /F1 3 0 R >> >>`,
      look ?? '',
    );
    const ap = look === undefined ? '' : `/AP << /N ${FIRST_FREE + 1} 0 R >>`;
    const widget = `<< /Type /Annot /Subtype /Widget /T (a) /F 4 ${rect} ${entries} ${ap} >>`;
    const bytes = Buffer.from(writePdf([cellPage()], { objects: [widget, form] })).toString('latin1');
    // readers find the objects of a file whose table is off by searching them
    const changed = bytes.replace('/Type /Page /Parent', `/Type /Page /Annots [${FIRST_FREE} 0 R] /Parent`);
    return cellText(await readPdf(Buffer.from(changed, 'latin1'), LIMITS));
  };
  const drawn = (text: string): string => `BT /F1 10 Tf 2 4 Td <${ucs2(text)}> Tj ET`;

  it.each([
    ['its value where nothing is drawn', '/FT /Tx /V (676) /DA (/F1 10 Tf 0 g)', undefined, '676'],
    ['its value where that is drawn', '/FT /Tx /V (676)', drawn('676'), '676'],
    ['no text where another value is drawn', '/FT /Tx /V (676)', drawn('675'), '\ufffc675'],
    ['no text where something else is drawn', '/FT /Tx /V (676)', '0 0 9 9 re S', '\ufffc'],
    ['no text where its value is secret', '/FT /Tx /Ff 8192 /V (676)', undefined, '\ufffc'],
    ['nothing where it is empty', '/FT /Tx', undefined, ''],
    ['what was chosen', '/FT /Ch /Ff 131072 /Opt [[(a) (676)] [(b) (677)]] /V (a)', undefined, '676'],
    ['a box to tick', '/FT /Btn /V /Yes /AS /Yes', undefined, '\ufffc'],
    ['nothing where it is hidden', '/FT /Tx /V (676) /F 2', undefined, ''],
  ])('is %s', async (_, entries, look, expected) => {
    expect(await control(entries, look)).toBe(expected);
  });
});

describe('a sign of a font of signs', () => {
  it('is no figure, whatever place it has in the font', async () => {
    const objects = ['<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>'];
    const options = {
      objects,
      after: `BT /F2 12 Tf 1 0 0 1 ${AT.x + 16} ${HEIGHT - AT.y} Tm (1) Tj ET`,
    };
    const bytes = Buffer.from(writePdf([cellPage(...setInLine({ text: '676' }))], options)).toString(
      'latin1',
    );
    const changed = bytes.replace('/F1 3 0 R', `/F1 3 0 R /F2 ${FIRST_FREE} 0 R`);
    expect(countIn(await readPdf(Buffer.from(changed, 'latin1'), LIMITS))).toBe('unreadable');
  });
});

test('text that recognition laid over a picture is read where the picture is no page', async () => {
  const image = stream(
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    '\x7f',
  );
  const options = {
    objects: [image],
    resources: `/XObject << /I1 ${FIRST_FREE} 0 R >>`,
    after: `q 200 0 0 30 80 500 cm /I1 Do Q BT 3 Tr /F1 12 Tf 1 0 0 1 90 510 Tm <${ucs2('表格之外')}> Tj ET`,
  };
  const content = await readPdf(writePdf([{ ...cellPage(), texts: [], rules: [] }], options), LIMITS);
  expect(linesOf(content)).toEqual(['表格之外']);
});
