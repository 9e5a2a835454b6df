import { Agent } from 'undici';
import type { Post, PostRequest, PostResult } from '../../src/post.js';
import { Deadline } from './deadline.js';
import { FetchError, offLimits } from './fetch-error.js';
import { Gate, type Resolve } from './gate.js';
import { flatten } from './headers.js';
import { wireError } from './wire-error.js';

export interface PostOptions {
  readonly userAgent: string;
  /** For the whole exchange. */
  readonly milliseconds: number;
  /** By default as the system does. */
  readonly resolve?: Resolve;
}

/** So much of an answer's body is read; the rest is not waited for. */
const READ_BYTES = 64 * 1024;

/**
 * Posts through the connection gate: only http(s), only the address's own host, and no private or loopback address
 * unless the request allows it, as judged on the address really connected to. Redirects are answers, not followed.
 */
export function gatedPost(options: PostOptions): Post {
  return async (request) => {
    let agent: Agent | null = null;
    try {
      const url = webAddress(request.url);
      const rules = { baseUrl: url.href, hosts: [url.host], allowPrivateAddresses: request.allowPrivate };
      const gate = new Gate(rules, options.resolve);
      gate.check(url);
      agent = new Agent({ connect: gate.connector(), maxHeaderSize: 64 * 1024 });
      return await exchange(agent, url, request, options);
    } catch (error) {
      const { stop, message } = error instanceof FetchError ? error : wireError(error, '');
      return { kind: stop.kind === 'off_limits' ? 'refused' : 'broken', reason: message };
    } finally {
      await agent?.destroy();
    }
  };
}

function webAddress(text: string): URL {
  if (/^https?:/i.test(text) && URL.canParse(text)) return new URL(text);
  throw offLimits('scheme', 'not an http or https address', '');
}

async function exchange(
  agent: Agent,
  url: URL,
  request: PostRequest,
  options: PostOptions,
): Promise<PostResult> {
  const deadline = new Deadline(options.milliseconds, options.milliseconds, undefined);
  try {
    const response = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { ...request.headers, 'user-agent': options.userAgent },
      body: request.body,
      signal: deadline.signal,
    });
    const body = await beginning(response.body);
    return { kind: 'answer', status: response.statusCode, headers: flatten(response.headers), body };
  } catch (error) {
    throw deadline.failure(url.origin) ?? error;
  } finally {
    deadline.end();
  }
}

/** What a body begins with. The status has come: a body that breaks off afterwards does not undo it. */
async function beginning(body: AsyncIterable<unknown> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      if (!Buffer.isBuffer(chunk)) break;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= READ_BYTES) break;
    }
  } catch {
    // what has come is what there is
  }
  body.destroy();
  return Buffer.concat(chunks).subarray(0, READ_BYTES).toString('utf8');
}
