/**
 * The digest: what one notice says, before it is put into words. It is kept in the outbox as JSON, bounded in
 * size; the counts are whole, whatever was left out.
 */
import { z } from 'zod';
import { MOVE_REASONS } from '../../storage/contract/archive.js';
import { EVENTS, NEWS_CHANGES, type NoticeEvent } from '../config/settings/notice-settings.js';

const label = z.object({ zh: z.string(), en: z.string() });
const state = z.object({
  value: z.number().nullable(),
  reason: z.string().nullable(),
  raw: z.string().nullable(),
});
const cell = z.object({ indicator: z.string(), label, before: state, after: state });
const report = {
  /** Portal id. */
  portal: z.string(),
  agency: z.string(),
  year: z.number(),
  kind: z.enum(['own', 'aggregate']),
  url: z.string(),
};

const changeItem = z.object({
  event: z.enum(NEWS_CHANGES),
  ...report,
  change: z.number(),
  /** The version it led to; null where there is none. */
  version: z.number().nullable(),
  movedFrom: z.string().nullable(),
  /** Of a move or a withdrawal: why. Digests of earlier versions have none. */
  reason: z.enum(MOVE_REASONS).nullish(),
  /** Of a renamed report: the name before. */
  former: z.object({ agency: z.string(), year: z.number(), kind: z.enum(['own', 'aggregate']) }).nullish(),
  /** The first cells; `cellCount` says how many there are. */
  cells: z.array(cell),
  cellCount: z.number(),
  /** Numbers of the sections whose text differs. */
  sections: z.array(z.number()),
});
const findingItem = z.object({
  event: z.literal('failing_checks'),
  ...report,
  findings: z.array(z.object({ rule: z.string(), severity: z.string(), message: z.string() })),
  findingCount: z.number(),
});
const runItem = z.object({
  event: z.enum(['suspect_runs', 'failed_runs']),
  portal: z.string(),
  reasons: z.array(z.string()),
  reasonCount: z.number(),
});
const silenceItem = z.object({
  event: z.literal('silence'),
  portal: z.string(),
  nights: z.number(),
  /** The last success; null where there was none. */
  since: z.iso.datetime().nullable(),
});

const itemSchema = z.discriminatedUnion('event', [changeItem, findingItem, runItem, silenceItem]);
/** One thing to tell. */
export type Item = z.infer<typeof itemSchema>;
export type ChangeItem = z.infer<typeof changeItem>;
export type CellItem = z.infer<typeof cell>;

export const digestSchema = z.object({
  version: z.literal(1),
  about: z.enum(['run', 'silence', 'test']),
  language: z.enum(['zh', 'en']),
  /** When it was made up. */
  at: z.iso.datetime(),
  run: z.object({ id: z.number(), startedAt: z.iso.datetime(), outcome: z.string().nullable() }).nullable(),
  /** The portals that are mentioned. */
  portals: z.array(z.object({ id: z.string(), name: z.string() })),
  counts: z.partialRecord(z.enum(EVENTS), z.number()),
  /** The most important first; at most `MOST_ITEMS`. */
  items: z.array(itemSchema),
});
export type Digest = z.infer<typeof digestSchema>;

const MOST_ITEMS = 200;
export const MOST_CELLS = 20;
export const MOST_FINDINGS = 10;
const MOST_CHARACTERS = 300;

/** What must not be lost when a message is cut short comes first. */
export const WEIGHT: readonly NoticeEvent[] = [
  'withdrawn',
  'figures_revised',
  'suspect_runs',
  'silence',
  'failed_runs',
  'restored',
  'failing_checks',
  'text_revised',
  'renamed',
  'moved',
  'first_seen',
];

/** A digest of these items: counted, put in order, and cut to the bounds. */
export function digestOf(
  head: Pick<Digest, 'about' | 'language' | 'at' | 'run'>,
  items: readonly Item[],
  names: ReadonlyMap<string, string>,
): Digest {
  const counts: Partial<Record<NoticeEvent, number>> = {};
  for (const { event } of items) counts[event] = (counts[event] ?? 0) + 1;
  const kept = [...items]
    .sort((a, b) => WEIGHT.indexOf(a.event) - WEIGHT.indexOf(b.event))
    .slice(0, MOST_ITEMS);
  const ids = [...new Set(kept.map(({ portal }) => portal))];
  const portals = ids.map((id) => ({ id, name: names.get(id) ?? id }));
  return { version: 1, ...head, portals, counts, items: kept };
}

/** How much of a digest is shown. */
export interface Detail {
  /** The number of items, the most important first. */
  readonly items: number;
  /** So many cells or findings of each. */
  readonly lines: number;
}

export const FULL: Detail = { items: MOST_ITEMS, lines: MOST_CELLS };

/** The digest with no more than the detail wants; its counts stay. */
export function trimmed(digest: Digest, { items, lines }: Detail): Digest {
  return { ...digest, items: digest.items.slice(0, items).map((item) => trimmedItem(item, lines)) };
}

function trimmedItem(item: Item, lines: number): Item {
  switch (item.event) {
    case 'silence':
      return item;
    case 'suspect_runs':
    case 'failed_runs':
      return { ...item, reasons: item.reasons.slice(0, lines) };
    case 'failing_checks':
      return { ...item, findings: item.findings.slice(0, lines) };
    default:
      return { ...item, cells: item.cells.slice(0, lines) };
  }
}

/** Text of a source, cut to what a message can bear; never within a character. */
export function clipped(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
