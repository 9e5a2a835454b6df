/** Requests and answers in the shapes that Crawlee's HTTP client interface has for them. */
import type { HttpRequest, ResponseTypes } from '@crawlee/http';
import { decodeText } from '../../src/text/charset.js';
import type { WireAnswer, WireRequest } from '../fetch/wire.js';

/** Headers with one value for each name, the names in lower case. */
export function flatten(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** What Crawlee asks for, as a request of our client. */
export function wireRequest(request: HttpRequest<keyof ResponseTypes>): WireRequest {
  const method = request.method?.toUpperCase() ?? 'GET';
  if (method !== 'GET' && method !== 'POST') throw new TypeError(`the method ${method} is not used`);
  const headers = flatten(request.headers ?? {});
  const body = typeof request.body === 'string' && method === 'POST' ? { body: request.body } : {};
  return {
    url: String(request.url),
    method,
    headers,
    ...body,
    ...(request.signal ? { signal: request.signal } : {}),
  };
}

/** All of a response of Crawlee's but the body. */
export function envelope(request: HttpRequest<keyof ResponseTypes>, answer: WireAnswer) {
  return {
    redirectUrls: answer.redirects.map((url) => new URL(url)),
    url: answer.url || String(request.url),
    statusCode: answer.status,
    headers: { ...answer.headers },
    trailers: {},
    complete: true,
  };
}

/** The body in the shape Crawlee asked for; its types tie the shape to the request's type parameter. */
export function readAs<T extends keyof ResponseTypes>(
  answer: WireAnswer,
  type: keyof ResponseTypes,
): ResponseTypes[T] {
  const shapes = {
    buffer: () => answer.body,
    text: () => decodeText(answer.body, { header: answer.headers['content-type'] ?? null }).text,
    json: (): unknown => JSON.parse(answer.body.toString('utf8')),
  };
  return shapes[type]() as ResponseTypes[T];
}
