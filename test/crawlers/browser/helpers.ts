import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { BrowserRenderer, type RendererParts } from '../../../crawlers/browser/renderer.js';
import { FetchError, type FetchStop } from '../../../crawlers/fetch/fetch-error.js';
import { Gate } from '../../../crawlers/fetch/gate.js';
import { PortalHttpClient } from '../../../crawlers/fetch/http-client.js';
import { CHROMIUM } from '../../machine.js';
import { type Handle, routes, type Seen, serve, type TestServer } from '../helpers.js';

export const USER_AGENT = 'nianbao/0.0.0 (+archive@example.org)';

export const noChromium = CHROMIUM === '';

type Table = Readonly<Record<string, Handle | string>>;

export interface Site extends TestServer {
  readonly renderer: BrowserRenderer;
  /** What the site shows from now on. */
  show(table: Table): void;
  /** The requests since then. */
  asked(): readonly Seen[];
  /** Their paths, with their queries. */
  paths(): string[];
}

const closers: (() => Promise<void>)[] = [];

/** To be called after each test: closes what it opened. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** A site and a renderer for it; `change` is of the renderer's limits. */
export async function siteOf(table: Table, change: Partial<RendererParts> = {}): Promise<Site> {
  let handle = routes(table);
  let before = 0;
  const server = await serve((...given) => handle(...given));
  const base = new URL(server.base);
  const client = new PortalHttpClient({
    gate: new Gate({
      baseUrl: server.base,
      hosts: [base.host],
      allowPrivateAddresses: true,
    }),
    userAgent: USER_AGENT,
    idleMilliseconds: 5000,
    totalMilliseconds: 10_000,
    bodyBytes: 1024 * 1024,
    redirects: 5,
  });
  const renderer = new BrowserRenderer({
    exchange: (request) => client.exchange(request),
    userAgent: USER_AGENT,
    executablePath: null,
    totalMilliseconds: 5000,
    bodyBytes: 1024 * 1024,
    restMilliseconds: 250,
    ...change,
  });
  closers.push(async () => {
    await renderer.close();
    await client.close();
    await server.close();
  });
  const asked = () => server.seen.slice(before);
  const show = (other: Table) => {
    handle = routes(other);
    before = server.seen.length;
  };
  return { ...server, renderer, show, asked, paths: () => asked().map(({ url }) => url) };
}

export interface Trap {
  readonly port: number;
  /** How many connections were made to it. */
  connections(): number;
}

/** A port on loopback that nobody should come to. */
export async function trap(): Promise<Trap> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return { port: (server.address() as AddressInfo).port, connections: () => count };
}

/** Scripts as a server sends them. */
export const script =
  (text: string): Handle =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/javascript; charset=utf-8' });
    response.end(text);
  };

export const page = (body: string, head = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

/** The verdict on a rendering that must come to nothing, and how long it took. */
export async function stopOf(work: Promise<unknown>): Promise<FetchStop & { reason: string }> {
  const error = await work.then(
    () => new Error('it was rendered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FetchError)) throw error;
  return { ...error.stop, reason: error.message };
}

/** The processes that this one started, and those they started; by /proc, so on Linux only. */
export function descendants(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== null) parents.set(Number(name), parent);
  }
  const found = new Set([process.pid]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [id, parent] of parents) if (found.has(parent)) found.add(id);
  }
  found.delete(process.pid);
  return [...found];
}

/** Does the process still do anything? One that ended and was not looked after yet does not. */
export function isAlive(id: number): boolean {
  return parentOf(id) !== null;
}

function parentOf(id: number): number | null {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return state === undefined || state === 'Z' ? null : Number(parent);
  } catch {
    return null;
  }
}
