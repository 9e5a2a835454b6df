/** Sends what is due, and decides when a notice is tried again. */
import type { Archive, NoticeOutcome, NoticeRecord } from '../../storage/contract/archive.js';
import { describeError } from '../errors.js';
import { digestSchema } from './digest.js';
import type { Send, SendResult } from './send.js';

export interface DeliveryParts {
  readonly outbox: Archive['outbox'];
  /** null where the configuration has no such channel. */
  readonly sender: (channel: string) => Send | null;
  /** Days from queueing to giving up, once it was tried `LEAST_TRIES` times. */
  readonly giveUpAfter: number;
  /** How long one try may take at most, in seconds; decides for how long others leave the notice alone. */
  readonly timeout: number;
  readonly clock: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
}

/** How a round of delivery went; `waiting` counts what was due and has to wait for the next round. */
export interface DeliveryReport {
  readonly delivered: number;
  readonly failed: number;
  readonly givenUp: number;
  readonly waiting: number;
  /** What was not delivered, and why. */
  readonly failures: readonly { readonly id: number; readonly channel: string; readonly answer: string }[];
}

const MINUTE = 60_000;
const FIRST_WAIT = MINUTE;
const LONGEST_WAIT = 6 * 60 * MINUTE;
const JITTER = 0.2;
/** Refusals in a row that a receiver must mean, e.g. by a 404, before a notice is given up; and the least wait between. */
export const MOST_REFUSALS = 5;
const REFUSED_WAIT = 15 * MINUTE;
/** Failures in a row before age alone gives a notice up: whoever was switched off for a week has not tried yet. */
export const LEAST_TRIES = 10;
/** Messages to a channel within a minute: what group bots of 企业微信 and 钉钉 allow. */
const PER_MINUTE = 20;
/** After so long a round begins no further try. */
const ROUND = 2 * MINUTE;

/**
 * One round: the channels side by side, the notices of a channel one after another, those that failed least and then the
 * oldest first, so that one that its receiver chokes on holds back no other. Where a channel cannot be reached, its other
 * notices wait for the next round.
 */
export async function deliverDue(now: Date, parts: DeliveryParts): Promise<DeliveryReport> {
  const due = await parts.outbox.due(now);
  const channels = new Map<string, NoticeRecord[]>();
  for (const notice of due) channels.set(notice.channel, [...(channels.get(notice.channel) ?? []), notice]);
  const ends = parts.clock().getTime() + ROUND;
  const ended = await Promise.all(
    [...channels].map(([channel, notices]) => deliverChannel(channel, notices, now, ends, parts)),
  );
  const results = ended.flat();
  const count = (how: Ended['how']) => results.filter((result) => result.how === how).length;
  return {
    delivered: count('delivered'),
    failed: count('failed'),
    givenUp: count('given up'),
    waiting: due.length - results.length,
    failures: results
      .filter(({ how }) => how === 'failed' || how === 'given up')
      .map(({ id, channel, answer }) => ({ id, channel, answer })),
  };
}

interface Ended {
  readonly id: number;
  readonly channel: string;
  /** `taken`: another process was quicker. */
  readonly how: 'delivered' | 'failed' | 'given up' | 'taken';
  readonly answer: string;
}

async function deliverChannel(
  channel: string,
  notices: readonly NoticeRecord[],
  now: Date,
  ends: number,
  parts: DeliveryParts,
): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  const lately = await parts.outbox.triedSince(channel, new Date(now.getTime() - MINUTE));
  for (const notice of notices.slice(0, Math.max(0, PER_MINUTE - lately))) {
    if (parts.signal?.aborted || parts.clock().getTime() >= ends) break;
    const until = new Date(now.getTime() + 10 * MINUTE + 4_000 * parts.timeout);
    const attempt = await parts.outbox.take(notice.id, now, until);
    if (attempt === null) {
      ended.push({ id: notice.id, channel, how: 'taken', answer: '' });
      continue;
    }
    const result = await tryOnce(notice, parts.sender(channel));
    const outcome = outcomeOf(notice, result, parts);
    await parts.outbox.settle(notice.id, attempt, parts.clock(), outcome);
    const how = outcome.kind === 'failed' && outcome.nextAt === null ? 'given up' : outcome.kind;
    ended.push({ id: notice.id, channel, how, answer: outcome.answer });
    if (result.kind === 'failed' && !result.refused) break;
  }
  return ended;
}

async function tryOnce(notice: NoticeRecord, send: Send | null): Promise<SendResult> {
  if (send === null) {
    const answer = `the configuration has no channel ${notice.channel}`;
    return { kind: 'failed', answer, refused: true };
  }
  const digest = digestSchema.safeParse(JSON.parse(notice.digest));
  if (!digest.success) {
    return { kind: 'failed', answer: 'this version of nianbao cannot read the stored digest', refused: true };
  }
  try {
    return await send({ token: notice.token, key: notice.key, digest: digest.data, served: notice.served });
  } catch (error) {
    // A defect in one channel must not hold back the others.
    return { kind: 'failed', answer: `the notice cannot be sent: ${describeError(error)}`, refused: true };
  }
}

function outcomeOf(notice: NoticeRecord, result: SendResult, parts: DeliveryParts): NoticeOutcome {
  const { answer } = result;
  if (result.kind === 'delivered') return { kind: 'delivered', answer };
  const { refused, retryAfterSeconds = 0, served = notice.served } = result;
  const now = parts.clock().getTime();
  // Whoever was served just now shows that the channel works.
  const failures = served.length > notice.served.length ? 0 : notice.failures;
  const isRefused = refused && notice.refusals + 1 >= MOST_REFUSALS;
  const isTooOld =
    failures + 1 >= LEAST_TRIES && now >= notice.since.getTime() + parts.giveUpAfter * 24 * 60 * MINUTE;
  const least = Math.max(refused ? REFUSED_WAIT : 0, retryAfterSeconds * 1000);
  const wait = Math.max(waitAfter(failures, parts.random()), least);
  const nextAt = isRefused || isTooOld ? null : new Date(now + wait);
  return { kind: 'failed', answer, refused, served, nextAt };
}

/**
 * Milliseconds to the next try: a minute, doubled for each failure in a row, up to six hours; a fifth more or less, so
 * that many do not come back at once.
 * @param failures before this one
 */
export function waitAfter(failures: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 30));
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random));
}
