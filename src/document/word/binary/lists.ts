import type { ByteView } from '../../containers/ole2-bytes.js';
import { LEVELS, type ListLevel, type ListUse, LONGEST_LEVEL } from '../list-counters.js';
import { formatOfCode } from '../numerals.js';
import type { Extent } from './fib.js';

interface Definition {
  readonly id: number;
  readonly levels: readonly ListLevel[];
}

const LIST_SIZE = 28;
const LEVEL_SIZE = 28;
const OVERRIDE_SIZE = 16;
const SEPARATORS = ['\t', ' ', ''];

/**
 * The lists by the number that paragraphs give (`sprmPIlfo`), from 1: [MS-DOC] 2.9.192 (PlfLst), 2.9.191 (PlfLfo).
 * Lists that cannot be read are left out, so that their paragraphs have no number.
 */
export function readLists(table: ByteView, definitions: Extent, overrides: Extent): (ListUse | undefined)[] {
  if (definitions.length < 2 || overrides.length < 4) return [];
  const known = new Map(readDefinitions(table, definitions).map((definition) => [definition.id, definition]));
  const count = Math.min(table.u32(overrides.at), Math.floor((overrides.length - 4) / OVERRIDE_SIZE));
  const end = overrides.at + overrides.length;
  let at = overrides.at + 4 + OVERRIDE_SIZE * count;
  const lists: (ListUse | undefined)[] = [];
  for (let index = 0; index < count; index += 1) {
    const head = overrides.at + 4 + OVERRIDE_SIZE * index;
    const definition = known.get(table.i32(head));
    const changed = table.u8(head + 12);
    const levels = [...(definition?.levels ?? [])];
    const restarts = new Map<number, number>();
    at += 4;
    for (let change = 0; change < changed; change += 1) {
      if (at + 8 > end) return lists;
      const flags = table.u32(at + 4);
      const level = flags & 0xf;
      if ((flags & 0x10) !== 0) restarts.set(level, table.u32(at) & 0x7fff);
      at += 8;
      if ((flags & 0x20) === 0) continue;
      const read = readLevel(table, at);
      levels[level] = read.level;
      at = read.end;
    }
    lists.push(
      definition && {
        id: String(index + 1),
        definition: String(definition.id),
        levels: levels.slice(0, LEVELS),
        restarts,
      },
    );
  }
  return lists;
}

/** The levels of all lists follow the lists themselves, and are not part of the extent. */
function readDefinitions(table: ByteView, { at, length }: Extent): Definition[] {
  const count = Math.min(table.u16(at), Math.floor((length - 2) / LIST_SIZE));
  let next = at + 2 + LIST_SIZE * count;
  const definitions: Definition[] = [];
  for (let index = 0; index < count; index += 1) {
    const head = at + 2 + LIST_SIZE * index;
    const simple = (table.u8(head + 26) & 1) !== 0;
    const levels: ListLevel[] = [];
    for (let level = 0; level < (simple ? 1 : LEVELS); level += 1) {
      if (next + LEVEL_SIZE + 2 > table.length) return definitions;
      const read = readLevel(table, next);
      levels.push(read.level);
      next = read.end;
    }
    definitions.push({ id: table.i32(head), levels });
  }
  return definitions;
}

/** [MS-DOC] 2.9.149 (LVL): numbers stand in the text as the characters 0 to 8, at places that the head lists. */
function readLevel(table: ByteView, at: number): { level: ListLevel; end: number } {
  const flags = table.u8(at + 5);
  const textAt = at + LEVEL_SIZE + table.u8(at + 24) + table.u8(at + 25);
  const end = textAt + 2 + 2 * table.u16(textAt);
  const length = Math.min(end, textAt + 2 + 2 * LONGEST_LEVEL);
  const text = table.bytes(textAt + 2, length).toString('utf16le');
  const limited = (flags & 0x08) !== 0;
  return {
    level: {
      start: table.u32(at) & 0x7fff,
      format: formatOfCode(table.u8(at + 4)),
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they stand for the numbers of levels
      text: text.replace(/[\x00-\x08]/g, (level) => `%${level.charCodeAt(0) + 1}`),
      restart: limited ? table.u8(at + 26) : undefined,
      legal: (flags & 0x04) !== 0,
      separator: SEPARATORS[table.u8(at + 15)] ?? '\t',
    },
    end,
  };
}
