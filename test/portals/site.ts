/** A portal on loopback: what it answers to whom. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import iconv from 'iconv-lite';

/** What a portal is asked. */
export interface Ask {
  readonly method: string;
  /** The decoded path. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body of a POST, as it came. */
  readonly body: string;
  /** The body of a POST as a form. */
  readonly form: URLSearchParams;
  readonly referer: string;
  /** The host that was asked, with its port. */
  readonly host: string;
  /** The media type of the body. */
  readonly type: string;
}

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  /** Of a page, where it is not the site's. */
  readonly charset?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export const html = (body: string): Answer => ({ body });
export const json = (value: unknown): Answer => ({
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(value),
});
export const fragment = (body: string): Answer => ({ type: 'text/html;charset=UTF-8', body });
export const script = (body: string): Answer => ({ type: 'application/javascript', body });
export const status = (code: number): Answer => ({
  status: code,
  body: `<html><head><title>${code}</title></head><body><h1>${code}</h1></body></html>`,
});

/** The page of many sites for addresses that they do not have; it answers 200. */
export const softMissing = (): Answer =>
  html('<html><head><title>提示信息</title></head><body><p>您访问的页面不存在</p></body></html>');

/** What a site serves: null for an address that it does not have. */
export type Serve = (ask: Ask) => Answer | null;

export class LoopbackSite {
  readonly #server: Server;
  /** Every address that was asked for, with its method. */
  readonly asked: string[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  /**
   * @param charset of the HTML pages: `utf-8` or `gbk`
   * @param isSaid whether the header says so, too; the pages do
   */
  static async start(serve: Serve, charset: string, isSaid = true): Promise<LoopbackSite> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        site.asked.push(`${request.method} ${request.url}`);
        const ask = asked(request, Buffer.concat(chunks).toString('utf8'));
        const answer = serve(ask) ?? status(404);
        const own = answer.charset ?? charset;
        const type = answer.type ?? (isSaid ? `text/html; charset=${own}` : 'text/html');
        const body =
          typeof answer.body === 'string'
            ? iconv.encode(answer.body, answer.type === undefined ? own : 'utf-8')
            : answer.body;
        response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
    });
    const site = new LoopbackSite(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  /** The address of a path. */
  url(path: string): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the site is closed');
    return new URL(path, `http://127.0.0.1:${address.port}/`).href;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function asked({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): Ask {
  const { pathname, searchParams } = new URL(url, 'http://site/');
  return {
    method,
    path: decodeURIComponent(pathname),
    query: searchParams,
    body,
    form: new URLSearchParams(body),
    referer: headers.referer ?? '',
    host: headers.host ?? '',
    type: (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '',
  };
}
