import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Content } from '../../../src/document/model.js';
import { readOfd } from '../../../src/document/ofd/read-ofd.js';
import { holds } from '../../property.js';
import type { DrawnText } from '../layout/drawing.js';
import { LIMITS } from '../layout/drawn-report.js';
import { AT, cellPage, cellText, countIn, setInLine } from '../layout/one-cell.js';
import { writeOfd } from './writer.js';

const MM = 25.4 / 72;

function read(texts: readonly DrawnText[], more = ''): Content {
  return readOfd(writeOfd([[cellPage(...texts)]], { more }), LIMITS);
}

const cell = (texts: readonly DrawnText[], more?: string): string => cellText(read(texts, more));

const box = (x: number, y: number, width: number, height: number): string =>
  `Boundary="${[x, y, width, height].map((points) => points * MM).join(' ')}"`;

/** Text on the cell's line, behind a number of three figures. */
const behind = (text: string, attributes = '', inner = ''): string => {
  const place = box(AT.x + 15.75, AT.y - AT.size, AT.size, AT.size * 1.2);
  const size = AT.size * MM;
  return `<ofd:TextObject ID="7" ${place} Font="4" Size="${size}" ${attributes}>${inner}<ofd:TextCode X="0" Y="${size}">${text}</ofd:TextCode></ofd:TextObject>`;
};

const filled = (at: readonly [number, number, number, number], colour = ''): string => {
  const [w, h] = [at[2] * MM, at[3] * MM];
  return `<ofd:PathObject ID="8" ${box(...at)} Fill="true" Stroke="false">${colour}<ofd:AbbreviatedData>M 0 0 L ${w} 0 L ${w} ${h} L 0 ${h} C</ofd:AbbreviatedData></ofd:PathObject>`;
};

describe('a mark beside a number of an OFD file', () => {
  it('is what is smaller and above or under its line', () => {
    expect(cell(setInLine({ text: '676' }, { text: '1', size: 6, rise: 4 }))).toBe('676¹');
    expect(cell(setInLine({ text: '①', size: 6, rise: 4 }, { text: '676' }))).toBe('⁽①⁾676');
    expect(cell(setInLine({ text: '676' }, { text: '1', size: 6, rise: -1.5 }))).toBe('676₁');
  });

  test('never gives other digits, wherever and however large it stands', () => {
    const marks = fc.constantFrom('1', '2', '12', '①', '注1', '[3]', '*', '²', 'a');
    holds(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        marks,
        fc.oneof(fc.double({ min: 4, max: 9, noNaN: true }), fc.constant(AT.size)),
        fc.double({ min: -0.3, max: 0.5, noNaN: true }),
        fc.boolean(),
        (number, text, size, shift, inFront) => {
          // type of one size is a mark only where it is seen to be moved
          const least = size === AT.size ? 0.17 : 0;
          const mark = {
            text,
            size,
            rise: (shift < 0 ? Math.min(shift, -least) : Math.max(shift, least)) * AT.size,
          };
          const parts = inFront ? [mark, { text: String(number) }] : [{ text: String(number) }, mark];
          expect([number, 'unreadable']).toContain(countIn(read(setInLine(...parts))));
        },
      ),
    );
  });
});

test('text of an OFD file with a line or a thin rectangle through it is struck', () => {
  const through = filled([AT.x, AT.y - 3.3, 15.75, 0.6]);
  const leaning = `<ofd:PathObject ID="8" ${box(AT.x, AT.y - 7, 15.75, 7)} LineWidth="0.2"><ofd:AbbreviatedData>M 0 ${7 * MM} L ${15.75 * MM} 0</ofd:AbbreviatedData></ofd:PathObject>`;
  for (const strike of [through, leaning]) {
    expect(cell(setInLine({ text: '675' }, { text: '676' }), strike)).toBe('6̶7̶5̶676');
  }
  expect(cell(setInLine({ text: '675' }), filled([AT.x, AT.y + 1, 15.75, 0.6]))).toBe('675');
});

describe('hidden text of an OFD file is not there', () => {
  const grey = '<ofd:FillColor Value="204 204 204"/>';
  it.each([
    ['not visible', behind('9', 'Visible="false"')],
    ['in a layer that is not visible', `<ofd:PageBlock Visible="false">${behind('9')}</ofd:PageBlock>`],
    ['clear', behind('9', 'Alpha="0"')],
    ['of a clear colour', behind('9', '', '<ofd:FillColor Value="0 0 0" Alpha="0"/>')],
    ['not painted', behind('9', 'Fill="false"')],
    ['white', behind('9', '', '<ofd:FillColor Value="255 255 255"/>')],
    [
      'of the colour of what is filled under it',
      `${filled([AT.x + 15, AT.y - 12, 20, 16], grey)}${behind('9', '', grey)}`,
    ],
  ])('where it is %s', (_, more) => {
    expect(cell(setInLine({ text: '676' }), more)).toBe('676');
  });

  it('but white text on a dark ground is', () => {
    const dark = filled([AT.x + 14, AT.y - 12, 40, 16], '<ofd:FillColor Value="20 60 160"/>');
    const white = behind('7', '', '<ofd:FillColor Value="255 255 255"/>');
    expect(cell([], dark + white)).toBe('7');
  });
});

test('a cell of an OFD file with a picture is not blank, and its number is not told', () => {
  const picture = (x: number): string =>
    `<ofd:ImageObject ID="9" ${box(x, 150, 8, 10)} CTM="${8 * MM} 0 0 ${10 * MM} 0 0" ResourceID="5"/>`;
  expect(cell([], picture(230))).toBe('\ufffc');
  expect(countIn(read(setInLine({ text: '676' }), picture(240)))).toBe('unreadable');
});
