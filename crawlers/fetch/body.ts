import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { FetchError, failed, offLimits } from './fetch-error.js';
import type { Leniency } from './leniency.js';

const unpackers = {
  gzip: promisify(gunzip),
  inflate: promisify(inflate),
  inflateRaw: promisify(inflateRaw),
  brotli: promisify(brotliDecompress),
};

const MOST_LAYERS = 3;

/** What `Accept-Encoding` asks for: what `unpack` can undo. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** Names in Content-Encoding that are no coding: what servers think of the text, or of nothing. */
const NO_CODING =
  /^(?:none|binary|[78]bit|chunked|text|utf-?8|gbk|gb-?2312|gb-?18030|iso-8859-1|us-ascii|ascii)$/;
/** What is a page or data cannot be gzip; plain text is often the type of files that nobody has typed. */
const PAGE = /^\s*(?:text\/(?:html|xml)|application\/[\w.+-]*(?:xml|json))/i;
const PACKED_NAME = /\.t?gz(?:$|[?#])/i;
/** How pages and the files that portals send begin. */
const STARTS = ['<', '{', '[', '%PDF', 'PK\x03\x04', '\xd0\xcf\x11\xe0', '\xef\xbb\xbf<'];

interface Unpacked {
  readonly body: Buffer;
  readonly forgiven: readonly Leniency[];
}

/** The headers of a body that say what it is. */
interface BodyHeaders {
  readonly 'content-encoding'?: string;
  readonly 'content-type'?: string;
}

/**
 * Undoes the content encodings of a body, never beyond `limit` bytes.
 * @throws FetchError: `size` where the body unpacks to more than the limit, failed where it does not unpack
 */
export async function unpack(
  body: Buffer,
  headers: BodyHeaders,
  limit: number,
  url: string,
): Promise<Unpacked> {
  const layers = (headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((layer) => layer.trim())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (layers.length > MOST_LAYERS) {
    throw failed(`content encoded ${layers.length} times over`, url, { retryable: false });
  }
  const forgiven = new Set<Leniency>();
  let unpacked = body;
  for (const layer of layers.reverse()) {
    const next = await undone(unpacked, layer, limit, url);
    unpacked = next.body;
    for (const leniency of next.forgiven) forgiven.add(leniency);
  }
  if (isGzip(unpacked) && PAGE.test(headers['content-type'] ?? '') && !PACKED_NAME.test(url)) {
    unpacked = await unpackLayer(unpacked, 'gzip', limit, url);
    forgiven.add('packed');
  }
  return { body: unpacked, forgiven: [...forgiven] };
}

/** One coding undone; left as it is where it is none, or is announced only. */
async function undone(body: Buffer, layer: string, limit: number, url: string): Promise<Unpacked> {
  if (NO_CODING.test(layer)) return { body, forgiven: ['coding'] };
  if (/^(?:x-)?gzip$/.test(layer) && body.length > 1 && !isGzip(body)) return { body, forgiven: ['plain'] };
  try {
    return { body: await unpackLayer(body, layer, limit, url), forgiven: [] };
  } catch (error) {
    const isOwn = layer === 'deflate' || layer === 'br';
    const isDamaged = error instanceof FetchError && error.stop.kind === 'failed';
    if (isOwn && isDamaged && beginsPlainly(body)) return { body, forgiven: ['plain'] };
    throw error;
  }
}

/** Does it begin as a page does, or a file that portals send? */
function beginsPlainly(body: Buffer): boolean {
  const start = body.toString('latin1', 0, 64).trimStart();
  return STARTS.some((known) => start.startsWith(known));
}

const isGzip = (body: Buffer): boolean => body.length > 1 && body[0] === 0x1f && body[1] === 0x8b;

async function unpackLayer(body: Buffer, layer: string, limit: number, url: string): Promise<Buffer> {
  if (body.length === 0) return body;
  const options = { maxOutputLength: limit };
  try {
    switch (layer) {
      case 'gzip':
      case 'x-gzip':
        return await unpackers.gzip(body, options);
      case 'deflate':
        // "deflate" means zlib (RFC 9110, 8.4.1.2), but some servers send the bare stream.
        return isZlib(body)
          ? await unpackers.inflate(body, options)
          : await unpackers.inflateRaw(body, options);
      case 'br':
        return await unpackers.brotli(body, options);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw offLimits('size', `the body unpacks to more than ${limit} bytes`, url);
    }
    throw failed(`the ${layer} body is damaged or incomplete`, url, { cause: error });
  }
  throw failed(`the content encoding ${layer} is not known`, url, { retryable: false });
}

function isZlib(body: Buffer): boolean {
  return body.length >= 2 && ((body[0] ?? 0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}
