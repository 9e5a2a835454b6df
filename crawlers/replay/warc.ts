import { Readable } from 'node:stream';
import { NianbaoError } from '../../src/errors.js';
import { plural } from '../../src/text/plural.js';
import { ByteSource } from '../fetch/byte-source.js';
import { FetchError } from '../fetch/fetch-error.js';
import { readBody, readHead } from '../fetch/lenient-answer.js';
import type { TransportAnswer, TransportRequest } from '../fetch/transport.js';
import { addressKey, bodyKey } from './address-keys.js';
import type { SavedPages } from './saved-page.js';
import { type WarcRecord, warcRecords } from './warc-records.js';

/** What of a WARC is taken. */
export interface WarcScope {
  /** The longest body that is taken, in bytes. */
  readonly bodyBytes: number;
  /** Pages of other addresses are passed over. */
  takes(url: URL): boolean;
}

/** So many bytes of pages are held at once. */
const MOST_BYTES = 1024 ** 3;
/** Room for the head of an answer beside its body. */
const HEAD_BYTES = 128 * 1024;

interface Saved {
  /** The record's id; a request names it, or is named by it. */
  readonly id: string | null;
  readonly requestId: string | null;
  readonly url: URL;
  readonly answer: TransportAnswer;
}

interface SavedRequest {
  readonly method: string;
  readonly body: string;
}

interface Entry {
  /** Null where the WARC does not say how the page was asked for. */
  readonly request: SavedRequest | null;
  readonly answer: TransportAnswer;
}

/**
 * The answers of a WARC: its records of type response, with the requests they belong to. Of several to the same request
 * the last counts; a 304 says nothing of a page and does not.
 * @throws NianbaoError `unreadable_file` for what is no WARC
 */
export async function readWarc(file: string, scope: WarcScope): Promise<SavedPages> {
  const reading = new WarcReading(file, scope);
  const records = warcRecords(file, {
    mostBytes: scope.bodyBytes + HEAD_BYTES,
    wants: (type, fields) => reading.wants(type, fields),
    brokenOff: (problem) => reading.problems.push(problem),
  });
  for await (const record of records) await reading.take(record);
  return reading.pages();
}

class WarcReading {
  readonly problems: string[] = [];
  readonly #file: string;
  readonly #scope: WarcScope;
  readonly #saved: Saved[] = [];
  /** By the ids of the request and of its answer. */
  readonly #requests = new Map<string, SavedRequest>();
  #bytes = 0;
  #tooLong = 0;

  constructor(file: string, scope: WarcScope) {
    this.#file = file;
    this.#scope = scope;
  }

  wants(type: string, fields: ReadonlyMap<string, string>): boolean {
    const url = targetOf(fields);
    return (type === 'response' || type === 'request') && url !== null && this.#scope.takes(url);
  }

  async take({ type, fields, block }: WarcRecord): Promise<void> {
    const url = targetOf(fields);
    if (url === null || !this.wants(type, fields)) return;
    if (block === null) {
      this.#tooLong++;
      return;
    }
    this.#bytes += block.length;
    if (this.#bytes > MOST_BYTES)
      throw new NianbaoError('unreadable_file', 'it has more than 1 GiB of pages of this portal', {
        file: this.#file,
        hint: 'leave out what the reports do not need, or take a WARC for each column',
      });
    const id = fields.get('warc-record-id') ?? null;
    const other = fields.get('warc-concurrent-to') ?? null;
    if (type === 'request') {
      const request = requestOf(block);
      for (const name of [id, other])
        if (request !== null && name !== null) this.#requests.set(name, request);
    } else {
      const answer = await this.#answer(url, block);
      if (answer !== null) this.#saved.push({ id, requestId: other, url, answer });
    }
  }

  async #answer(url: URL, block: Buffer): Promise<TransportAnswer | null> {
    try {
      const answer = await answerOf(block, url.href);
      return answer.status === 304 ? null : answer;
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.problems.push(`${this.#file}: ${url.href}: ${error.message}`);
      return null;
    }
  }

  pages(): SavedPages {
    const byAddress = new Map<string, Entry[]>();
    for (const { id, requestId, url, answer } of this.#saved) {
      const request = this.#requests.get(id ?? '') ?? this.#requests.get(requestId ?? '') ?? null;
      const key = addressKey(url);
      const entries = byAddress.get(key);
      if (entries === undefined) byAddress.set(key, [{ request, answer }]);
      else entries.push({ request, answer });
    }
    const long = `${plural(this.#tooLong, 'page')} longer than the limit of ${this.#scope.bodyBytes} bytes left out`;
    return {
      size: this.#saved.length,
      problems: this.#tooLong > 0 ? [...this.problems, `${this.#file}: ${long}`] : this.problems,
      find: (request) =>
        (byAddress.get(addressKey(request.url)) ?? []).findLast((entry) => isOf(entry, request))?.answer ??
        null,
    };
  }
}

/** Is this the answer to such a request? Where the WARC does not tell how it was asked for, the address decides. */
function isOf({ request }: Entry, { method, body }: TransportRequest): boolean {
  if (request === null) return true;
  return request.method === method && (method === 'GET' || request.body === bodyKey(body));
}

function targetOf(fields: ReadonlyMap<string, string>): URL | null {
  // older tools put the address into angle brackets
  const target = (fields.get('warc-target-uri') ?? '').replace(/^<(.*)>$/, '$1');
  return /^https?:/i.test(target) && URL.canParse(target) ? new URL(target) : null;
}

/** The answer in a response's block. @throws FetchError where it is no HTTP */
async function answerOf(block: Buffer, url: string): Promise<TransportAnswer> {
  const source = new ByteSource(Readable.from([block]));
  const head = await readHead(source, url);
  const sent = source.pending;
  const body = head.framing.kind === 'chunks' ? await withoutChunks(source, head, sent, url) : sent;
  const { 'transfer-encoding': _, 'content-length': length, ...others } = head.headers;
  // tools that unpack a body leave its length as it was
  const headers = length === String(body.length) ? { ...others, 'content-length': length } : others;
  return { status: head.status, headers, bytes: body.length, body: () => Promise.resolve(body) };
}

/** Some tools keep the chunks of a body, others join them and leave the header. */
async function withoutChunks(
  source: ByteSource,
  head: Awaited<ReturnType<typeof readHead>>,
  sent: Buffer,
  url: string,
): Promise<Buffer> {
  if (!/^[\da-f]{1,8}[ \t]*(?:;[^\r\n]{0,1000})?\r?\n/i.test(sent.toString('latin1', 0, 1100))) return sent;
  try {
    return await readBody(source, head, sent.length, url, () => undefined);
  } catch (error) {
    if (error instanceof FetchError) return sent;
    throw error;
  }
}

/** How a page was asked for, by a request's block; null where that is no HTTP. */
function requestOf(block: Buffer): SavedRequest | null {
  const text = block.toString('utf8');
  const method = /^([A-Z]{3,10}) \S/.exec(text)?.[1];
  if (method === undefined) return null;
  const end = /\r?\n\r?\n/.exec(text);
  return { method, body: bodyKey(end === null ? null : text.slice(end.index + end[0].length)) };
}
