/** A kind of text: how it differs from tables drawn in columns with blanks between. */
import type { Random } from '../formats/chance.js';
import type { TableChange } from './change.js';
import type { Look } from './columns.js';
import type { Filling } from './fill.js';
import type { Drawn } from './lines.js';
import type { Paging } from './paging.js';
import type { SampleSpec } from './sample.js';
import type { TextTable } from './table.js';
import type { Encoding, WholeChange } from './whole.js';

export interface Difference {
  readonly sample?: Partial<SampleSpec>;
  readonly filling?: Partial<Filling>;
  readonly changes?: readonly TableChange[];
  readonly look?: Partial<Look>;
  /** Instead of columns. */
  readonly draw?: (table: TextTable, random: Random) => Drawn;
  /** The texts of pages of paper. */
  readonly paging?: Partial<Paging>;
  /** Some lines begin further right than the others, at most so far. */
  readonly shift?: number;
  /** The share of lines with an empty one below. */
  readonly emptyLines?: number;
  /** Prose stands in a column to the left of each table. */
  readonly isBesideProse?: boolean;
  readonly whole?: readonly WholeChange[];
  readonly encoding?: Encoding;
}

export interface Kind extends Difference {
  readonly id: string;
  /** In a sentence. */
  readonly what: string;
}

/** The kind with zeros, and the same with nothing in their place. */
export function withAndWithoutZeros(kind: Kind): readonly Kind[] {
  const filling = { ...kind.filling, nothing: '' } as const;
  return [kind, { ...kind, id: `${kind.id}, blank for 0`, what: `The same; no zeros.`, filling }];
}

/** One difference after the other: lists are joined, and what both say is as the later one says. */
export function together(differences: readonly Difference[]): Difference {
  const { paging, ...all } = overlaid(differences);
  return {
    ...all,
    sample: overlaid(differences.map(({ sample }) => sample)),
    filling: overlaid(differences.map(({ filling }) => filling)),
    look: overlaid(differences.map(({ look }) => look)),
    changes: differences.flatMap(({ changes }) => changes ?? []),
    whole: differences.flatMap(({ whole }) => whole ?? []),
    ...(paging === undefined ? {} : { paging: overlaid(differences.map((one) => one.paging)) }),
  };
}

function overlaid<Part extends object>(parts: readonly (Part | undefined)[]): Partial<Part> {
  const all: Partial<Part> = {};
  for (const part of parts) Object.assign(all, part);
  return all;
}
