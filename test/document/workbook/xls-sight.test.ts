import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Content } from '../../../src/document/model.js';
import { holds } from '../../property.js';
import { cellText, countIn } from '../layout/one-cell.js';
import { type Biff, biff, u16, u32, withRecords } from './biff.js';
import { book, bytesOf, readBook, sheet } from './builder.js';

const FONT = 0x0031;
const XF = 0x00e0;
const SST = 0x00fc;
const CONTINUE = 0x003c;
const LABEL = 0x0204;
const LABELSST = 0x00fd;
const WINDOW2 = 0x023e;

interface Font {
  readonly struck?: boolean;
  /** 1 for raised, 2 for lowered. */
  readonly level?: number;
  /** In the palette: 8 is black, 9 white, 12 blue. */
  readonly colour?: number;
}

interface Dressing {
  /** Of the cell. */
  readonly font?: Font;
  /** The colour of its fill. */
  readonly fill?: number;
  /** Its text, and the fonts in it from some characters on. */
  readonly text?: string;
  readonly runs?: readonly { readonly from: number; readonly font: Font }[];
  /** How many characters of the text stand in the first record. */
  readonly cut?: number;
  /** Records in the sheet, before its cells. */
  readonly sheet?: readonly Biff[];
}

const PLAIN: Font = {};

const fontRecord = ({ struck = false, level = 0, colour = 0x7fff }: Font): Biff =>
  biff(
    FONT,
    ...u16(240),
    ...u16(struck ? 8 : 0),
    ...u16(colour),
    ...u16(400),
    ...u16(level),
    0,
    0,
    0,
    0,
    1,
    0,
    0x41,
  );

const wide = (text: string): number[] => [...text].flatMap((character) => u16(character.charCodeAt(0)));

/** The texts that cells share: the one of several fonts alone, cut where it is told to be. */
function strings(text: string, runs: readonly number[], cut: number): Biff[] {
  const head = [...u32(1), ...u32(1), ...u16(text.length), 0x09, ...u16(runs.length / 4)];
  if (cut >= text.length) return [biff(SST, ...head, ...wide(text), ...runs)];
  const first = biff(SST, ...head, ...wide(text.slice(0, cut)));
  return [first, biff(CONTINUE, 1, ...wide(text.slice(cut)), ...runs)];
}

/** An xls file whose second cell in its second row is dressed so. */
function dressed(dressing: Dressing): Content {
  const { font = PLAIN, fill, text = '676', runs = [], cut = 99 } = dressing;
  const rows = [
    ['名称', '件数'],
    ['规章', '8'],
    ['文件', '77'],
  ];
  const file = bytesOf(book([sheet(rows)]), 'biff8');
  const bytes = withRecords(file, (records) => {
    const styles = records.filter(({ type }) => type === XF).length;
    // after one font of the file, four that fill up to the number that no font has
    const fonts = [PLAIN, PLAIN, PLAIN, font, ...runs.map((run) => run.font)].map(fontRecord);
    const numbered = runs.flatMap(({ from }, i) => [...u16(from), ...u16(6 + i)]);
    const pattern = fill === undefined ? 0 : 1 << 26;
    const style = biff(XF, ...u16(5), ...u16(0), ...Array(10).fill(0), ...u32(pattern), ...u16(fill ?? 0));
    const cell = biff(LABELSST, ...u16(1), ...u16(1), ...u16(styles), ...u32(0));
    let [isStyled, isFont, isSheet] = [false, false, false];
    return records.flatMap((record, i): Biff[] => {
      const next = records[i + 1]?.type;
      const { type, data } = record;
      const after: Biff[] = [];
      if (type === FONT && next !== FONT && !isFont) {
        isFont = true;
        after.push(...fonts);
      }
      if (type === XF && next !== XF && !isStyled) {
        isStyled = true;
        after.push(style);
      }
      if (type === SST) return strings(text, numbered, cut);
      if (type === LABEL && data[0] === 1 && data[2] === 1) return [cell];
      if (type === LABEL && !isSheet) {
        isSheet = true;
        return [...(dressing.sheet ?? []), record];
      }
      return [record, ...after];
    });
  });
  return readBook(bytes);
}

const text = (dressing: Dressing): string => cellText(dressed(dressing));

describe('the style of a cell of an xls file', () => {
  it.each<[string, Dressing, string]>([
    ['strikes it', { font: { struck: true } }, '6̶7̶6̶'],
    ['raises it', { font: { level: 1 } }, '⁶⁷⁶'],
    ['hides it in white', { font: { colour: 9 } }, ''],
    ['hides it in the colour of its fill', { font: { colour: 44 }, fill: 44 }, ''],
    ['shows it white on blue', { font: { colour: 9 }, fill: 12 }, '676'],
    ['shows it as it is', {}, '676'],
  ])('%s', (_, dressing, expected) => {
    expect(text(dressing)).toBe(expected);
  });
});

describe('the runs of a text of an xls file', () => {
  const marked = { text: '6761', runs: [{ from: 3, font: { level: 1 } }] };

  it('may be marks, struck or hidden', () => {
    expect(text(marked)).toBe('676¹');
    expect(text({ text: '6761', runs: [{ from: 3, font: { level: 2 } }] })).toBe('676₁');
    expect(
      text({
        text: '675676',
        runs: [
          { from: 0, font: { struck: true } },
          { from: 3, font: PLAIN },
        ],
      }),
    ).toBe('6̶7̶5̶676');
    expect(text({ text: '6769', runs: [{ from: 3, font: { colour: 9 } }] })).toBe('676');
  });

  it('are the same where the text is cut by the end of a record', () => {
    for (const cut of [0, 1, 2, 3]) expect(text({ ...marked, cut })).toBe('676¹');
  });

  test('never give other digits for a mark beside a number', () => {
    const fonts = fc.constantFrom<Font>({ level: 1 }, { level: 2 }, { struck: true });
    const marks = fc.constantFrom('1', '2', '12', '①', '注1', '[3]', '*', '²', 'a');
    holds(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        marks,
        fonts,
        fc.boolean(),
        (number, mark, font, inFront) => {
          const digits = String(number);
          const dressing: Dressing = inFront
            ? {
                text: mark + digits,
                runs: [
                  { from: 0, font },
                  { from: mark.length, font: PLAIN },
                ],
              }
            : { text: digits + mark, runs: [{ from: digits.length, font }] };
          expect([number, 'unreadable']).toContain(countIn(dressed(dressing)));
        },
      ),
    );
  });
});

describe('a cell of an xls file with a picture', () => {
  const anchor = [0, 0, ...[1, 100, 1, 20, 1, 500, 1, 200].flatMap(u16)];
  const picture = (kind: number): readonly Biff[] => [
    biff(0x00ec, 0, 0, 0x10, 0xf0, ...u32(18), ...anchor),
    biff(0x005d, ...u16(0x15), ...u16(0x12), ...u16(kind), ...Array(16).fill(0)),
  ];

  it('is no number', () => {
    expect(countIn(dressed({ sheet: picture(8) }))).toBe('unreadable');
    expect(text({ font: { colour: 9 }, sheet: picture(0x0b) })).toBe('\ufffc');
  });

  it('is what it is beside a comment', () => {
    expect(text({ sheet: picture(0x19) })).toBe('676');
  });
});

test('a nought is not shown where a sheet of an xls file hides noughts', () => {
  const rows = [
    ['名称', '件数'],
    ['规章', 0],
    ['文件', '77'],
  ];
  const file = bytesOf(book([sheet(rows)]), 'biff8');
  const hidden = withRecords(file, (records) =>
    records.map(({ type, data }) =>
      type === WINDOW2
        ? { type, data: data.map((byte, i) => (i === 0 ? byte & ~0x10 : byte)) }
        : { type, data },
    ),
  );
  expect([cellText(readBook(file)), cellText(readBook(hidden))]).toEqual(['0', '']);
});
