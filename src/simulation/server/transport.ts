/** Sends answers under a fault of the connection. */
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { TransportFault } from './faults.js';
import { gzipBomb } from './gzip-bomb.js';
import type { Answer } from './site.js';

/** Faults of the connection that affect a body. */
export type BodyFault = Exclude<TransportFault, 'reset' | 'slow'>;

/** By how many bytes Content-Length is wrong. */
const MISCOUNT = 1000;

/** Sends the answer as the fault has it; `dripMs` is the time between two bytes of a drip, which `stop` ends. */
export async function sendSpoilt(
  response: ServerResponse,
  answer: Answer,
  fault: BodyFault,
  dripMs: number,
  stop: AbortSignal,
): Promise<void> {
  const { status, headers, body } = answer;
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (fault) {
    case 'half-body':
      response.writeHead(status, { ...headers, 'content-length': body.length });
      response.write(half, () => response.destroy());
      return;
    case 'truncated-chunked':
      response.writeHead(status, { ...headers, 'transfer-encoding': 'chunked' });
      response.end(half);
      return;
    case 'wrong-length':
      response.writeHead(status, { ...headers, 'content-length': body.length + MISCOUNT });
      response.write(body, () => response.destroy());
      return;
    case 'short-length': {
      const length = Math.max(0, body.length - MISCOUNT);
      response.writeHead(status, { ...headers, 'content-length': length });
      response.end(body);
      return;
    }
    case 'gzip-bomb': {
      const bomb = gzipBomb();
      response.writeHead(status, { ...headers, 'content-encoding': 'gzip', 'content-length': bomb.length });
      response.end(bomb);
      return;
    }
    case 'slow-drip':
      response.writeHead(status, { ...headers, 'transfer-encoding': 'chunked' });
      await drip(response, body, dripMs, stop);
      return;
  }
}

/** Sends one byte at a time, then blanks, until the client disconnects. */
async function drip(
  response: ServerResponse,
  body: Buffer,
  dripMs: number,
  stop: AbortSignal,
): Promise<void> {
  for (let at = 0; !response.destroyed; at += 1) {
    response.write(body.length > at ? body.subarray(at, at + 1) : ' ');
    await delay(dripMs, undefined, { signal: stop, ref: false });
  }
}
