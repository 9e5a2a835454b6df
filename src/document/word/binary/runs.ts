import { DocumentError } from '../../../errors.js';
import type { ByteView } from '../../containers/ole2-bytes.js';
import type { Extent } from './fib.js';

/** A stretch of bytes of the file whose text shares its properties. */
export interface PropertyRun {
  readonly from: number;
  readonly to: number;
  /** The style of a paragraph; 0 of characters. */
  readonly style: number;
  /** Where its property changes stand in the document stream. */
  readonly at: number;
  readonly end: number;
}

const PAGE = 512;

/** Runs of one kind in their order, to be asked which one a byte belongs to. */
export class PropertyRuns {
  constructor(private readonly runs: readonly PropertyRun[]) {}

  /** The index of the run that holds the byte, else of the first one behind it. */
  indexAt(byte: number): number {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.runs[middle]?.to ?? 0) <= byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  run(index: number): PropertyRun | undefined {
    return this.runs[index];
  }

  at(byte: number): PropertyRun | undefined {
    const run = this.runs[this.indexAt(byte)];
    return run !== undefined && run.from <= byte ? run : undefined;
  }
}

/** Paragraphs by `PapxFkp` pages ([MS-DOC] 2.9.174). */
export function readParagraphRuns(document: ByteView, table: ByteView, extent: Extent): PropertyRuns {
  return readRuns(document, table, extent, 13, (start, page) => {
    const size = document.u8(start);
    const from = size === 0 ? start + 2 : start + 1;
    const end = size === 0 ? from + 2 * document.u8(start + 1) : from + 2 * size - 1;
    if (end > page + PAGE || end < from + 2) return undefined;
    return { style: document.u16(from), at: from + 2, end };
  });
}

/** Characters by `ChpxFkp` pages ([MS-DOC] 2.9.33). */
export function readCharacterRuns(document: ByteView, table: ByteView, extent: Extent): PropertyRuns {
  return readRuns(document, table, extent, 1, (start, page) => {
    const end = start + 1 + document.u8(start);
    return end > page + PAGE ? undefined : { style: 0, at: start + 1, end };
  });
}

/**
 * The pages that a `PlcBte` names ([MS-DOC] 2.8.5, 2.8.6). On each stand limits of runs, then an entry of
 * `entrySize` bytes for each run, whose first byte is half of the offset of its properties.
 */
function readRuns(
  document: ByteView,
  table: ByteView,
  { at, length }: Extent,
  entrySize: number,
  read: (start: number, page: number) => { style: number; at: number; end: number } | undefined,
): PropertyRuns {
  const pages = Math.floor((length - 4) / 8);
  if (pages > document.length / PAGE) throw damaged('it names more pages of properties than it has');
  const runs: PropertyRun[] = [];
  for (let index = 0; index < pages; index += 1) {
    const page = (table.u32(at + 4 * (pages + 1) + 4 * index) & 0x3fffff) * PAGE;
    const count = document.u8(page + PAGE - 1);
    const entries = page + 4 * (count + 1);
    if (entries + count * entrySize >= page + PAGE) throw damaged('a page of properties is too full');
    for (let run = 0; run < count; run += 1) {
      const from = document.u32(page + 4 * run);
      const to = document.u32(page + 4 * run + 4);
      const offset = 2 * document.u8(entries + run * entrySize);
      const properties = offset === 0 ? undefined : read(page + offset, page);
      if (to > from) runs.push({ from, to, ...(properties ?? { style: 0, at: page, end: page }) });
    }
  }
  runs.sort((a, b) => a.from - b.from);
  return new PropertyRuns(apart(runs));
}

/** Runs that lie on top of each other are damage: the first keeps its place. */
function apart(runs: readonly PropertyRun[]): PropertyRun[] {
  let end = 0;
  return runs.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

function damaged(what: string): DocumentError {
  return new DocumentError('damaged', `the Word file is damaged: ${what}`);
}
