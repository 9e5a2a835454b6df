/** Accidents to files whose truth is lost with them: readers may refuse them, but must not break. */
import { unzipSync, zipSync } from 'fflate';
import type { Random } from '../../src/simulation/reports/random.js';

/** One accident; null where the file gives no occasion for it. */
export type Accident = (file: Buffer, random: Random) => Buffer | null;

const at = (file: Uint8Array, random: Random): number => random.between(0, Math.max(0, file.length - 1));

/** Lengths of all orders of magnitude. */
function stretch(file: Uint8Array, random: Random): number {
  return Math.max(1, Math.floor(file.length ** random.next()));
}

function flipped(file: Uint8Array, random: Random): Buffer {
  const bytes = Buffer.from(file);
  for (let count = 2 ** random.between(0, 6); count > 0 && bytes.length > 0; count -= 1) {
    bytes[at(bytes, random)] = random.between(0, 255);
  }
  return bytes;
}

export const ACCIDENTS: Readonly<Record<string, Accident>> = {
  'bytes changed': flipped,
  'bits flipped near the beginning': (file, random) => {
    const bytes = Buffer.from(file);
    for (let count = random.between(1, 4); count > 0; count -= 1) {
      const place = random.between(0, Math.min(bytes.length, 600) - 1);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << random.between(0, 7));
    }
    return bytes;
  },
  'cut off': (file, random) => Buffer.from(file.subarray(0, at(file, random))),
  'the beginning lost': (file, random) => Buffer.from(file.subarray(stretch(file, random))),
  'a piece lost': (file, random) => {
    const start = at(file, random);
    return Buffer.concat([file.subarray(0, start), file.subarray(start + stretch(file, random))]);
  },
  'a piece twice': (file, random) => {
    const start = at(file, random);
    const end = start + stretch(file, random);
    return Buffer.concat([file.subarray(0, end), file.subarray(start)]);
  },
  'a piece zeroed': (file, random) => {
    const start = at(file, random);
    return Buffer.from(file).fill(0, start, Math.min(file.length, start + stretch(file, random)));
  },
  'two pieces swapped': (file, random) => {
    const [a, b, c] = [at(file, random), at(file, random), at(file, random)].sort((x, y) => x - y);
    return Buffer.concat([file.subarray(0, a), file.subarray(b, c), file.subarray(a, b), file.subarray(c)]);
  },
  'a number made huge': (file, random) => {
    const bytes = Buffer.from(file);
    if (bytes.length < 8) return null;
    bytes.writeUInt32LE(random.next() < 0.5 ? 0xffffffff : 0x7fffffff, random.between(0, bytes.length - 5));
    return bytes;
  },
  'digits changed': (file, random) => {
    const text = file.toString('latin1');
    const places = [...text.slice(0, 200_000).matchAll(/\d+/g)];
    const place = places[random.between(0, Math.max(0, places.length - 1))];
    if (place === undefined) return null;
    const number = ['0', '-1', '99999999', '4294967296', '1e9'][random.between(0, 4)] ?? '0';
    return Buffer.from(
      text.slice(0, place.index) + number + text.slice(place.index + place[0].length),
      'latin1',
    );
  },
  'a member dropped': withMembers((members, name) => {
    delete members[name];
  }),
  'a member renamed': withMembers((members, name, random) => {
    members[['x', `${name}.xml`, name.toUpperCase(), `../${name}`][random.between(0, 3)] ?? 'x'] =
      members[name] ?? new Uint8Array();
    delete members[name];
  }),
  'two members swapped': withMembers((members, name, random) => {
    const names = Object.keys(members);
    const other = names[random.between(0, names.length - 1)] ?? name;
    [members[name], members[other]] = [members[other] ?? new Uint8Array(), members[name] ?? new Uint8Array()];
  }),
  "a member's bytes changed": withMembers((members, name, random) => {
    members[name] = flipped(members[name] ?? new Uint8Array(), random);
  }),
  'a member cut off': withMembers((members, name, random) => {
    members[name] = (members[name] ?? new Uint8Array()).subarray(
      0,
      at(members[name] ?? new Uint8Array(), random),
    );
  }),
  'a piece of a member twice or lost': withMembers((members, name, random) => {
    const member = members[name] ?? new Uint8Array();
    const start = at(member, random);
    const end =
      random.next() < 0.5 ? start + stretch(member, random) : Math.max(0, start - stretch(member, random));
    members[name] = Buffer.concat([member.subarray(0, end), member.subarray(start)]);
  }),
};

/** An accident inside a ZIP archive, whose directory and checksums fit afterwards. */
function withMembers(
  change: (members: Record<string, Uint8Array>, name: string, random: Random) => void,
): Accident {
  return (file, random) => {
    if (file[0] !== 0x50 || file[1] !== 0x4b) return null;
    const members = unzipSync(file);
    const names = Object.keys(members);
    const name = names[random.between(0, names.length - 1)];
    if (name === undefined) return null;
    change(members, name, random);
    return Buffer.from(zipSync(members, { level: 1, mtime: new Date(1980, 0, 1) }));
  };
}
