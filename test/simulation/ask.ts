import { type IncomingHttpHeaders, request } from 'node:http';
import { defined } from '../../src/defined.js';

/** What a plain client saw: no redirect is followed, nothing is decoded, a cut body is told from a whole one. */
export interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** False when the connection ended before the body did. */
  readonly complete: boolean;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}

/** One request on a connection of its own; rejects when no answer began. */
export function ask(base: string, path: string, asking: Asking = {}): Promise<Seen> {
  const form = asking.form === undefined ? undefined : new URLSearchParams(asking.form).toString();
  const type = form === undefined ? undefined : 'application/x-www-form-urlencoded';
  const headers = { ...asking.headers, ...defined({ 'content-type': type }) };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, base), { method: asking.method ?? 'GET', headers, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => undefined);
      response.on('close', () => {
        const body = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: received, complete } = response;
        resolve({ status, headers: received, body, text: body.toString('utf8'), complete });
      });
    });
    sent.end(form);
  });
}
