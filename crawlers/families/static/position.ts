/** Where the reading of a static list stands, as it travels in a step's state. */
import { z } from 'zod';
import type { ListStep } from '../../contract.js';
import { digest } from '../../lists/paging.js';
import type { Place } from './place.js';

export interface Position {
  readonly columnUrl: string;
  /** Which page of the list is asked for, from 1. */
  readonly number: number;
  readonly places: readonly Place[];
  /** Marks of all entries so far. */
  readonly seen: ReadonlySet<string>;
  /** Records so far: entries that stand where the reports do. */
  readonly records: number;
  /** Records of the first page, and of the page with the most; 0 where nothing told them from other links. */
  readonly firstRecords: number;
  readonly mostRecords: number;
  /** The kinds of places in which reports stood so far. */
  readonly groups: readonly string[];
  /** The digest of the entries of the page before. */
  readonly previous: string;
  /** The number of this page where pages count down. */
  readonly down: number | null;
  /** How the page before said that there is this one: by a count, by a control, or not at all. */
  readonly promise: PageWord;
  /** The template of the addresses, where it was guessed; '' where it was not. */
  readonly template: string;
  /** Templates that have not been tried. */
  readonly guesses: readonly string[];
  /** While addresses are tried: the problem to be told if none of them is right; else ''. */
  readonly lost: string;
  /** What a script asks for, where it brings the further pages (loaded.ts); else ''. */
  readonly loading: string;
  /** Lists above this one. */
  readonly depth: number;
  /** The report year of a list of one year, else 0. */
  readonly year: number;
  /** The report years of the links so far. */
  readonly years: readonly number[];
}

export type PageWord = 'counted' | 'shown' | 'none';

const MARK_LENGTH = 6;

/** A short mark of an entry's address. */
export function markOf(url: string): string {
  return digest([url]).slice(0, MARK_LENGTH);
}

/** A position as a step's state holds it; read it again with `positionIn`. */
export function positionState(position: Position): Record<string, string | number> {
  const { places, seen, down, guesses, years, groups, ...others } = position;
  return {
    ...others,
    places: JSON.stringify(places),
    seen: [...seen].join(''),
    down: down ?? -1,
    guesses: JSON.stringify(guesses),
    years: years.join(' '),
    groups: JSON.stringify(groups),
  };
}

const placesSchema = z.array(z.object({ path: z.string(), isFlat: z.boolean() }));
const positionSchema = z.object({
  columnUrl: z.string(),
  number: z.number(),
  places: z.string().transform((json) => placesSchema.parse(JSON.parse(json))),
  seen: z.string().transform((marks) => new Set(marks.match(new RegExp(`.{${MARK_LENGTH}}`, 'g')) ?? [])),
  records: z.number(),
  firstRecords: z.number(),
  mostRecords: z.number(),
  groups: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
  previous: z.string(),
  down: z.number().transform((down) => (down < 0 ? null : down)),
  promise: z.enum(['counted', 'shown', 'none']),
  template: z.string(),
  guesses: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
  lost: z.string(),
  loading: z.string(),
  depth: z.number(),
  year: z.number(),
  years: z.string().transform((text) => text.split(' ').filter(Boolean).map(Number)),
});

/** The position in a step's state; null where it is not there. */
export function positionIn({ state }: ListStep): Position | null {
  const parsed = positionSchema.safeParse(state);
  return parsed.success ? parsed.data : null;
}
