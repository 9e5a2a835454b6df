/** The template: a digest as an outline, which every format of message is rendered from. */
import { shanghaiTime } from '../text/dates.js';
import { oneLine } from './clean.js';
import { type ChangeItem, type Detail, type Digest, FULL, type Item, WEIGHT } from './digest.js';
import { cellWords, WORDS, type Words } from './words.js';

/** Texts are one line each, not escaped for any format. */
export interface Outline {
  readonly title: string;
  readonly intro: readonly string[];
  readonly parts: readonly {
    readonly heading: string;
    readonly entries: readonly Entry[];
  }[];
  readonly footer: readonly string[];
}

export interface Entry {
  readonly text: string;
  /** Where the source is, as it was found; not checked. */
  readonly url: string | null;
  readonly lines: readonly string[];
}

/** @param token the notice's, by which a reader tells a repetition */
export function outlineOf(digest: Digest, token: string, detail: Detail = FULL): Outline {
  const words = WORDS[digest.language];
  const shown = digest.items.slice(0, detail.items);
  const total = Object.values(digest.counts).reduce((sum, n) => sum + n, 0);
  const left = total - shown.length;
  const names = new Map(digest.portals.map(({ id, name }) => [id, name]));
  return {
    title: oneLine(words.title(digest, countsOf(digest, words))),
    intro: introOf(digest, words),
    parts: byPortal(shown).map(([portal, items]) => ({
      heading: oneLine(names.get(portal) ?? portal),
      entries: items.map((item) => entryOf(item, words, detail.lines)),
    })),
    footer: [...(left > 0 ? [words.more(left)] : []), words.notice(token)],
  };
}

function countsOf(digest: Digest, words: Words): string {
  const counts = WEIGHT.flatMap((event) => {
    const n = digest.counts[event];
    return n ? [words.count(event, n)] : [];
  });
  return counts.length === 0 ? words.nothing : counts.join(words.listJoin);
}

function introOf(digest: Digest, words: Words): readonly string[] {
  const { run } = digest;
  return [
    ...(digest.about === 'test' ? [words.sample] : []),
    ...(run === null
      ? []
      : [
          words.started(
            shanghaiTime(new Date(run.startedAt)),
            words.outcomes[run.outcome ?? 'interrupted'] ?? '',
          ),
        ]),
  ];
}

/** In the order of the portals, the most important first. */
function byPortal(items: readonly Item[]): readonly [string, readonly Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(item.portal, [...(groups.get(item.portal) ?? []), item]);
  return [...groups];
}

function entryOf(item: Item, words: Words, most: number): Entry {
  const event = words.events[item.event];
  switch (item.event) {
    case 'silence': {
      const since = item.since === null ? null : shanghaiTime(new Date(item.since));
      return { text: oneLine(`[${event}] ${words.silence(item.nights, since)}`), url: null, lines: [] };
    }
    case 'suspect_runs':
    case 'failed_runs': {
      const lines = bounded(item.reasons, item.reasonCount, most, words);
      return { text: `[${event}]`, url: null, lines };
    }
    case 'failing_checks': {
      const findings = item.findings.map(({ rule, message }) => `${rule}${words.colon}${message}`);
      const lines = bounded(findings, item.findingCount, most, words);
      return { text: reportText(event, item, words), url: item.url, lines };
    }
    default:
      return { text: reportText(event, item, words), url: item.url, lines: changeLines(item, words, most) };
  }
}

function reportText(event: string, item: Pick<ChangeItem, 'agency' | 'year' | 'kind'>, words: Words): string {
  return oneLine(`[${event}] ${words.report(item.agency, item.year, item.kind)}`);
}

/** What a change did, line by line. */
export function changeLines(item: ChangeItem, words: Words, most: number): readonly string[] {
  const language = words === WORDS.zh ? 'zh' : 'en';
  const cells = item.cells.map(({ label, before, after }) => {
    const name = label[language];
    return `${name}${words.colon}${cellWords(before, words)} → ${cellWords(after, words)}`;
  });
  return [
    ...(item.former == null
      ? []
      : [oneLine(words.former(words.report(item.former.agency, item.former.year, item.former.kind)))]),
    ...(item.movedFrom === null ? [] : [oneLine(words.movedFrom(item.movedFrom))]),
    ...(item.reason == null ? [] : [words.causes[item.reason]]),
    ...bounded(cells, item.cellCount, most, words),
    ...(item.sections.length === 0 ? [] : [words.sections([...new Set(item.sections)])]),
  ];
}

function bounded(texts: readonly string[], count: number, most: number, words: Words): readonly string[] {
  const shown = texts.slice(0, most).map(oneLine);
  const left = count - shown.length;
  return left > 0 ? [...shown, words.moreCells(left)] : shown;
}
