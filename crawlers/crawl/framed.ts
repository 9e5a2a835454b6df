/** The pages in the frames of a report's page: fetched with it, and kept and read as one. */
import type { FetchedPage, FetchOutcome, FileLink } from '../contract.js';
import type { Fetched } from '../fetch/fetcher.js';
import { isHtml, textOf } from '../fetch/page-text.js';
import type { FrameLink } from '../files/frames.js';
import { type FileRules, reportFiles } from '../files/page-files.js';
import { type SavedPart, savedPage } from '../files/saved-page.js';

/** Pages in frames that are fetched for one report, and frames in frames. */
const MOST_FRAMES = 10;
const DEEPEST = 2;

type Whole = Extract<FetchOutcome, { kind: 'ok' }>;

export interface FramedPage {
  /** The page with all in its frames; a failure, where one of them could not be had: half a page is none. */
  readonly outcome: FetchOutcome;
  /** Files that stand in a frame instead of a page. */
  readonly shown: readonly { readonly file: FileLink; readonly outcome: FetchOutcome }[];
  /** Files that the pages in frames link. */
  readonly files: readonly FileLink[];
  readonly problems: readonly string[];
  readonly giveUp: string | null;
}

/** Fetches one address. @throws the abort reason */
type Fetch = (url: string, referer: string) => Promise<Fetched>;

/** @throws the abort reason */
export async function withFrames(
  outer: Whole,
  frames: readonly FrameLink[],
  rules: FileRules,
  fetch: Fetch,
): Promise<FramedPage> {
  const parts: SavedPart[] = [{ address: outer.page.url, page: outer.page }];
  const shown: { file: FileLink; outcome: FetchOutcome }[] = [];
  const files: FileLink[] = [];
  const problems: string[] = [];
  const queue = frames.map((frame) => ({ ...frame, referer: outer.page.url, depth: 1 }));
  const known = new Set(queue.map(({ address }) => address));
  const told = (outcome: FetchOutcome, giveUp: string | null): FramedPage => ({
    ...{ outcome, shown, files, problems, giveUp },
  });
  for (const { address, url, referer, depth } of queue) {
    if (parts.length + shown.length > MOST_FRAMES) {
      problems.push(`${outer.url}: more than ${MOST_FRAMES} frames; the rest was not fetched`);
      break;
    }
    const { outcome, giveUp } = await fetch(url, referer);
    if (outcome.kind === 'off_limits') problems.push(`${outer.url}: frame ${url}: ${outcome.reason}`);
    else if (outcome.kind !== 'ok') return told(brokenBy(outer, url, outcome), giveUp);
    else if (!isPage(outcome)) shown.push({ file: { url, name: '', embedded: true }, outcome });
    else {
      const { page } = outcome;
      parts.push({ address, page });
      const found = reportFiles(textOf(page), page.url, rules);
      files.push(...found.files);
      for (const frame of depth < DEEPEST ? found.frames : []) {
        if (known.has(frame.address)) continue;
        known.add(frame.address);
        queue.push({ ...frame, referer: page.url, depth: depth + 1 });
      }
    }
    if (giveUp !== null) return told(brokenBy(outer, url, null), giveUp);
  }
  return told(parts.length === 1 ? outer : whole(outer, parts), null);
}

const isPage = ({ headers, page }: Whole): boolean => isHtml(headers['content-type'] ?? '', page.body);

function whole(outer: Whole, parts: readonly SavedPart[]): Whole {
  const page: FetchedPage = { ...outer.page, body: savedPage(parts) };
  return { ...outer, page, framed: true };
}

function brokenBy(outer: Whole, url: string, outcome: FetchOutcome | null): FetchOutcome {
  const { method, fetchedAt, milliseconds, status } = outer;
  const why = outcome !== null && 'reason' in outcome ? outcome.reason : 'was not read';
  return {
    ...{ url: outer.url, method, fetchedAt, milliseconds, status },
    kind: 'failed',
    reason: `frame ${url}: ${why}`,
    retryable: false,
    retryAt: null,
  };
}
