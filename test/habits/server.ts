/** A web server that writes every byte of its answers itself (RFC 9112), so that it can be as odd as real ones are. */
import { createServer, type Server, type Socket } from 'node:net';

/** A request as it stood on the wire; bytes beyond ASCII are kept as latin1. */
export interface Request {
  /** The target of the request line: a path with its query. */
  readonly target: string;
  /** The path alone. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface Reply {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** Is the connection kept for the next request? */
  readonly isKept: boolean;
}

const HEAD_END = '\r\n\r\n';

export class RawServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port of loopback. Requests have no body here. */
  static async start(answer: (request: Request) => Reply): Promise<RawServer> {
    const server = createServer({ noDelay: true }, (socket) => {
      raw.#sockets.add(socket);
      socket.on('close', () => raw.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      converse(socket, answer);
    });
    const raw = new RawServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return raw;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server is closed');
    return address.port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function converse(socket: Socket, answer: (request: Request) => Reply): void {
  let received = '';
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
    for (;;) {
      const end = received.indexOf(HEAD_END);
      if (end < 0) return;
      const { bytes: written, isKept } = answer(parseHead(received.slice(0, end)));
      received = received.slice(end + HEAD_END.length);
      socket.write(written);
      if (!isKept) {
        socket.end();
        return;
      }
    }
  });
}

function parseHead(head: string): Request {
  const [line = '', ...fields] = head.split('\r\n');
  const target = line.split(' ')[1] ?? '/';
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return { target, path: target.replace(/\?.*$/s, ''), headers: new Map(headers) };
}
