/** The wire: one HTTP server that answers with the site's pages, or with the fault that is set. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../errors.js';
import { type Faults, faultAnswer, isAnsweredFault, type TransportFault } from './faults.js';
import type { RequestLog } from './log.js';
import { SimulationError } from './report-data.js';
import { frontPage, isListPath, type PortalRequest, route } from './routes.js';
import type { Answer, Site } from './site.js';

/** The largest form body that is read. */
const FORM_LIMIT = 1024 * 1024;

/** Not listening yet; `stop` aborts the waits of answers that are being held back. */
export function createPortalServer(site: Site, log: RequestLog, faults: Faults, stop: AbortSignal): Server {
  return createServer((request, response) => {
    const path = request.url ?? '/';
    const entry = log.begin(request.method ?? 'GET', path, plainHeaders(request));
    response.on('close', () => entry.end(response.headersSent ? response.statusCode : null));
    exchange(site, faults, stop, request, response, entry.form).catch((error: unknown) => {
      if (stop.aborted || response.destroyed) return;
      // A defect of the simulation must not pass for one of the portal's quirks.
      response.writeHead(500, { 'x-simulation-error': encodeURIComponent(describeError(error)) });
      response.end();
    });
  });
}

async function exchange(
  site: Site,
  faults: Faults,
  stop: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
  noteForm: (form: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const path = request.url ?? '/';
  const url = new URL(path, site.baseUrl);
  const form = new URLSearchParams(await readForm(request));
  noteForm(Object.fromEntries(form));
  const fault = faults.take(path, isListPath(site, url.pathname));
  if (fault === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const wait = site.settings.latencyMs + (fault === 'slow' ? site.settings.slowMs : 0);
  if (wait > 0) await delay(wait, undefined, { signal: stop, ref: false });
  const asked: PortalRequest = {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    pathname: url.pathname,
    query: url.searchParams,
    form,
  };
  if (fault !== null && isAnsweredFault(fault)) {
    send(
      request,
      response,
      faultAnswer(site, fault, path, () => frontPage(site)),
    );
    return;
  }
  const answer = route(site, asked, { emptyList: fault === 'empty-list' });
  if (fault === 'half-body' || fault === 'truncated-chunked') sendHalf(response, answer, fault);
  else send(request, response, isUnchanged(request, answer) ? { ...answer, status: 304 } : answer);
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > FORM_LIMIT) throw new SimulationError(`a form of more than ${FORM_LIMIT} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (answer.status === 304) {
    response.writeHead(304, validatorsOf(answer));
    response.end();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** Half of the bytes: either short of what the header promised, or chunked and ended as if that were all. */
function sendHalf(response: ServerResponse, answer: Answer, fault: TransportFault): void {
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  if (fault === 'truncated-chunked') {
    response.writeHead(answer.status, { ...answer.headers, 'transfer-encoding': 'chunked' });
    response.end(half);
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.write(half, () => response.destroy());
}

/** Preconditions of RFC 9110, 13.1: If-None-Match, and If-Modified-Since only where there is none of those. */
function isUnchanged(request: IncomingMessage, answer: Answer): boolean {
  if (answer.status !== 200 || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const { etag, 'last-modified': lastModified } = answer.headers;
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) {
    if (etag === undefined) return false;
    const given = tags.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    return given.includes(etag) || given.includes('*');
  }
  const since = request.headers['if-modified-since'];
  if (since === undefined || lastModified === undefined) return false;
  return Date.parse(lastModified) <= Date.parse(since);
}

function validatorsOf(answer: Answer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name === 'etag' || name === 'last-modified'),
  );
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
