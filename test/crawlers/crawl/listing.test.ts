import { afterEach, expect, test } from 'vitest';
import type { ListStep } from '../../../crawlers/contract.js';
import { Listing } from '../../../crawlers/crawl/listing.js';
import { epointEwb } from '../../../crawlers/families/epoint-ewb.js';
import { Gate } from '../../../crawlers/fetch/gate.js';
import { PortalHttpClient } from '../../../crawlers/fetch/http-client.js';
import { redirected } from '../../../crawlers/fetch/redirects.js';
import { base, contextOf } from '../families/helpers.js';
import { routes, serve, type TestServer, testPortal } from '../helpers.js';

let site: TestServer | null = null;
afterEach(() => site?.close());

const missing = {
  kind: 'missing',
  soft: false,
  reason: 'HTTP 404',
  url: base,
  method: 'GET',
  fetchedAt: new Date(0),
  milliseconds: 1,
  status: 404,
  headers: {},
  finalUrl: base,
} as const;

function listingOf(columns: unknown): Listing {
  const portal = testPortal(base, { columns });
  return new Listing(portal, { years: [2022] }, new Gate(portal), 10);
}

test('a made-up list page that is missing is no fault; a linked one is', () => {
  const listing = listingOf([{ family: 'static', page: '/xxgk/ndbg/' }]);
  const [job] = listing.start();
  if (job === undefined) throw new Error('no job');
  const guess: ListStep = { ...job.step, speculative: true };
  listing.miss({ ...job, step: guess }, missing);
  expect(listing.isComplete).toBe(true);
  listing.miss(job, missing);
  expect(listing.isComplete).toBe(false);
});

test('a made-up list page that fails for another reason is a fault', () => {
  const listing = listingOf([{ family: 'static', page: '/xxgk/ndbg/' }]);
  const [job] = listing.start();
  if (job === undefined) throw new Error('no job');
  const { fetchedAt, milliseconds, url, method } = missing;
  const failed = { kind: 'failed', status: 502, reason: 'HTTP 502', retryable: true, retryAt: null } as const;
  const step: ListStep = { ...job.step, speculative: true };
  listing.miss({ ...job, step }, { ...failed, fetchedAt, milliseconds, url, method });
  expect(listing.isComplete).toBe(false);
});

test('JSON is sent as JSON, and one body is told from another', () => {
  const settings = { categorynum: '1', siteGuid: 'g', projectName: 'P' };
  const [step] = epointEwb.start(contextOf(epointEwb, settings)).steps;
  const jobs = listingOf([
    { family: 'epoint-ewb', ...settings },
    { family: 'epoint-ewb', ...settings, categorynum: '2' },
  ]).start();
  expect(jobs[0]?.request.body).toBe(JSON.stringify(step?.request.json));
  expect(jobs[0]?.request.headers?.['content-type']).toBe('application/json; charset=UTF-8');
  expect(new Set(jobs.map((job) => job.key)).size).toBe(2);
});

test('what told of a body goes with it when a POST is redirected to a GET', async () => {
  const request = {
    url: `${base}a`,
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', referer: base },
  } as const;
  const target = new URL(`${base}b`);
  expect(redirected(request, 302, target)).toEqual({
    url: `${base}b`,
    method: 'GET',
    headers: { referer: base },
  });
  expect(redirected(request, 307, target)).toEqual({ ...request, url: `${base}b` });

  site = await serve(
    routes({
      '/a': (_, response) => response.writeHead(302, { location: '/b' }).end(),
      '/b': 'ok',
    }),
  );
  const client = new PortalHttpClient({
    gate: new Gate(testPortal(site.base)),
    userAgent: 'test',
    idleMilliseconds: 2000,
    totalMilliseconds: 4000,
    bodyBytes: 1000,
    redirects: 2,
  });
  try {
    await client.exchange({ ...request, url: `${site.base}a` });
    expect(site.seen.map(({ method, body, headers }) => [method, body, headers['content-type']])).toEqual([
      ['POST', '{}', 'application/json'],
      ['GET', '', undefined],
    ]);
  } finally {
    await client.close();
  }
});
