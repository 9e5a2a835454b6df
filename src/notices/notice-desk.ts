import { resolve } from 'node:path';
import type {
  Archive,
  HarvestResult,
  NoticeInput,
  RunPortalSummary,
  RunRecord,
} from '../../storage/contract/archive.js';
import type { RunId } from '../../storage/contract/run-id.js';
import type { NoticeEvent, NoticeSettings, Rule } from '../config/settings/notice-settings.js';
import { defined } from '../defined.js';
import type { Post } from '../post.js';
import type { Notices } from './daemon-calls.js';
import { type DeliveryReport, deliverDue } from './delivery.js';
import { type Digest, digestOf } from './digest.js';
import { writeFeed } from './feed.js';
import { gatherRun, type IndicatorLabels, type RunNews } from './gather.js';
import { wantedItems } from './rules.js';
import { senderOf } from './senders.js';
import { silences } from './silence.js';

export interface NoticesOptions {
  readonly archive: Archive;
  readonly settings: NoticeSettings;
  /** The data folder. */
  readonly home: string;
  /** Those that are harvested at present. */
  readonly portals: readonly { readonly id: string; readonly name: string }[];
  readonly indicators: readonly IndicatorLabels[];
  readonly post: Post;
  /** For secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock?: () => Date;
  /** For the jitter of repeats. */
  readonly random?: () => number;
  /** Begins no further try once aborted; one under way is finished. */
  readonly signal?: AbortSignal;
  /** A certificate in PEM that mail servers are trusted by beside the usual ones: for tests. */
  readonly ca?: string;
}

/** Notifies people of what runs found. Everything it must remember is in the archive. */
export class NoticeDesk implements Notices {
  readonly #options: NoticesOptions;
  readonly #clock: () => Date;
  readonly #names: ReadonlyMap<string, string>;
  readonly #labels: ReadonlyMap<string, IndicatorLabels>;

  constructor(options: NoticesOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#names = new Map(options.portals.map(({ id, name }) => [id, name]));
    this.#labels = new Map(options.indicators.map((indicator) => [indicator.id, indicator]));
  }

  async runEnded(run: RunId, result: HarvestResult): Promise<void> {
    await this.queueRuns({ ...result, run });
    await this.writeFeed();
  }

  async nightly(now: Date): Promise<void> {
    await this.queueRuns();
    await this.#queueSilences(now);
  }

  async deliver(now: Date): Promise<void> {
    await this.sendDue(now);
  }

  /**
   * Queues what the rules want of every run that has ended and was not looked at yet, each run in one transaction.
   * @param latest what the run that has just ended says of itself, where that is more than the archive keeps
   * @returns how many notices were queued
   */
  async queueRuns(latest?: HarvestResult): Promise<number> {
    const { archive } = this.#options;
    let queued = 0;
    for (const run of await archive.news.unnoticedRuns()) {
      const portals = latest?.run === run.id ? latest.portals : run.portals;
      const notices = await this.#noticesOf(run, portals);
      queued += await archive.outbox.queueRun(run.id, this.#clock(), notices);
    }
    return queued;
  }

  /** One round of delivery. */
  sendDue(now: Date): Promise<DeliveryReport> {
    const { archive, settings, signal } = this.#options;
    return deliverDue(now, {
      outbox: archive.outbox,
      sender: (channel) => senderOf(channel, settings, { ...this.#options, clock: this.#clock }),
      giveUpAfter: settings.giveUpAfter,
      timeout: settings.timeout,
      clock: this.#clock,
      random: this.#options.random ?? Math.random,
      ...defined({ signal }),
    });
  }

  /** Writes the feed, where the configuration wants one. @returns its file, or null */
  async writeFeed(file = this.#options.settings.feed.file): Promise<string | null> {
    if (file === null) return null;
    const { archive, home, settings } = this.#options;
    return writeFeed(archive.news, this.#labels, settings.feed, resolve(home, file));
  }

  async #noticesOf(run: RunRecord, portals: readonly RunPortalSummary[]): Promise<readonly NoticeInput[]> {
    const { archive } = this.#options;
    const channels = this.#channelsFor((event) => event !== 'silence');
    if (channels.length === 0) return [];
    const news = await gatherRun(archive, run.id, portals);
    return channels.flatMap(([channel, rules]) => this.#runNotice(channel, rules, run, news));
  }

  #runNotice(channel: string, rules: readonly Rule[], run: RunRecord, news: RunNews): NoticeInput[] {
    const items = wantedItems(news, rules, this.#labels);
    if (items.length === 0) return [];
    const { id, startedAt, outcome } = run;
    const head = { id, startedAt: startedAt.toISOString(), outcome };
    const digest = digestOf({ about: 'run', run: head, ...this.#voice(channel) }, items, this.#names);
    return [{ key: `run:${id}/channel:${channel}`, channel, digest: JSON.stringify(digest) }];
  }

  async #queueSilences(now: Date): Promise<void> {
    const { outbox, news } = this.#options.archive;
    const channels = this.#channelsFor((event) => event === 'silence');
    if (channels.length === 0) return;
    const successes = await news.successes();
    for (const [channel, rules] of channels) {
      const all = silences(successes, new Set(this.#names.keys()), rules, now);
      const topics = all.map(({ topic }) => topic);
      const told = await outbox.told(channel, topics);
      const fresh = all.filter(({ topic }) => !told.has(topic));
      const [first] = fresh;
      if (first === undefined) continue;
      const head = { about: 'silence' as const, run: null, ...this.#voice(channel) };
      const items = fresh.map(({ item }) => item);
      const notice = {
        key: `${first.topic}/channel:${channel}`,
        channel,
        digest: JSON.stringify(digestOf(head, items, this.#names)),
      };
      const tells = fresh.map(({ topic }) => topic);
      await outbox.queueTopics(now, notice, tells);
    }
  }

  #voice(channel: string): Pick<Digest, 'language' | 'at'> {
    const language = this.#options.settings.channels[channel]?.language ?? 'zh';
    return { language, at: this.#clock().toISOString() };
  }

  /** The channels that some rule tells of such events, with those rules. */
  #channelsFor(isMeant: (event: NoticeEvent) => boolean): readonly [string, readonly Rule[]][] {
    const { channels, rules } = this.#options.settings;
    return Object.keys(channels).flatMap((channel): [string, readonly Rule[]][] => {
      const its = Object.values(rules).filter(
        (rule) => rule.channels.includes(channel) && rule.events.some(isMeant),
      );
      return its.length === 0 ? [] : [[channel, its]];
    });
  }
}
