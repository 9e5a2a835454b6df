/** Harvests sites of which nothing has changed in a process of its own, and says what one of the nights costs. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReportLink } from '../../crawlers/contract.js';
import { type PortalConfig, parsePortal } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { defined } from '../../src/defined.js';
import { toContentDigest, toFiguresDigest, toPayloadDigest } from '../../src/digests.js';
import { newDeriver } from '../../src/harvest/derive/derive-pool.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { readLists } from '../../src/harvest/run/dry-run.js';
import { harvest } from '../../src/harvest/run/harvest.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { sha256 } from '../../src/sha256.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { cpuOf } from './measure.js';

const sitesSchema = z.object({ port: z.number(), sites: z.number(), reports: z.number() });
type Sites = z.infer<typeof sitesSchema>;

const YEARS = [2023];
const MODIFIED = 'Tue, 30 Jan 2024 06:11:45 GMT';

/** Archives a report without figures, so that the next night asks whether its page has changed. */
async function seed(archive: Archive, portal: PortalConfig, link: ReportLink): Promise<void> {
  const { url, title, agency, year, published } = link;
  const bytes = Buffer.from(url);
  const payload = toPayloadDigest(sha256(bytes));
  const etag = `"${payload.slice(0, 12)}"`;
  const listing = { title, agency, year, published };
  await archive.recordReport({
    report: { region: portal.region, agency: url, year: 2023, kind: 'own' },
    aliases: [],
    source: { url, kind: 'page', portal: portal.id, listing: named(listing) },
    capture: {
      run: null,
      at: new Date(),
      method: 'GET',
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-length': '30704',
        date: new Date().toUTCString(),
        etag,
        'last-modified': MODIFIED,
        server: 'nginx',
      },
      finalUrl: url,
      bytes: 30_704,
      milliseconds: 20,
      reason: null,
    },
    payload: { sha256: payload, bytes, mediaType: 'text/html' },
    validators: { etag, lastModified: MODIFIED },
    basedOn: 0,
    version: {
      title,
      edition: '2021',
      published,
      digests: {
        payload,
        content: toContentDigest(sha256(url)),
        figures: toFiguresDigest(sha256('none')),
      },
      revision: 'bench',
      sections: [],
      figures: [],
      claims: [],
      findings: [],
    },
    changes: [{ kind: 'first_seen', cells: [], sections: [], movedFrom: null }],
    extraFindings: [],
    agrees: true,
  });
}

function named(listing: Pick<ReportLink, 'title' | 'agency' | 'year' | 'published'>) {
  const { title, agency, year, published } = listing;
  return defined({
    title: title ?? undefined,
    agency: agency ?? undefined,
    year: year ?? undefined,
    published: published ?? undefined,
  });
}

async function quietNight({ port, sites, reports }: Sites): Promise<{ seconds: number; bytes: number }> {
  const home = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  const path = join(home, 'archive.sqlite');
  const editions = loadEditions();
  const settings = parseSettings({ pause: 0, harvest: { readInFull: 365 } });
  const portals = Array.from({ length: sites }, (_, at) =>
    parsePortal(
      {
        name: `某市${at}`,
        region: '330482',
        baseUrl: `http://127.0.0.1:${port}/`,
        allowPrivateAddresses: true,
        browser: 'never',
        columns: [{ family: 'static', page: `/p${at}/nb/index.html` }],
      },
      `p${at}`,
      settings,
    ),
  );
  const deriver = newDeriver(editions);
  const night = async (): Promise<void> => {
    const archive = await openArchive({ path, indicators: indicatorColumns(editions) });
    try {
      const result = await harvest({ archive, editions, deriver, settings, portals, years: YEARS });
      const quiet = result.portals.reduce((sum, { counts }) => sum + (counts.captures.not_modified ?? 0), 0);
      if (result.outcome !== 'done' || quiet !== sites * reports)
        throw new Error(
          `the night ended ${result.outcome}, with ${quiet} answers of 304: ${result.portals[0]?.problems[0]}`,
        );
    } finally {
      await archive.close(); // the log goes back into the file
    }
  };
  try {
    const archive = await openArchive({ path, indicators: indicatorColumns(editions) });
    for (const portal of portals) {
      const { links } = await readLists(portal, { settings, years: YEARS });
      await Promise.all(links.map((link) => seed(archive, portal, link)));
    }
    await archive.close();
    await night();
    const before = statSync(path).size;
    const seconds = (await cpuOf(night)) / 1000;
    return { seconds, bytes: statSync(path).size - before };
  } finally {
    await deriver.close();
    rmSync(home, { recursive: true });
  }
}

process.once('message', async (message) => {
  process.send?.(await quietNight(sitesSchema.parse(message)));
  process.disconnect();
});
