/**
 * The page before page 1. Nothing in a column's page need say whether its service counts pages from 0 or from 1; read from 1
 * on, a list that counts from 0 would lose its first page, and without a total nobody would know. So a list of which not
 * exactly as many records came as it announces is asked for page 0, once and last: other records than those of page 1 are
 * the first page, the same ones or none show that the list counts from 1.
 */
import { z } from 'zod';
import { plural } from '../../../src/text/plural.js';
import type { FetchRequest, ListReading, ListStep } from '../../contract.js';
import { failure, parseJson } from '../../lists/list-page.js';
import { digest, type Walk, type WalkAnswer } from '../../lists/paging.js';

/** How the reading of a list from page 1 on ended. */
interface Ended {
  /** Records that came. */
  readonly records: number;
  /** Records that it announces; null where it announces none. */
  readonly total: number | null;
  readonly isOnePage: boolean;
  /** A digest of the items of page 1. */
  readonly first: string;
  /** What would be said of it without a page 0. */
  readonly problems: readonly string[];
}

/** How a list ended with an answer after which nothing is asked for. */
export function endedState(walk: Walk, answer: WalkAnswer, problems: readonly string[]): Ended {
  const mark = digest(answer.items);
  const isOnePage = walk.pageNumber === 1;
  const isNew = answer.items.length > 0 && mark !== walk.previous && mark !== walk.first;
  return {
    records: walk.start - 1 + (isNew ? answer.came : 0),
    total: answer.total ?? walk.total,
    isOnePage,
    first: isOnePage ? mark : walk.first,
    problems,
  };
}

/**
 * Is there no other way to know that page 1 was the first? A number beside the records of a single page may be that of
 * the page, unless the settings say that it is the total (`isTotalSaid`).
 */
export function isToBeAsked({ records, total, isOnePage }: Ended, isTotalSaid: boolean): boolean {
  return records !== total || (isOnePage && !isTotalSaid);
}

/** The step to page 0; a page that is not there is no problem. */
export function beforeFirst(request: FetchRequest, { records, total, first, problems }: Ended): ListStep {
  const state = {
    phase: 'before',
    records,
    total: total ?? -1,
    first,
    problems: JSON.stringify(problems),
  };
  return { request, state, speculative: true, hint: COUNTS_FROM_1 };
}

const COUNTS_FROM_1 = 'if the pages of the list count from 1, say `first: 1` in the column';

const stateSchema = z.object({
  records: z.number(),
  total: z.number(),
  first: z.string(),
  problems: z.string().transform((text) => z.array(z.string()).parse(parseJson(text))),
});

/** What page 0 answered. */
interface BeforeFirst {
  readonly items: readonly string[];
  readonly came: number;
  /** Why the answer is no page of a list; null for one that is. */
  readonly refused: string | null;
}

/** What is to be said of a list after page 0; null where it is not there. */
export function withBeforeFirst({ request, state }: ListStep, answer: BeforeFirst | null): ListReading {
  const ended = stateSchema.safeParse(state);
  if (!ended.success) return failure(`${request.url}: the state of the list was lost`);
  const { records, total, first, problems } = ended.data;
  const reading = { steps: [], links: [], problems };
  if (answer === null) return reading;
  if (answer.refused !== null) {
    const line = `page 0, which would hold further records if the list counts from 0: ${answer.refused}; ${COUNTS_FROM_1}`;
    return { ...reading, problems: [...problems, line] };
  }
  if (answer.items.length === 0 || digest(answer.items) === first) return reading;
  const found = records + answer.came;
  if (found >= total) return { ...reading, problems: [] };
  const line = `the list at ${request.url} says ${plural(total, 'record')}, but returned ${found}, page 0 included`;
  return { ...reading, problems: [line] };
}
