import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchOutcome, ReportLink } from '../../crawlers/contract.js';
import {
  type CrawlHandlers,
  type CrawlOptions,
  type CrawlSummary,
  crawlPortal,
} from '../../crawlers/crawl/engine.js';
import { Pacer } from '../../crawlers/fetch/pace.js';
import { type PortalConfig, parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings, type Settings } from '../../src/config/settings/settings.js';

export type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** One request as the server saw it; `endedAt` is null while it is being answered. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly startedAt: number;
  endedAt: number | null;
}

export interface TestServer {
  /** `http://127.0.0.1:<port>/` */
  readonly base: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** The most requests that were open at one time. */
  readonly mostOpen: () => number;
  close(): Promise<void>;
}

/** A server on loopback. */
export async function serve(handle: Handle): Promise<TestServer> {
  const seen: Seen[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    most = Math.max(most, ++open);
    const startedAt = performance.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      const entry: Seen = { method, url, headers, body, startedAt, endedAt: null };
      seen.push(entry);
      response.on('close', () => {
        open--;
        entry.endedAt = performance.now();
      });
      handle(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { base: `http://127.0.0.1:${port}/`, port, seen, mostOpen: () => most, close };
}

/** Answers by path; robots.txt is missing unless given; a path without an answer is 404. */
export function routes(table: Readonly<Record<string, Handle | string>>): Handle {
  return (request, response, body) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const answer = table[request.url ?? ''] ?? table[path];
    if (answer === undefined) {
      response.writeHead(404);
      response.end();
    } else if (typeof answer === 'string') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(answer);
    } else answer(request, response, body);
  };
}

/** A page long enough to be a report. */
export function reportPage(title: string): string {
  const text = '本报告由本机关按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为全年。'.repeat(
    20,
  );
  return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
}

/** Settings without pauses, with short limits. */
export function quickSettings(change: Record<string, unknown> = {}): Settings {
  return parseSettings({ pause: 0, timeouts: { idle: 5, total: 10, backoff: 0.001 }, ...change });
}

/** A portal on a test server with agencies coded 1, 2, 3 … */
export function testPortal(base: string, change: Record<string, unknown> = {}, agencies = 3): PortalConfig {
  return parsePortal(
    {
      name: '试验县',
      region: '330482',
      baseUrl: base,
      allowPrivateAddresses: true,
      agencies: Array.from({ length: agencies }, (_, index) => ({
        name: `第${index + 1}局`,
        code: `${index + 1}`,
      })),
      columns: [{ family: 'hanweb-annual-report' }],
      ...change,
    },
    'test',
    { pause: 0 },
  );
}

export interface Crawled {
  readonly summary: CrawlSummary;
  readonly outcomes: readonly { readonly link: ReportLink; readonly outcome: FetchOutcome }[];
  readonly listed: readonly { readonly links: readonly ReportLink[]; readonly complete: boolean }[];
}

/** Crawls with a pacer of its own and keeps all that is reported. */
export async function crawl(
  portal: PortalConfig,
  options: Partial<CrawlOptions> = {},
  handlers: Partial<CrawlHandlers> = {},
): Promise<Crawled> {
  const outcomes: { link: ReportLink; outcome: FetchOutcome }[] = [];
  const listed: { links: readonly ReportLink[]; complete: boolean }[] = [];
  const summary = await crawlPortal(
    portal,
    { settings: quickSettings(), scope: { years: [2022] }, pacer: new Pacer(), ...options },
    {
      conditions: () => Promise.resolve(null),
      onListed: ({ links, complete }) => {
        listed.push({ links, complete });
      },
      onReport: ({ link, outcome }) => {
        outcomes.push({ link, outcome });
        return Promise.resolve();
      },
      ...handlers,
    },
  );
  return { summary, outcomes, listed };
}
