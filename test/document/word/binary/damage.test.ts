import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ole2Kind } from '../../../../src/document/containers/ole2-kind.js';
import { DEFAULT_LIMITS } from '../../../../src/document/model.js';
import { readDoc } from '../../../../src/document/word/binary/read-doc.js';
import { readDocx } from '../../../../src/document/word/docx/read-docx.js';
import { DocumentError } from '../../../../src/errors.js';
import { storedZip } from '../../../../src/simulation/attachments/zip.js';
import { holds } from '../../../property.js';
import { fixture } from '../../helpers.js';
import { item, list, members, paragraph, row, table, use } from '../docx/helpers.js';
import { QUIRKS, quirksDocx } from './quirks.js';
import { rowDefinition, writeDoc, writtenRow } from './writer.js';

/** Either there is a document, or a DocumentError says why not. */
function expectAnswer(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
}

const doc = (bytes: Uint8Array) => readDoc(bytes, DEFAULT_LIMITS);
const docx = (bytes: Uint8Array) => readDocx(bytes, DEFAULT_LIMITS);

/** Some bytes of the source changed, at places of which many are near the beginning of a sector. */
const flips = (length: number) =>
  fc.array(fc.tuple(fc.nat(length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 });

function flipped(source: Buffer, changes: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.from(source);
  for (const [at, value] of changes) bytes.writeUInt8(value, at);
  return bytes;
}

const SMALL = writeDoc({
  paragraphs: [
    { text: '甲乙局\r' },
    ...writtenRow(['行政许可', '3'], rowDefinition([0, 1_000, 2_000])),
    ...writtenRow(['行政处罚', '4'], rowDefinition([0, 1_000, 2_000])),
    { text: '共\x13 QUOTE \x147\x15件\r', compressed: false },
  ],
});

describe('A binary file with changed bytes ends in a document or a DocumentError', () => {
  test.each([
    ['a file of a word processor', fixture('quirks.doc'), 1_500],
    ['a small one', SMALL, 3_000],
  ] as const)('%s', (_, source, numRuns) => {
    holds(
      fc.property(flips(source.length), (changes) => {
        const bytes = flipped(source, changes);
        expectAnswer(() => doc(bytes));
        expectAnswer(() => ole2Kind(bytes));
      }),
      { numRuns },
    );
  });

  test('in its header and file information', () => {
    const information = SMALL.indexOf(Buffer.from([0xec, 0xa5]));
    const near = fc.oneof(
      fc.nat(511),
      fc.nat(1_100).map((at) => information + at),
    );
    holds(
      fc.property(
        fc.array(fc.tuple(near, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        (changes) => expectAnswer(() => doc(flipped(SMALL, changes))),
      ),
      { numRuns: 3_000 },
    );
  });

  test('or with its end cut off', () => {
    const source = fixture('quirks.doc');
    holds(
      fc.property(fc.nat(source.length), (end) => expectAnswer(() => doc(source.subarray(0, end)))),
      { numRuns: 300 },
    );
  });

  test('or of no sense at all', () => {
    holds(fc.property(fc.uint8Array({ maxLength: 4_000 }), (bytes) => expectAnswer(() => doc(bytes))));
  });
});

describe('A .docx with changed bytes ends in a document or a DocumentError', () => {
  const numbering = list(1, [['decimal', '%1.']]) + use(1, 1);
  const files = members(item(1, 0, '甲') + table(row('a', '1'), row('b', '2')) + paragraph('乙'), {
    numbering,
  });

  test('in the archive', () => {
    const source = quirksDocx();
    holds(
      fc.property(flips(source.length), (changes) => expectAnswer(() => docx(flipped(source, changes)))),
      { numRuns: 500 },
    );
  });

  test('in its parts', () => {
    const names = Object.keys(files);
    holds(
      fc.property(
        fc
          .constantFrom(...names)
          .chain((name) => fc.tuple(fc.constant(name), flips(files[name]?.length ?? 1))),
        ([name, changes]) => {
          const part = flipped(files[name] ?? Buffer.alloc(0), changes);
          expectAnswer(() => docx(storedZip({ ...files, [name]: part })));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('or with elements taken out, doubled or swapped', () => {
    const tags = String(files['word/document.xml']).split(/(?=<)/);
    holds(
      fc.property(fc.array(fc.nat(tags.length - 1), { maxLength: 5 }), fc.nat(2), (places, how) => {
        const changed = [...tags];
        for (const at of places)
          changed.splice(at, how === 0 ? 1 : 0, ...(how === 1 ? [tags[at] ?? ''] : []));
        const part = Buffer.from(changed.join(''), 'utf8');
        expectAnswer(() => docx(storedZip({ ...files, 'word/document.xml': part })));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('The sources of all this are whole', () => {
  expect(doc(SMALL).blocks).toHaveLength(3);
  expect(doc(fixture('quirks.doc')).blocks).toHaveLength(QUIRKS.length);
});
