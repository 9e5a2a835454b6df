import { describe, expect, it } from 'vitest';
import type { AttachmentOptions } from '../../src/simulation/attachments/options.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive } from '../../storage/contract/archive.js';
import { archivedFigures, newArchive, newPortal, night, publishedFigures } from './setup.js';

const reports = generateReports({ seed: 31, agencies: 3, years: [2023] });

/** A portal of articles whose reports are files, or have them attached. */
function portalOf(attachment: Partial<AttachmentOptions>): Promise<SimulatedPortal> {
  return newPortal({ reports, family: 'static', attachment: () => attachment });
}

const keyOf = (truth: { agency: string; year: number; kind: 'own' | 'aggregate' }) => ({
  region: '330482',
  agency: truth.agency,
  year: truth.year,
  kind: truth.kind,
});

async function kindsOfSources(archive: Archive, portal: SimulatedPortal) {
  const [first] = portal.truth();
  if (first === undefined) throw new Error('the portal publishes nothing');
  const sources = await archive.sources(keyOf(first));
  return sources.map((source) => [source.kind, source.url]).sort();
}

function expectedSources(portal: SimulatedPortal) {
  const [first] = portal.truth();
  return [
    ['attachment', first?.attachment ?? ''],
    ['page', first?.url ?? ''],
  ];
}

describe('a page whose report is a file', () => {
  it.each<Partial<AttachmentOptions>>([
    { format: 'txt' },
    { format: 'txt', address: 'downfile', disposition: 'gbk-bytes' },
    { format: 'docx' },
    { format: 'docx', disposition: 'percent-gbk', contentType: 'octet-stream' },
    { format: 'txt', address: 'bare', disposition: 'rfc5987', contentType: 'octet-stream' },
  ])('that can be read gives its figures, and page and file are its sources: %j', async (attachment) => {
    const archive = await newArchive();
    const portal = await portalOf(attachment);
    const first = await night(archive, portal);
    expect(first).toMatchObject({ outcome: 'done', portals: [{ problems: [] }] });
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    expect(await kindsOfSources(archive, portal)).toEqual(expectedSources(portal));
    const second = await night(archive, portal);
    expect(second.portals[0]?.counts).toMatchObject({ versions: 0, payloads: 0, changes: {} });
  });

  it.each<Partial<AttachmentOptions>>([
    { format: 'pdf' },
    { format: 'pdf', disposition: 'percent-gbk', contentType: 'octet-stream' },
    { format: 'pdf', shown: 'viewer' },
    { format: 'pdf', shown: 'iframe' },
    { format: 'pdf', shown: 'embed', contentType: 'html' },
    { format: 'pdf', shown: 'object', address: 'bare', disposition: 'utf8-bytes' },
  ])('that no reader can read is stored, and a finding says so: %j', async (attachment) => {
    const archive = await newArchive();
    const portal = await portalOf(attachment);
    expect(await night(archive, portal)).toMatchObject({ outcome: 'done', portals: [{ problems: [] }] });
    expect(await archive.reports({})).toHaveLength(portal.truth().length);
    for (const truth of portal.truth()) {
      const version = await archive.latestVersion(keyOf(truth));
      expect(version).toMatchObject({ source: truth.attachment, edition: null, figures: [], sections: [] });
      expect(version?.findings).toMatchObject([{ rule: 'document.no_reader', severity: 'warning' }]);
      const bytes = version && (await archive.payload(version.digests.payload));
      expect(Buffer.from(bytes ?? []).toString('latin1', 0, 2)).toMatch(/%P|PK/);
    }
    expect(await kindsOfSources(archive, portal)).toEqual(expectedSources(portal));
  });

  it('and is replaced under the same address is noticed, whether it can be read or not', async () => {
    for (const format of ['txt', 'pdf'] as const) {
      const archive = await newArchive();
      const portal = await portalOf({ format });
      await night(archive, portal);
      const [truth] = portal.truth();
      if (truth === undefined) throw new Error('the portal publishes nothing');
      portal.replaceAttachment(truth.agency, truth.year);
      const { run } = await night(archive, portal);
      const changes = await archive.changes({ run });
      expect(changes).toMatchObject([{ source: truth.attachment, kind: 'text_revised' }]);
    }
  });

  it('and that cannot be had leaves a failed capture, and is fetched the next night', async () => {
    const archive = await newArchive();
    const portal = await portalOf({ format: 'txt' });
    portal.fault('error-500', (path) => path.includes('attachment'));
    const bad = await night(archive, portal);
    expect(bad.outcome).not.toBe('done');
    expect(bad.portals[0]?.problems.join()).toMatch(/attachment.*HTTP 500/);
    expect(await archive.reports({})).toEqual([]);
    portal.fault(null);
    expect((await night(archive, portal)).outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });
});

describe('a page that shows the report and has it attached too', () => {
  it.each(['pdf', 'txt', 'docx'] as const)('is read, and the %s is a second source of it', async (format) => {
    const archive = await newArchive();
    const portal = await portalOf({ format, page: 'full' });
    expect((await night(archive, portal)).outcome).toBe('done');
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    expect((await archive.reports({})).every((report) => report.versions === 1)).toBe(true);
    expect(await kindsOfSources(archive, portal)).toEqual(expectedSources(portal));
    const [truth] = portal.truth();
    const latest = truth === undefined ? null : await archive.latestVersion(keyOf(truth));
    const rules = latest?.findings.map((finding) => finding.rule) ?? [];
    expect(rules.includes('document.no_reader')).toBe(format === 'pdf');
    expect(rules).not.toContain('report.sources_disagree');
  });
});
