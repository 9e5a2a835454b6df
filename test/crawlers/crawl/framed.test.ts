import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../../crawlers/crawl/visit.js';
import { savedPage } from '../../../crawlers/files/saved-page.js';
import { contentOf, readParts } from '../../../src/document/mime/parts.js';
import { holds } from '../../property.js';
import { crawl, type Handle, routes, serve, testPortal } from '../helpers.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const ADDRESS = '/module/xxgk/xxgkAnnualReport.jsp';
const TITLE = '第1局2022年政府信息公开工作年度报告';
const page = (body: string): string =>
  `<html><head><title>${TITLE}</title></head><body><h1>${TITLE}</h1>${body}</body></html>`;
const frame = (src: string, more = ''): string => `<iframe src="${src}" ${more}></iframe>`;
const cells = `<table>${'<tr><td>规章</td><td>1</td><td>2</td></tr>'.repeat(12)}</table>`;
const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): Handle =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  };

/** What a visit to the one report comes to, and which addresses it asked for. */
async function visit(table: Readonly<Record<string, Handle | string>>) {
  const site = await serve(routes(table));
  closers.push(() => site.close());
  const visits: Visit[] = [];
  const onReport = (one: Visit): Promise<void> => {
    visits.push(one);
    return Promise.resolve();
  };
  await crawl(testPortal(site.base, {}, 1), {}, { onReport });
  const [only] = visits;
  if (only === undefined) throw new Error('no report was visited');
  const asked = site.seen.map(({ url }) => url).filter((url) => !/robots|xxgkAnnualReport/.test(url));
  return { ...only, asked, referer: site.seen.at(-1)?.headers.referer, base: site.base };
}

/** The parts of a page with frames: their addresses and what they hold. */
function partsOf({ outcome, base }: Awaited<ReturnType<typeof visit>>): [string, string][] {
  if (outcome.kind !== 'ok') throw new Error(`${outcome.kind}`);
  const { parts, cut } = readParts(Buffer.from(outcome.page.body).toString('latin1'));
  expect(cut).toBe(false);
  return parts.map((part): [string, string] => [
    (part.fields.get('content-location') ?? '').replace(base, '/').replace(/\?.*/, ''),
    contentOf(part)?.toString() ?? '',
  ]);
}

describe('a report page with frames', () => {
  it('comes with the pages in them, byte by byte, in one file', async () => {
    const outer = page(`${frame('/t/1.html')}${frame('t2.html')}`);
    const seen = await visit({
      [ADDRESS]: outer,
      '/t/1.html': page(cells),
      '/module/xxgk/t2.html': page(frame('/t/inner.html')),
      '/t/inner.html': cells,
    });
    expect(seen.outcome).toMatchObject({ kind: 'ok', framed: true });
    expect(partsOf(seen)).toEqual([
      [ADDRESS, outer],
      ['/t/1.html', page(cells)],
      ['/module/xxgk/t2.html', page(frame('/t/inner.html'))],
      ['/t/inner.html', cells],
    ]);
    expect(seen.referer).toBe(`${seen.base}module/xxgk/t2.html`);
  });

  it.each([
    ['it has its tables itself', `${cells}${frame('/t/1.html')}`],
    ['they show nothing', frame('/t/1.html', 'style="display:none"') + frame('/t/1.html', 'width="0"')],
    ['they stand on another host', frame('http://other.example.gov.cn/t.html')],
    ['they are what stands around pages', frame('/common/header.html') + frame('/visitcount.html')],
    ['they show itself', frame('')],
  ])('comes alone, where %s', async (_what, body) => {
    const seen = await visit({ [ADDRESS]: page(body), '/t/1.html': page(cells) });
    expect(seen.outcome).toMatchObject({ kind: 'ok' });
    expect(seen.outcome).not.toHaveProperty('framed');
    expect(seen.asked).toEqual([]);
  });

  it.each([
    ['is missing', answer(404), 'HTTP 404'],
    ['fails', answer(500), 'HTTP 500'],
    ['is blocked', answer(403), 'HTTP 403'],
  ])('is a failure, where one %s: half a page is none', async (_what, broken, reason) => {
    const seen = await visit({
      [ADDRESS]: page(`${frame('/t/1.html')}${frame('/t/2.html')}`),
      '/t/1.html': page(cells),
      '/t/2.html': broken,
    });
    expect(seen.outcome).toMatchObject({ kind: 'failed', reason: `frame ${seen.base}t/2.html: ${reason}` });
  });

  it('is read without one that robots.txt closes, and says so', async () => {
    const seen = await visit({
      '/robots.txt': answer(200, { 'content-type': 'text/plain' }, 'User-agent: *\nDisallow: /t/'),
      [ADDRESS]: page(frame('/t/1.html')),
    });
    expect(seen.outcome).toMatchObject({ kind: 'ok' });
    expect(seen.problems).toEqual([expect.stringContaining('robots.txt disallows')]);
  });

  it('has the files that stand in its frames, and those that pages in them link', async () => {
    const pdf = answer(200, { 'content-type': 'application/pdf' }, '%PDF-1.4');
    const seen = await visit({
      [ADDRESS]: page(`${frame('/show?id=1')}${frame('/t/1.html')}`),
      '/show': pdf,
      '/t/1.html': page(`<a href="/f/1.pdf">${TITLE}</a>`),
      '/f/1.pdf': pdf,
    });
    expect(seen.files.map(({ file }) => file.url.replace(seen.base, '/'))).toEqual([
      '/show?id=1',
      '/f/1.pdf',
    ]);
    expect(partsOf(seen).map(([address]) => address)).toEqual([ADDRESS, '/t/1.html']);
  });

  it('is bounded, however many frames it has', async () => {
    const many = Array.from({ length: 30 }, (_, i) => frame(`/t/${i}.html`)).join('');
    const pages = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`/t/${i}.html`, page('年报')]));
    const seen = await visit({ [ADDRESS]: page(many), ...pages });
    expect(seen.asked).toHaveLength(10);
    expect(seen.problems).toEqual([expect.stringContaining('more than 10 frames')]);
  });
});

describe('a saved page', () => {
  it('holds its parts byte by byte, and is the same for the same parts', () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    holds(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 5 }), (bodies) => {
        const parts = bodies.map((body, i) => ({ address: `http://x/${i}`, page: { headers: {}, body } }));
        const saved = savedPage(parts);
        expect(savedPage(parts)).toEqual(saved);
        const read = readParts(saved.toString('latin1'));
        expect(read.cut).toBe(false);
        expect(read.parts.map(contentOf)).toEqual(bodies.map((body) => Buffer.from(body)));
      }),
    );
  });
});
