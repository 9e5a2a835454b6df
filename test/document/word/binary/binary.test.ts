import { describe, expect, test } from 'vitest';
import { ole2Kind } from '../../../../src/document/containers/ole2-kind.js';
import { DEFAULT_LIMITS, type Document } from '../../../../src/document/model.js';
import { readDoc } from '../../../../src/document/word/binary/read-doc.js';
import { codeOf, outline, slots, tables } from '../../helpers.js';
import { asDocument } from '../docx/helpers.js';
import {
  compound,
  DELETED,
  HIDDEN,
  IN_TABLE,
  ROW_END,
  rowDefinition,
  u16,
  type WrittenFile,
  type WrittenParagraph,
  writeDoc,
  writtenRow,
} from './writer.js';

const read = (file: WrittenFile): Document => asDocument(readDoc(writeDoc(file), DEFAULT_LIMITS));
const of = (...paragraphs: WrittenParagraph[]): Document => read({ paragraphs });
const only = (...rows: WrittenParagraph[][]) => tables(of(...rows.flat(), { text: '完\r' }))[0];

describe('The text of a binary Word file', () => {
  test('is put together from its pieces, of one byte a character or two, wherever they lie', () => {
    const paragraphs = [
      { text: '收到3件\r' },
      { text: '\x93A\x94 12\r', compressed: true },
      { text: '办结2件\r' },
    ];
    for (const scattered of [false, true]) {
      expect(outline(read({ paragraphs, scattered }))).toEqual(['收到3件', '“A” 12', '办结2件']);
    }
  });

  test('has no hidden and no deleted characters, whoever says so', () => {
    const hiding = 0x5c << 1;
    expect(
      outline(
        of(
          { text: '甲\r' },
          { text: '乙\r', characters: HIDDEN },
          { text: '丙\r', characters: DELETED },
          { text: '丁\r', modifier: hiding | (1 << 8) },
          { text: '戊\r' },
        ),
      ),
    ).toEqual(['甲', '戊']);
  });

  test('has only the results of fields, and nothing hidden by a mark without an end', () => {
    expect(outline(of({ text: '共\x13 QUOTE \x1412\x15件\r' }, { text: '\x13 PAGE 7\r' }))).toEqual([
      '共12件',
      'PAGE 7',
    ]);
  });

  test('is parted by marks of paragraphs, sections, lines and pages', () => {
    expect(outline(of({ text: '一\r' }, { text: '二\f' }, { text: '三\x0b四\f五\r' }))).toEqual([
      '一',
      '二',
      '三',
      '四',
      '五',
    ]);
  });

  test('leaves out anchors of pictures and notes, and soft hyphens', () => {
    expect(outline(of({ text: '\x01收\x02\x08到\x1f\x1e3\r' }))).toEqual(['收到-3']);
  });
});

describe('Rows of a binary Word file', () => {
  test('share the columns that lie between all their edges', () => {
    const table = only(
      writtenRow(['甲', '乙'], rowDefinition([0, 2_000, 3_000])),
      writtenRow(['1', '2', '3'], rowDefinition([-5, 1_000, 2_010, 3_000])),
    );
    expect(slots(table)).toEqual(['甲@0,0 1x2', '乙@0,2 1x1', '1@1,0 1x1', '2@1,1 1x1', '3@1,2 1x1']);
    expect(table?.aligned).toBe(true);
  });

  test('merge cells downwards between equal edges', () => {
    const [begin, on] = [0x60, 0x20];
    const edges = [0, 1_000, 2_000];
    expect(
      slots(
        only(
          writtenRow(['组', '1'], rowDefinition(edges, [begin])),
          writtenRow(['', '2'], rowDefinition(edges, [on])),
          writtenRow(['乙', '3'], rowDefinition(edges)),
        ),
      ),
    ).toEqual(['组@0,0 2x1', '1@0,1 1x1', '2@1,1 1x1', '乙@2,0 1x1', '3@2,1 1x1']);
  });

  test('have links to notes beside a number as marks, and a number that is a link as it is', () => {
    const rows = [
      ['8\x13 HYPERLINK "n1" \x141\x15', '8¹'],
      ['8\x13 NOTEREF _Ref \x141\x15', '8¹'],
      ['8\x13 QUOTE \x141\x15', '81'],
      ['\x13 HYPERLINK "x" \x1481\x15', '81'],
    ] as const;
    const written = rows.map(([text]) => writtenRow(['甲', text], rowDefinition([0, 1_000, 2_000])));
    expect(slots(only(...written))?.filter((each) => /@\d,1/.test(each))).toEqual(
      rows.map(([, text], i) => `${text}@${i},1 1x1`),
    );
  });

  test('merge cells sideways, whichever of both values stands first', () => {
    for (const [first, next] of [
      [1, 2],
      [2, 1],
      [3, 1],
    ]) {
      const table = only(
        writtenRow(
          ['甲', '不见', '1'],
          rowDefinition(
            [0, 1, 2, 3].map((n) => n * 500),
            [first ?? 0, next ?? 0],
          ),
        ),
        writtenRow(['a', 'b', 'c'], rowDefinition([0, 500, 1_000, 1_500])),
      );
      expect(slots(table)?.slice(0, 2)).toEqual(['甲@0,0 1x2', '1@0,2 1x1']);
    }
  });

  test('are changed by what follows their definition', () => {
    const edges = [0, 500, 1_000, 1_500];
    const changed = (cells: string[], ...change: number[]) =>
      slots(
        only(
          writtenRow(cells, [...rowDefinition(edges), ...change]),
          writtenRow(['a', 'b', 'c'], rowDefinition(edges)),
        ),
      )?.filter((each) => each.includes('@0'));
    expect(changed(['甲', '', '1'], ...u16(0x5624), 0, 2)).toEqual(['甲@0,0 1x2', '1@0,2 1x1']);
    expect(changed(['甲', '乙'], ...u16(0x5622), 1, 2)).toEqual(['甲@0,0 1x1', '乙@0,1 1x1']);
    expect(changed(['甲', '乙', '丙', '丁'], ...u16(0x7621), 3, 1, ...u16(500))?.at(-1)).toBe('丁@0,3 1x1');
    expect(changed(['甲', '乙', '丙'], ...u16(0x7623), 0, 1, ...u16(1_000))).toEqual([
      '甲@0,0 1x2',
      '乙@0,2 1x1',
      '丙@0,3 1x1',
    ]);
    expect(changed(['甲', '乙', '丙'], ...u16(0xd62b), 2, 0, 3)).toHaveLength(3);
  });

  test('are changed by what a fast save noted', () => {
    const edges = [0, 500, 1_000];
    const [a, b, end] = writtenRow(['甲', ''], rowDefinition(edges));
    if (a === undefined || b === undefined || end === undefined) throw new Error('a row has three marks');
    const document = read({
      paragraphs: [a, b, { ...end, modifier: 1 }, ...writtenRow(['1', '2'], rowDefinition(edges))],
      changes: [[...u16(0x5624), 0, 2]],
    });
    expect(slots(tables(document)[0])).toEqual(['甲@0,0 1x2', '1@1,0 1x1', '2@1,1 1x1']);
  });

  test('whose cells are not those of their definition line up with nothing', () => {
    const table = only(
      writtenRow(['甲', '1', '2'], rowDefinition([0, 500, 1_000])),
      writtenRow(['乙', '3', '4'], []),
    );
    expect(table?.aligned).toBe(false);
    expect(table?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['甲', '1', '2'],
      ['乙', '3', '4'],
    ]);
  });

  test('that were deleted are gone', () => {
    const edges = rowDefinition([0, 500, 1_000]);
    const deleted = writtenRow(['丙', '9'], edges).map((mark) => ({ ...mark, characters: DELETED }));
    expect(only(writtenRow(['甲', '1'], edges), deleted, writtenRow(['乙', '2'], edges))?.rows.length).toBe(
      2,
    );
  });

  test('of a table in a cell are a table of their own', () => {
    const inner = [...IN_TABLE, ...u16(0x6649), 2, 0, 0, 0];
    const cellEnd = [...inner, ...u16(0x244b), 1];
    const rowEnd = [...inner, ...u16(0x244c), 1, ...rowDefinition([0, 500, 1_000])];
    const document = of(
      { text: '复议\r', paragraph: cellEnd },
      { text: '7\r', paragraph: cellEnd },
      { text: '\r', paragraph: rowEnd },
      { text: '\x07', paragraph: IN_TABLE },
      { text: '\x07', paragraph: [...ROW_END, ...rowDefinition([0, 2_000])] },
      { text: '完\r' },
    );
    expect(outline(document)).toEqual([[['复议', '7']], '完']);
  });

  test('cannot be nested without end', () => {
    const deep = { text: '甲\r', paragraph: [...IN_TABLE, ...u16(0x6649), 0xff, 0xff, 0xff, 0x7f] };
    expect(codeOf(() => of(deep))).toBe('too_deep');
  });
});

describe('What cannot be read is said to be', () => {
  const paragraphs = [{ text: '甲\r' }];

  test('encrypted files', () => {
    expect(codeOf(() => read({ paragraphs, flags: 0x0100 }))).toBe('encrypted');
    expect(codeOf(() => readDoc(compound({ EncryptedPackage: Buffer.alloc(5_000) }), DEFAULT_LIMITS))).toBe(
      'encrypted',
    );
  });

  test('files of Word 95', () => {
    expect(codeOf(() => read({ paragraphs, ident: 0xa5dc }))).toBe('unsupported');
  });

  test('text beyond the limit', () => {
    expect(codeOf(() => readDoc(writeDoc({ paragraphs }), { ...DEFAULT_LIMITS, unpacked: 3 }))).toBe(
      'too_large',
    );
  });

  test('other OLE2 files, whose kind is told by their streams', () => {
    const book = compound({ Workbook: Buffer.alloc(10) });
    expect(codeOf(() => readDoc(book, DEFAULT_LIMITS))).toBe('damaged');
    expect(ole2Kind(book)).toBe('xls');
    expect(ole2Kind(compound({ Book: Buffer.alloc(10) }))).toBe('xls');
    expect(ole2Kind(compound({ 'PowerPoint Document': Buffer.alloc(10) }))).toBe('ppt');
    expect(ole2Kind(compound({ EncryptedPackage: Buffer.alloc(10) }))).toBe('encrypted');
    expect(ole2Kind(compound({ Contents: Buffer.alloc(10) }))).toBe('unknown');
    expect(ole2Kind(writeDoc({ paragraphs }))).toBe('doc');
  });

  test('chains of sectors and directories that run in circles', () => {
    const circle = writeDoc({ paragraphs });
    circle.writeUInt32LE(1, 512 + 4 * 2); // sector 2 leads back to sector 1
    expect(codeOf(() => readDoc(circle, DEFAULT_LIMITS))).toBe('damaged');
    const own = writeDoc({ paragraphs });
    own.writeUInt32LE(0, 68); // the allocation table goes on in itself, and
    own.writeUInt32LE(0, 512 + 508); // again
    expect(codeOf(() => ole2Kind(own))).toBe('damaged');
  });
});
