import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { gatedPost } from '../../crawlers/fetch/post.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { defined } from '../../src/defined.js';
import { NoticeDesk, type NoticesOptions } from '../../src/notices/notice-desk.js';
import { packagePlace } from '../../src/place/package.js';
import type { HarvestResult } from '../../storage/contract/archive.js';
import type { Archive, ChangeInput, ReportCommit, RunOutcome } from '../../storage/index.js';
import { commitOf, night, value } from '../storage/builders.js';

/** What a receiver on loopback was sent. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTP receiver on loopback. `answer` is told how many requests came before; null never answers. */
export async function receiver(
  answer: (before: number, body: string) => Answer | null = () => ({}),
): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      const given = answer(received.length - 1, received.at(-1)?.body ?? '');
      if (given === null) return;
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json', ...given.headers });
      response.end(given.body ?? '');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  const { port } = portOf(server.address());
  return { url: `http://127.0.0.1:${port}/hook`, received };
}

export function portOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('the server does not listen');
  return address;
}

/** A clock that stands still until it is moved. */
export class Clock {
  #at: number;

  constructor(at: Date) {
    this.#at = at.getTime();
  }

  readonly now = (): Date => new Date(this.#at);

  move(minutes: number): Date {
    this.#at += minutes * 60_000;
    return this.now();
  }
}

const INDICATOR = {
  id: 'requests.new.total',
  zh: '本年新收政府信息公开申请数量 / 总计',
  en: 'New requests / total',
};

/** A desk whose notices part of nianbao.yaml is as given, without jitter. */
export function deskOf(
  archive: Archive,
  notices: Readonly<Record<string, unknown>>,
  more: Partial<NoticesOptions> & { readonly path?: string } = {},
): NoticeDesk {
  const { path = '/nowhere/archive.db', ...options } = more;
  const settings = parseSettings({ notices: { feed: { file: null }, ...notices } });
  return new NoticeDesk({
    archive,
    settings: settings.notices,
    home: dirname(path),
    portals: [{ id: 'pinghu', name: '中国平湖' }],
    indicators: [INDICATOR],
    post: gatedPost({ userAgent: settings.userAgent, milliseconds: 5_000 }),
    env: { SECRET: 'geheim' },
    clock: () => night(3),
    random: () => 0.5,
    ...options,
  });
}

/** A webhook channel to a receiver on loopback. */
export function hook(url: string, more: Readonly<Record<string, unknown>> = {}) {
  return { kind: 'webhook', url, secretEnv: 'SECRET', allowPrivate: true, ...more };
}

export const ALL_CHANGES = [
  'first_seen',
  'figures_revised',
  'text_revised',
  'moved',
  'withdrawn',
  'restored',
];

export const REVISION: ChangeInput = {
  kind: 'figures_revised',
  cells: [
    {
      indicator: INDICATOR.id,
      before: { value: 4, reason: null, raw: '4' },
      after: { value: null, reason: 'dash', raw: '—' },
    },
  ],
  sections: [{ section: 1, before: '旧', after: '新' }],
  movedFrom: null,
};

/** A run in which reports were committed on the portal pinghu, ended unless `outcome` is null. */
export async function ranWith(
  archive: Archive,
  commits: readonly ReportCommit[],
  more: {
    readonly at?: Date;
    readonly outcome?: RunOutcome | null;
    readonly suspicions?: readonly string[];
    readonly problems?: readonly string[];
  } = {},
): Promise<HarvestResult> {
  const { at = night(0), outcome = 'done', suspicions, problems = [] } = more;
  const run = await archive.startRun(at, { portals: ['pinghu'], years: [2023] });
  for (const commit of commits)
    await archive.recordReport({ ...commit, capture: { ...commit.capture, run, at } });
  const found = commits.length;
  const summary = {
    portal: 'pinghu',
    outcome: outcome ?? 'interrupted',
    counts: {
      listed: found,
      captures: { new: found },
      changes: {},
      versions: found,
      payloads: found,
      bytes: 1,
    },
    problems,
    ...defined({ suspicions }),
  };
  if (outcome !== null) {
    await archive.recordRunPortal(run, summary);
    await archive.finishRun(run, at, outcome);
  }
  return { run, outcome: outcome ?? 'interrupted', portals: [summary] };
}

/** The office's report, and its revision in a second version. */
export const FIRST = commitOf();
export const REVISED = {
  ...commitOf({ basedOn: 1, page: '<p>更正</p>', figures: [value(INDICATOR.id, 5)] }),
  changes: [REVISION],
};

export const guide = readFileSync(join(packagePlace().root, 'docs/notices.md'), 'utf8');

/** The guide's first example in a language. */
export function fenced(language: string): string {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? '';
}

type Check = (header: string, body: string, secret: string, now: number) => boolean;

/** The receiver's check of a signature, as the guide prints it. */
export async function printedCheck(): Promise<Check> {
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(fenced('js'))}`);
  return z.object({ isGenuine: z.custom<Check>((value) => typeof value === 'function') }).parse(module)
    .isGenuine;
}
