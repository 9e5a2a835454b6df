/** One exchange with a server that the strict client refuses, on a connection of its own. */
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { ByteSource } from './byte-source.js';
import type { Deadline } from './deadline.js';
import { failed } from './fetch-error.js';
import { type LenientHead, readBody, readHead } from './lenient-answer.js';

interface LenientRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Asks, and reads the head of the answer; its body with `body`, within `limit` bytes. To be closed in any case.
 * @throws FetchError, or the error of the connection
 */
export async function lenientExchange(
  connect: buildConnector.connector,
  request: LenientRequest,
  deadline: Deadline,
): Promise<{ head: LenientHead; body: (limit: number) => Promise<Buffer>; close: () => void }> {
  const { url } = request;
  const bytes = requestBytes(request);
  const socket = await connected(connect, url);
  const close = (): void => {
    socket.destroy();
  };
  deadline.signal.addEventListener('abort', close, { once: true });
  try {
    deadline.signal.throwIfAborted();
    socket.write(bytes);
    const source = new ByteSource(socket);
    const head = await readHead(source, url.href);
    deadline.touch();
    const body = (limit: number) => readBody(source, head, limit, url.href, () => deadline.touch());
    return { head, body, close };
  } catch (error) {
    close();
    throw error;
  }
}

function connected(connect: buildConnector.connector, url: URL): Promise<Socket> {
  const { hostname, host, protocol, port } = url;
  const options = { hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol, port };
  return new Promise((resolve, reject) => {
    connect(options, (error, socket) => {
      if (error === null) resolve(socket);
      else reject(error);
    });
  });
}

/** The request as HTTP/1.1, in Latin-1. @throws FetchError for a header that would break it */
function requestBytes({ url, method, headers, body }: LenientRequest): Buffer {
  const payload = body === undefined ? null : Buffer.from(body);
  const all = {
    ...headers,
    host: url.host,
    connection: 'close',
    ...(payload === null ? {} : { 'content-length': String(payload.length) }),
  };
  for (const [name, value] of Object.entries(all)) {
    if (!/^[\w-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw failed(`the request's header ${JSON.stringify(name)} is not valid`, url.href, {
        retryable: false,
      });
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), payload ?? Buffer.alloc(0)]);
}
