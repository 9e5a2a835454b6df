import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { failed, offLimits } from './fetch-error.js';

const unpackers = {
  gzip: promisify(gunzip),
  inflate: promisify(inflate),
  inflateRaw: promisify(inflateRaw),
  brotli: promisify(brotliDecompress),
};

const MOST_LAYERS = 3;

/** What `Accept-Encoding` asks for: what `unpack` can undo. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/**
 * Undoes the content encodings of a body, never beyond `limit` bytes.
 * @param encoding the Content-Encoding header
 * @throws FetchError: `size` where the body unpacks to more than the limit, failed where it does not unpack
 */
export async function unpack(body: Buffer, encoding: string, limit: number, url: string): Promise<Buffer> {
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map((layer) => layer.trim())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (layers.length > MOST_LAYERS) {
    throw failed(`content encoded ${layers.length} times over`, url, { retryable: false });
  }
  let unpacked = body;
  for (const layer of layers.reverse()) unpacked = await unpackLayer(unpacked, layer, limit, url);
  return unpacked;
}

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
