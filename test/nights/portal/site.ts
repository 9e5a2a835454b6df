/** A portal of plain pages on loopback: a list, the pages that it names, and whatever else a scenario has it answer. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Entry, listPage } from './html.js';

/** What an address answers. */
export type Answer =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly type: string }
  | { readonly kind: 'status'; readonly status: number; readonly html?: string }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The connection breaks off without an answer. */
  | { readonly kind: 'reset' };

export const HOST = 'www.nights.gov.cn';
export const LIST = '/nb/index.html';
const SECOND = '/nb/index_1.html';

export class Site {
  readonly #server: Server;
  readonly #answers = new Map<string, Answer>();
  readonly #entries = new Map<string, Entry>();
  /** What every address of the site answers instead, robots.txt included. */
  everywhere: Answer | null = null;
  /** What the list answers instead. */
  list: Answer | null = null;
  /** Does the list promise a second page that cannot be had? */
  isHalf = false;
  /** Does it send an ETag, and 304 to whoever has the bytes already? */
  hasValidators = false;
  /** Called at each request, before it is answered. */
  onRequest: () => void = () => undefined;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Site> {
    const server = createServer((request, response) => site.#answer(request, response));
    const site = new Site(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the site is closed');
    return address.port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What an address answers from now on; a path, or `//host/path` on another host than the portal's own. */
  serve(address: string, answer: Answer): void {
    this.#answers.set(placeOf(address), answer);
  }

  /** What one host answers now, another one answers from now on, too. */
  serveAlso(host: string, other: string): void {
    const prefix = `//${host}/`;
    for (const [place, answer] of [...this.#answers])
      if (place.startsWith(prefix)) this.#answers.set(`//${other}/${place.slice(prefix.length)}`, answer);
  }

  /** Names an address on the list, in the place that it has there already, else last. */
  enter(path: string, title: string, day: string): void {
    this.#entries.set(path, { href: path, title, day });
  }

  unlist(path: string): void {
    this.#entries.delete(path);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/';
    this.onRequest();
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const answer = this.everywhere ?? this.#answerOf(host, path);
    if (answer.kind === 'reset') {
      response.destroy();
      return;
    }
    if (answer.kind === 'redirect') {
      response.writeHead(302, { location: answer.to }).end();
      return;
    }
    const body = bytesOf(answer);
    const headers: Record<string, string> = {
      'content-type': answer.kind === 'file' ? answer.type : 'text/html; charset=utf-8',
      'content-length': String(body.length),
    };
    const status = answer.kind === 'status' ? answer.status : 200;
    if (this.hasValidators && status === 200) {
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
      headers.etag = etag;
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304, { etag }).end();
        return;
      }
    }
    response.writeHead(status, headers).end(body);
  }

  #answerOf(host: string, path: string): Answer {
    if (path === LIST) {
      const html = listPage([...this.#entries.values()], this.isHalf ? 2 : 1);
      return this.list ?? { kind: 'page', html };
    }
    if (this.isHalf && path === SECOND) return { kind: 'status', status: 500 };
    return this.#answers.get(`//${host}${path}`) ?? { kind: 'status', status: 404 };
  }
}

function placeOf(address: string): string {
  return address.startsWith('//') ? address : `//${HOST}${address}`;
}

function bytesOf(answer: Extract<Answer, { kind: 'page' | 'file' | 'status' }>): Buffer {
  switch (answer.kind) {
    case 'file':
      return Buffer.from(answer.bytes);
    case 'page':
      return Buffer.from(answer.html, 'utf8');
    default:
      return Buffer.from(answer.html ?? '<html><body><h1>Error</h1></body></html>', 'utf8');
  }
}
