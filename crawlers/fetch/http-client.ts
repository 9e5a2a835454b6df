import { Agent, type buildConnector, type Dispatcher } from 'undici';
import { defined } from '../../src/defined.js';
import { ACCEPTED_ENCODINGS, unpack } from './body.js';
import { Deadline } from './deadline.js';
import { FetchError, failed, offLimits } from './fetch-error.js';
import type { Gate } from './gate.js';
import { flatten } from './headers.js';
import type { Leniency } from './leniency.js';
import { lenientExchange } from './lenient-exchange.js';
import { isRedirect, redirected, redirectTarget, refuseLogin } from './redirects.js';
import { refreshTarget } from './refresh.js';
import type { Transport } from './transport.js';
import type { Admit, AnswerHead, WireAnswer, WireRequest } from './wire.js';
import { isRefusedForm, wireError } from './wire-error.js';

export interface ClientOptions {
  readonly gate: Gate;
  readonly userAgent: string;
  readonly idleMilliseconds: number;
  readonly totalMilliseconds: number;
  readonly bodyBytes: number;
  readonly redirects: number;
  /** By default every hop passes that passes the gate. */
  readonly admit?: Admit;
  /** Answers in place of the network; no connection is made then. */
  readonly transport?: Transport;
}

/**
 * The HTTP client of the crawlers, on undici. Every hop passes the gate; redirects are followed here, so that each
 * of them does; limits hold on time, redirects, and bytes before and after unpacking. It keeps connections alive,
 * verifies certificates, keeps no cookies, and says who it is. An answer whose form undici refuses is asked for again, and
 * read leniently where it can mean one thing only (lenient-answer.ts); so are all others of that origin.
 */
export class PortalHttpClient {
  readonly #options: ClientOptions;
  readonly #connect: buildConnector.connector;
  readonly #agent: Agent;
  /** Origins whose answers the strict client has refused for their form. */
  readonly #odd = new Set<string>();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#connect = options.gate.connector();
    this.#agent = new Agent({
      connect: this.#connect,
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
    const forgiven = new Set<Leniency>();
    const passed = new Set<string>();
    let isSentOn = false;
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
        if (hop.kind === 'odd') {
          this.#odd.add(url.origin);
          continue;
        }
        head = hop.head;
        for (const leniency of hop.forgiven) forgiven.add(leniency);
        if (hop.kind === 'answer') {
          return {
            ...hop.head,
            body: hop.body,
            url: url.href,
            redirects,
            startedAt,
            milliseconds: Math.round(spent),
            ...(forgiven.size === 0 ? {} : { forgiven: [...forgiven] }),
            ...(isSentOn ? { isSentOn } : {}),
          };
        }
        passed.add(url.href);
        isSentOn ||= hop.isRefresh;
        if (hop.isRefresh && passed.has(hop.target.href)) {
          throw failed(`a refresh leads back to ${hop.target.pathname}`, url.href, { retryable: false });
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
    const isOdd = this.#odd.has(url.origin);
    let status: number | null = null;
    try {
      const opened = await this.#open(request, url, deadline);
      status = opened.head.status;
      try {
        return await this.#hopOf(opened, request, url);
      } finally {
        opened.close();
      }
    } catch (error) {
      if (error instanceof FetchError) throw error;
      const failure = deadline.failure(request.url);
      if (failure !== null) throw failure;
      if (!isOdd && isRefusedForm(error)) return { kind: 'odd' };
      throw wireError(error, request.url, status);
    } finally {
      deadline.end();
    }
  }

  async #hopOf(opened: Opened, request: WireRequest, url: URL): Promise<Hop> {
    const { head, forgiven } = opened;
    const { status, headers } = head;
    if (isRedirect(status) && headers.location !== undefined) {
      await opened.drop();
      const target = redirectTarget(headers.location, url, status, headers);
      return { kind: 'redirect', head, forgiven, target, isRefresh: false };
    }
    if (status === 304) {
      await opened.drop();
      return { kind: 'answer', head, forgiven, body: Buffer.alloc(0) };
    }
    const wire = await opened.body();
    const { body, forgiven: more } = await this.#unpacked(wire, head, request.url);
    const told = { head, forgiven: [...forgiven, ...more] };
    const target =
      request.refreshes === true && request.method === 'GET' ? refreshTarget({ ...head, body }, url) : null;
    if (target === null) return { ...told, kind: 'answer', body };
    refuseLogin(target, url, status, headers);
    return { ...told, kind: 'redirect', target, isRefresh: true };
  }

  /** The body without its encodings; of an error, the status says enough where it does not unpack. */
  async #unpacked(
    wire: Buffer,
    { status, headers }: AnswerHead,
    url: string,
  ): Promise<{ body: Buffer; forgiven: readonly Leniency[] }> {
    try {
      return await unpack(wire, headers, this.#options.bodyBytes, url);
    } catch (error) {
      const isClear =
        error instanceof FetchError && error.stop.kind === 'failed' && status >= 400 && status < 500;
      if (isClear) return { body: Buffer.alloc(0), forgiven: ['unread'] };
      throw error;
    }
  }

  #open(request: WireRequest, url: URL, deadline: Deadline): Promise<Opened> {
    const { transport } = this.#options;
    if (transport !== undefined) return this.#askTransport(transport, request, url);
    return this.#odd.has(url.origin)
      ? this.#askLeniently(request, url, deadline)
      : this.#ask(request, url, deadline);
  }

  async #askTransport(transport: Transport, request: WireRequest, url: URL): Promise<Opened> {
    const { method, body = null } = request;
    const answer = await transport.answer({ url, method, body });
    const { status, headers, bytes } = answer;
    const limit = this.#options.bodyBytes;
    return {
      head: { status, headers },
      forgiven: [],
      body: () => {
        if (bytes <= limit) return answer.body();
        throw offLimits('size', `the body has ${bytes} bytes, the limit is ${limit}`, request.url);
      },
      drop: () => Promise.resolve(),
      close: () => undefined,
    };
  }

  async #ask(request: WireRequest, url: URL, deadline: Deadline): Promise<Opened> {
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
    return {
      head: { status: response.statusCode, headers },
      forgiven: [],
      body: () => this.#read(response, headers, request, deadline),
      // a 304 may announce the length of what it does not send (RFC 9110, 15.4.5): undici then closes the connection
      drop: () => response.body.dump({ limit: 64 * 1024, signal: deadline.signal }).catch(() => undefined),
      close: () => undefined,
    };
  }

  async #askLeniently(request: WireRequest, url: URL, deadline: Deadline): Promise<Opened> {
    const { method, body } = request;
    const asked = { url, method, headers: this.#headers(request), body };
    const answer = await lenientExchange(this.#connect, asked, deadline);
    const { status, headers, forgiven } = answer.head;
    return {
      head: { status, headers },
      forgiven: [...forgiven],
      body: () => answer.body(this.#options.bodyBytes),
      drop: () => Promise.resolve(),
      close: answer.close,
    };
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

/** An answer whose head has come. */
interface Opened {
  readonly head: AnswerHead;
  readonly forgiven: readonly Leniency[];
  /** Its body, as it was sent. */
  readonly body: () => Promise<Buffer>;
  /** Leaves the body unread. */
  readonly drop: () => Promise<void>;
  readonly close: () => void;
}

interface Answered {
  readonly head: AnswerHead;
  readonly forgiven: readonly Leniency[];
}

type Hop =
  | (Answered & { readonly kind: 'redirect'; readonly target: URL; readonly isRefresh: boolean })
  | (Answered & { readonly kind: 'answer'; readonly body: Buffer })
  /** To be asked for again, and read leniently. */
  | { readonly kind: 'odd' };

const openDoor: Admit = () => Promise.resolve(() => undefined);

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw offLimits('scheme', 'not an address', address);
  }
}
