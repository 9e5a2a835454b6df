/** Packages (ZIP files of XML parts) that break off: one part of them after another, and they themselves. */
import { unzipSync, zipSync } from 'fflate';
import type { Content } from '../../src/document/model.js';
import { DocumentError } from '../../src/errors.js';

const TENTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const IS_XML = /\.(?:xml|rels)$/i;

export interface Cut {
  /** Which part, and how many tenths of it are left. */
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** The package with each of its XML parts cut at every tenth and packed anew, checksums and all. */
export function cutParts(whole: Uint8Array): Cut[] {
  const parts = unzipSync(whole);
  return Object.entries(parts).flatMap(([name, part]) =>
    IS_XML.test(name)
      ? TENTHS.map((tenths) => ({
          what: `${name} at ${tenths}/10`,
          bytes: zipSync(
            { ...parts, [name]: part.subarray(0, Math.floor((part.length * tenths) / 10)) },
            { level: 0 },
          ),
        }))
      : [],
  );
}

/** The package without one of its XML parts. */
export function withoutParts(whole: Uint8Array): Cut[] {
  const parts = unzipSync(whole);
  return Object.keys(parts)
    .filter((name) => IS_XML.test(name))
    .map((name) => {
      const { [name]: _, ...rest } = parts;
      return { what: `without ${name}`, bytes: zipSync(rest, { level: 0 }) };
    });
}

/** The package itself, cut at every tenth. */
export function cutFile(whole: Uint8Array): Cut[] {
  return TENTHS.map((tenths) => ({
    what: `the file at ${tenths}/10`,
    bytes: whole.slice(0, Math.floor((whole.length * tenths) / 10)),
  }));
}

/** What is read of each cut: the code of its refusal, `truncated`, `whole` (as without the cut), or else `SILENT`. */
export function outcomes(cuts: readonly Cut[], whole: Uint8Array, read: (bytes: Uint8Array) => Content) {
  const content = JSON.stringify(read(whole).blocks);
  return new Map(
    cuts.map(({ what, bytes }): [string, string] => {
      try {
        const { blocks, issues } = read(bytes);
        if (issues.some(({ code }) => code === 'truncated')) return [what, 'truncated'];
        return [what, JSON.stringify(blocks) === content ? 'whole' : 'SILENT'];
      } catch (error) {
        if (error instanceof DocumentError) return [what, error.code];
        throw error;
      }
    }),
  );
}
