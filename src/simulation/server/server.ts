/** The wire: one HTTP server that answers with the site's pages, or with the fault that is set. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../errors.js';
import { listView } from '../pages/list-view.js';
import { SimulationError } from '../reports/report-data.js';
import { type Faults, faultAnswer, isAnsweredFault, isListFault } from './faults.js';
import type { RequestLog } from './log.js';
import type { PortalRequest } from './request.js';
import { isListPath, route } from './routes.js';
import type { Answer, Site } from './site.js';
import { sendSpoilt } from './transport.js';

/** The largest body that is read. */
const BODY_LIMIT = 1024 * 1024;

/** Not listening yet; `stop` aborts the waits of answers that are being held back. */
export function createPortalServer(site: Site, log: RequestLog, faults: Faults, stop: AbortSignal): Server {
  return createServer((request, response) => {
    const path = request.url ?? '/';
    const entry = log.begin(request.method ?? 'GET', path, plainHeaders(request));
    response.on('close', () => entry.end(response.headersSent ? response.statusCode : null));
    exchange(site, faults, stop, request, response, entry.body).catch((error: unknown) => {
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
  noteBody: (body: string, form: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const path = request.url ?? '/';
  const asked = await readRequest(site, request);
  noteBody(asked.body, Object.fromEntries(asked.form));
  const strike = faults.take(path, isListPath(site, asked.pathname));
  const fault = strike?.kind ?? null;
  if (fault === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const wait = site.settings.latencyMs + (fault === 'slow' ? site.settings.slowMs : 0);
  if (wait > 0) await delay(wait, undefined, { signal: stop, ref: false });
  if (strike !== null && isAnsweredFault(strike.kind)) {
    send(request, response, faultAnswer(site, strike.kind, strike.turn, path));
    return;
  }
  const listFault = fault !== null && isListFault(fault) ? fault : null;
  const answer = route(site, asked, listView(site.publications, listFault, strike?.turn ?? 0));
  if (fault === null || fault === 'slow' || isAnsweredFault(fault) || isListFault(fault)) {
    send(request, response, isUnchanged(request, answer) ? { ...answer, status: 304 } : answer);
  } else {
    await sendSpoilt(response, answer, fault, site.settings.dripMs, stop);
  }
}

async function readRequest(site: Site, request: IncomingMessage): Promise<PortalRequest> {
  const url = new URL(request.url ?? '/', site.baseUrl);
  const body = await readBody(request);
  const headers = plainHeaders(request);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  return {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    // A session id belongs to no page's address.
    pathname: url.pathname.replace(/;jsessionid=[^/;]*$/i, ''),
    query: url.searchParams,
    form: new URLSearchParams(isForm ? body : ''),
    body,
    headers,
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > BODY_LIMIT) throw new SimulationError(`a body of more than ${BODY_LIMIT} bytes`);
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
