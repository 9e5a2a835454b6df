import { Agent, type Dispatcher } from 'undici';
import { defined } from '../../src/defined.js';
import { ACCEPTED_ENCODINGS, unpack } from './body.js';
import { Deadline } from './deadline.js';
import { FetchError, failed, offLimits } from './fetch-error.js';
import type { Gate } from './gate.js';
import { flatten } from './headers.js';
import { isRedirect, redirected, redirectTarget } from './redirects.js';
import type { Admit, AnswerHead, WireAnswer, WireRequest } from './wire.js';
import { wireError } from './wire-error.js';

export interface ClientOptions {
  readonly gate: Gate;
  readonly userAgent: string;
  readonly idleMilliseconds: number;
  readonly totalMilliseconds: number;
  readonly bodyBytes: number;
  readonly redirects: number;
  /** By default every hop passes that passes the gate. */
  readonly admit?: Admit;
}

/**
 * The HTTP client of the crawlers, on undici. Every hop passes the gate; redirects are followed here, so that each
 * of them does; limits hold on time, redirects, and bytes before and after unpacking. It keeps connections alive,
 * verifies certificates, keeps no cookies, and says who it is.
 */
export class PortalHttpClient {
  readonly #options: ClientOptions;
  readonly #agent: Agent;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connect: options.gate.connector(),
      connections: 2,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 64 * 1024,
    });
  }

  /**
   * Makes one exchange, redirects included.
   * @throws FetchError for all that is no answer; the signal's reason when it was aborted
   */
  async exchange(request: WireRequest, admit: Admit = this.#options.admit ?? openDoor): Promise<WireAnswer> {
    const redirects: string[] = [];
    let current: WireRequest = request;
    let startedAt: Date | null = null;
    let spent = 0;
    for (;;) {
      const url = parse(current.url);
      this.#options.gate.check(url);
      const release = await admit(url);
      const begun = performance.now();
      startedAt ??= new Date();
      let head: AnswerHead | null = null;
      try {
        const hop = await this.#hop(current, url, this.#options.totalMilliseconds - spent);
        spent += performance.now() - begun;
        head = hop.head;
        if (hop.kind === 'answer') {
          return {
            ...hop.head,
            body: hop.body,
            url: url.href,
            redirects,
            startedAt,
            milliseconds: Math.round(spent),
          };
        }
        redirects.push(hop.target.href);
        if (redirects.length > this.#options.redirects) {
          throw offLimits('redirects', `more than ${this.#options.redirects} redirects`, request.url);
        }
        current = redirected(current, hop.head.status, hop.target, hop.head.headers['set-cookie']);
      } finally {
        release(head);
      }
    }
  }

  async #hop(request: WireRequest, url: URL, milliseconds: number): Promise<Hop> {
    const deadline = new Deadline(milliseconds, this.#options.idleMilliseconds, request.signal);
    try {
      const response = await this.#agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: this.#headers(request),
        body: request.body ?? null,
        signal: deadline.signal,
      });
      deadline.touch();
      const headers = flatten(response.headers);
      const status = response.statusCode;
      const location = headers.location;
      if (isRedirect(status) && location !== undefined) {
        await response.body.dump({ limit: 64 * 1024, signal: deadline.signal });
        return {
          kind: 'redirect',
          head: { status, headers },
          target: redirectTarget(location, url, status, headers),
        };
      }
      if (status === 304) {
        // it ends with its head, whatever length it announces (RFC 9110, 15.4.5); undici then closes the connection
        await response.body.dump().catch(() => undefined);
        return { kind: 'answer', head: { status, headers }, body: Buffer.alloc(0) };
      }
      const wire = await this.#read(response, headers, request, deadline);
      const body = await unpack(
        wire,
        headers['content-encoding'] ?? '',
        this.#options.bodyBytes,
        request.url,
      );
      return { kind: 'answer', head: { status, headers }, body };
    } catch (error) {
      throw error instanceof FetchError
        ? error
        : (deadline.failure(request.url) ?? wireError(error, request.url));
    } finally {
      deadline.end();
    }
  }

  #headers(request: WireRequest): Record<string, string> {
    const type = request.body === undefined ? undefined : 'application/x-www-form-urlencoded; charset=UTF-8';
    return {
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'zh-CN,zh;q=0.9',
      ...defined({ 'content-type': type }),
      ...flatten(request.headers ?? {}),
      'accept-encoding': ACCEPTED_ENCODINGS,
      'user-agent': this.#options.userAgent,
    };
  }

  async #read(
    response: Dispatcher.ResponseData,
    headers: Readonly<Record<string, string>>,
    request: WireRequest,
    deadline: Deadline,
  ): Promise<Buffer> {
    const limit = this.#options.bodyBytes;
    const announced = /^\d+$/.test(headers['content-length'] ?? '')
      ? Number(headers['content-length'])
      : null;
    if (announced !== null && announced > limit) {
      response.body.destroy();
      throw offLimits('size', `the body has ${announced} bytes, the limit is ${limit}`, request.url);
    }
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('the body came as text');
      deadline.touch();
      length += chunk.length;
      if (length > limit) throw offLimits('size', `the body has more than ${limit} bytes`, request.url);
      chunks.push(chunk);
    }
    if (response.statusCode !== 204 && announced !== null && announced !== length) {
      throw failed(`the body ended after ${length} of ${announced} bytes`, request.url, {
        status: response.statusCode,
      });
    }
    const [only] = chunks;
    return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length);
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

type Hop =
  | { readonly kind: 'redirect'; readonly head: AnswerHead; readonly target: URL }
  | { readonly kind: 'answer'; readonly head: AnswerHead; readonly body: Buffer };

const openDoor: Admit = () => Promise.resolve(() => undefined);

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw offLimits('scheme', 'not an address', address);
  }
}
