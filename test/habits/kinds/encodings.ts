/** What servers call the encoding of a body, and what they send (RFC 9110, 8.4). */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { type Answering, type Group, missing, whereFound } from '../habit.js';
import { ok, written } from '../reply.js';
import type { Resource } from '../shelf.js';

const asIs = (body: Uint8Array): Uint8Array => body;
const gzip = (body: Uint8Array): Uint8Array => gzipSync(body);
const twice = (body: Uint8Array): Uint8Array => gzipSync(gzipSync(body));

function encoded(declared: string, encode: (body: Uint8Array) => Uint8Array): Answering {
  return whereFound((resource) => sent(resource, declared, encode));
}

function sent({ body, type }: Resource, declared: string, encode: (body: Uint8Array) => Uint8Array) {
  return ok({ body: encode(body), type }, [`Content-Encoding: ${declared}`]);
}

/** Only robots.txt is odd: a status, gzip declared, and plain bytes. */
function robots(status: number): Answering {
  return ({ path }, resource) => {
    if (path !== '/robots.txt') return resource === null ? missing() : ok(resource);
    const body = Buffer.from('<html><body>User-agent: * Disallow: /</body></html>');
    const lines = ['Content-Type: text/html', `Content-Length: ${body.length}`, 'Content-Encoding: gzip'];
    return written({ status, lines, body });
  };
}

export const ENCODINGS: Group = {
  title: 'Encodings of bodies',
  habits: [
    { what: 'robots.txt is 403, declared gzip and sent plain: there is none.', answer: robots(403) },
    { what: 'robots.txt is 404, declared gzip and sent plain: there is none.', answer: robots(404) },
    { what: '`Content-Encoding: none`.', answer: encoded('none', asIs), isLenient: true },
    { what: '`Content-Encoding: UTF-8`.', answer: encoded('UTF-8', asIs), isLenient: true },
    { what: '`Content-Encoding: identity`.', answer: encoded('identity', asIs) },
    { what: 'Gzip declared and plain bytes sent.', answer: encoded('gzip', asIs), isLenient: true },
    { what: 'Gzip declared as `x-gzip`.', answer: encoded('x-gzip', gzip) },
    { what: 'Gzip twice, declared once.', answer: encoded('gzip', twice), isLenient: true },
    { what: 'Gzip twice, declared twice.', answer: encoded('gzip, gzip', twice) },
    { what: 'Deflate, as a zlib stream.', answer: encoded('deflate', (body) => deflateSync(body)) },
    {
      what: 'Deflate, without the frame of zlib.',
      answer: encoded('deflate', (body) => deflateRawSync(body)),
    },
  ],
};
