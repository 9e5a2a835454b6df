import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { NianbaoError } from '../errors.js';

/** What the daemon answers over HTTP. */
export interface Watched {
  /** Why it is not healthy; null where it is. */
  unhealthy(): string | null;
  /** Why it can't do its work; empty where it can. */
  unready(): readonly string[];
  metricsText(): Promise<string>;
}

export interface WatchServer {
  /** `http://127.0.0.1:9464`. */
  readonly address: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

const TEXT = 'text/plain; charset=utf-8';
const LIMITS = { requestTimeout: 5000, headersTimeout: 5000, keepAliveTimeout: 5000, maxHeaderSize: 8192 };
const CONNECTIONS = 32;

/**
 * Answers GET /healthz, /readyz and /metrics, and nothing else; there are no secrets in any of them.
 * @param metricsType the content type of metrics
 * @param watched where there is nobody yet, the daemon is starting
 * @throws NianbaoError `port_taken`, `no_permission` or `no_address`
 */
export async function startWatchServer(
  { host, port }: { readonly host: string; readonly port: number },
  metricsType: string,
  watched: () => Watched | null,
): Promise<WatchServer> {
  const server = createServer(
    LIMITS,
    (request, response) => void answer(request, response, metricsType, watched()),
  );
  server.maxConnections = CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const actual = bound === null || typeof bound === 'string' ? port : bound.port;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  metricsType: string,
  watched: Watched | null,
): Promise<void> {
  const { status, type = TEXT, body } = await answerTo(request, metricsType, watched);
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function answerTo(
  { method, url = '' }: IncomingMessage,
  metricsType: string,
  watched: Watched | null,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: 'only GET\n' };
  const [path] = url.split('?');
  if (path !== '/healthz' && path !== '/readyz' && path !== '/metrics') {
    return { status: 404, body: 'there are /healthz, /readyz and /metrics\n' };
  }
  if (watched === null) return { status: path === '/healthz' ? 200 : 503, body: 'starting\n' };
  try {
    if (path === '/metrics') return { status: 200, type: metricsType, body: await watched.metricsText() };
  } catch {
    return { status: 500, body: 'the metrics cannot be collected\n' };
  }
  const unhealthy = watched.unhealthy();
  const problems = path === '/healthz' ? (unhealthy === null ? [] : [unhealthy]) : [...watched.unready()];
  return problems.length === 0
    ? { status: 200, body: 'ok\n' }
    : { status: 503, body: `${problems.join('\n')}\n` };
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): NianbaoError {
  const where = `${host}:${port}`;
  const hint = 'set watch.host and watch.port in nianbao.yaml, or give --port';
  switch (error.code) {
    case 'EADDRINUSE':
      return new NianbaoError('port_taken', `another process listens on ${where}`, { hint, cause: error });
    case 'EACCES':
      return new NianbaoError('no_permission', `listening on ${where} is not permitted`, {
        hint,
        cause: error,
      });
    default:
      return new NianbaoError('no_address', `listening on ${where} failed: ${error.message}`, {
        hint,
        cause: error,
      });
  }
}
