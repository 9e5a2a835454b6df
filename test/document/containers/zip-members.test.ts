import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memberNames, readMembers } from '../../../src/document/containers/zip-members.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/document/model.js';
import { DocumentError } from '../../../src/errors.js';
import { storedZip } from '../../../src/simulation/attachments/zip.js';
import { holds } from '../../property.js';
import { codeOf } from '../helpers.js';

const all = (_: string): boolean => true;
const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
const read = (bytes: Uint8Array, limits: Partial<DocumentLimits> = {}, wanted = all) =>
  readMembers(bytes, { ...DEFAULT_LIMITS, ...limits }, wanted);
const names = (bytes: Uint8Array): string[] => [...read(bytes).keys()];

const LOCAL_NAME = 30;
const ENTRY = 46;

/** An archive of one member, packed; `declared` is the size that it says it has. */
function packed(name: Buffer, content: Buffer, declared = content.length): Buffer {
  const small = deflateRawSync(content);
  const zip = storedZip({ [name.toString('latin1')]: content });
  const tail = zip.subarray(LOCAL_NAME + name.length + content.length);
  const local = Buffer.concat([zip.subarray(0, LOCAL_NAME), name, small]);
  const directory = Buffer.from(tail);
  for (const [header, at] of [
    [local, 8],
    [directory, 10],
  ] as const) {
    header.writeUInt16LE(8, at);
    header.writeUInt32LE(small.length, at + 10);
    header.writeUInt32LE(declared, at + 14);
  }
  directory.writeUInt32LE(local.length, directory.length - 6);
  return Buffer.concat([local, directory]);
}

/** Where the directory begins. */
const directoryOf = (zip: Buffer): number => zip.readUInt32LE(zip.length - 6);

describe('The members of an archive', () => {
  test('are unpacked where they are wanted, in the order of the directory', () => {
    const zip = storedZip({ b: Buffer.from('2'), a: Buffer.from('1'), 'folder/': Buffer.alloc(0) });
    expect([...read(zip)].map(([name, bytes]) => [name, text(bytes)])).toEqual([
      ['b', '2'],
      ['a', '1'],
    ]);
    expect([...read(zip, {}, (name) => name === 'a').keys()]).toEqual(['a']);
    expect(memberNames(zip)).toEqual(['b', 'a']);
  });

  test('may be deflated', () => {
    const content = Buffer.from('政府信息公开'.repeat(100));
    expect(text(read(packed(Buffer.from('a'), content)).get('a'))).toBe(content.toString('utf8'));
  });

  test('are found behind other bytes, and before a comment', () => {
    const zip = storedZip({ a: Buffer.from('1') });
    expect(names(Buffer.concat([Buffer.from('MZ program'), zip]))).toEqual(['a']);
    zip.writeUInt16LE(4, zip.length - 2);
    expect(names(Buffer.concat([zip, Buffer.from('abcd')]))).toEqual(['a']);
  });

  test('are named in UTF-8, or in the code page of a Chinese Windows', () => {
    const gbk = Buffer.from([0xc4, 0xea, 0xb1, 0xa8]);
    const zip = storedZip({ abcd: Buffer.from('1') });
    zip.set(gbk, LOCAL_NAME);
    zip.set(gbk, directoryOf(zip) + ENTRY);
    zip.writeUInt16LE(0, directoryOf(zip) + 8);
    expect(names(zip)).toEqual(['年报']);
    expect(names(storedZip({ 年报: Buffer.from('1') }))).toEqual(['年报']);
  });

  test('are named with slashes', () => {
    expect(names(storedZip({ 'word\\document.xml': Buffer.from('1') }))).toEqual(['word/document.xml']);
  });

  test('that bear one name are one where they are the same, else nobody knows which is meant', () => {
    const twice = (second: string): Buffer => {
      const zip = storedZip({ a: Buffer.from('1'), b: Buffer.from(second) });
      const entry = directoryOf(zip) + ENTRY + 1;
      zip.write('a', entry + ENTRY);
      zip.write('a', zip.readUInt32LE(entry + 42) + LOCAL_NAME);
      return zip;
    };
    expect(names(twice('1'))).toEqual(['a']);
    expect(codeOf(() => read(twice('2')))).toBe('damaged');
  });
});

describe('An archive is refused', () => {
  const zip = (): Buffer => storedZip({ a: Buffer.from('12345') });

  test('where a wanted member is encrypted', () => {
    const secret = zip();
    secret.writeUInt16LE(1, directoryOf(secret) + 8);
    expect(codeOf(() => read(secret))).toBe('encrypted');
    expect(read(secret, {}, () => false).size).toBe(0);
  });

  test('where it unpacks to more than is allowed, all members together', () => {
    const two = storedZip({ a: Buffer.alloc(6), b: Buffer.alloc(6) });
    expect(codeOf(() => read(two, { unpacked: 11 }))).toBe('too_large');
    expect(read(two, { unpacked: 12 }).size).toBe(2);
  });

  test('where a member unpacks to more than it says', () => {
    const bomb = packed(Buffer.from('a'), Buffer.alloc(100_000), 10);
    expect(codeOf(() => read(bomb))).toBe('damaged');
  });

  test('where it has more members than are allowed', () => {
    const two = storedZip({ a: Buffer.alloc(1), b: Buffer.alloc(1) });
    expect(codeOf(() => read(two, { pages: 1 }))).toBe('too_large');
  });

  test('where a member does not match its checksum, is cut off, or bears two names', () => {
    const flipped = zip();
    flipped.write('9', LOCAL_NAME + 2);
    expect(codeOf(() => read(flipped))).toBe('damaged');
    const long = zip();
    long.writeUInt32LE(500, directoryOf(long) + 20);
    long.writeUInt32LE(500, directoryOf(long) + 24);
    expect(codeOf(() => read(long))).toBe('damaged');
    const renamed = zip();
    renamed.write('b', LOCAL_NAME);
    expect(codeOf(() => read(renamed))).toBe('damaged');
  });

  test('where it is packed by a rare method', () => {
    const rare = zip();
    rare.writeUInt16LE(12, directoryOf(rare) + 10);
    expect(codeOf(() => read(rare))).toBe('unsupported');
  });

  test('where it is cut off', () => {
    const whole = zip();
    for (let end = 0; end < whole.length; end += 1) {
      expect(codeOf(() => read(whole.subarray(0, end)))).toBe('damaged');
    }
  });
});

test('Whatever bytes are changed, the members are read or a DocumentError says why not', () => {
  const zip = packed(Buffer.from('a.txt'), Buffer.from('政府信息公开'.repeat(20)));
  holds(
    fc.property(
      fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 6,
      }),
      (changes) => {
        const changed = Buffer.from(zip);
        for (const [at, value] of changes) changed.writeUInt8(value, at);
        try {
          read(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
