import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/document/detect.js';
import { readTextual } from '../../src/document/textual.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { recognise } from '../../src/report/recognise.js';
import type { AttachmentOptions } from '../../src/simulation/attachments/options.js';
import { storedZip } from '../../src/simulation/attachments/zip.js';
import { PINGHU_REPORTS, PINGHU_SCIENCE_BUREAU_2023 } from '../../src/simulation/reports/corpus-reports.js';
import { SimulationError } from '../../src/simulation/reports/report-data.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../src/simulation/server/portal.js';
import { ask } from './ask.js';

const open: SimulatedPortal[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((portal) => portal.close()));
});

const BUREAU = ['平湖市科学技术局', 2023] as const;
const { title, figures } = PINGHU_SCIENCE_BUREAU_2023;

/** A portal whose reports all have a file. */
async function start(
  attachment: Partial<AttachmentOptions>,
  options: Partial<SimulatedPortalOptions> = {},
): Promise<SimulatedPortal> {
  const portal = await startSimulatedPortal({
    reports: PINGHU_REPORTS,
    family: 'static',
    attachment: () => attachment,
    ...options,
  });
  open.push(portal);
  return portal;
}

function bureau(portal: SimulatedPortal) {
  const found = portal.truth().find(({ agency, year }) => agency === BUREAU[0] && year === BUREAU[1]);
  if (found === undefined || found.attachment === null) throw new Error('the report or its file is missing');
  return { page: found.url, file: found.attachment };
}

async function fetchFile(portal: SimulatedPortal) {
  return ask(portal.url, bureau(portal).file);
}

describe('a report in a file', () => {
  it('has a cover page that links it, with other files beside it', async () => {
    const portal = await start({});
    const { page, file } = bureau(portal);
    const { text } = await ask(portal.url, page);
    expect(text).toContain(`<a href="${new URL(file).pathname}"`);
    expect(text).toContain('政府信息公开申请表.doc');
    expect(text).not.toContain('<table');
    const decoy = /href="(\/attachment\/[^"]+\.doc)"/.exec(text)?.[1] ?? '';
    expect(detectFormat((await ask(portal.url, decoy)).body)).toBe('ole2');
  });

  it('may stand beside the whole report, or without other files', async () => {
    const portal = await start({ page: 'full', decoys: false });
    const { text } = await ask(portal.url, bureau(portal).page);
    expect(text.match(/<table/g)).toHaveLength(3);
    expect(text).toContain('附件：');
    expect(text).not.toContain('申请表');
  });

  it.each([
    ['viewer', (path: string) => `<iframe src="/pdfjs/web/viewer.html?file=${encodeURIComponent(path)}"`],
    ['iframe', (path: string) => `<iframe src="${path}"`],
    ['embed', (path: string) => `<embed src="${path}" type="application/pdf"`],
    ['object', (path: string) => `<object data="${path}" type="application/pdf"`],
  ] as const)('may be embedded: %s', async (shown, markup) => {
    const portal = await start({ shown });
    const { page, file } = bureau(portal);
    const { text } = await ask(portal.url, page);
    expect(text).toContain(markup(new URL(file).pathname));
    expect((await ask(portal.url, '/pdfjs/web/viewer.html?file=x')).status).toBe(200);
  });

  it.each([
    ['attachment', /\/attachment\/0\/599\/\d+\/\d+\.pdf$/],
    ['downfile', /\/module\/download\/downfile\.jsp\?filename=[0-9a-f]+\.pdf&classid=0$/],
    ['bare', /\/module\/download\/downfile\.jsp\?filename=[0-9a-f]+&classid=0$/],
  ] as const)('has an address of the kind %s', async (address, pattern) => {
    const portal = await start({ address });
    expect(bureau(portal).file).toMatch(pattern);
    expect(detectFormat((await fetchFile(portal)).body)).toBe('pdf');
    portal.withdraw(...BUREAU);
    expect(portal.truth()).toHaveLength(2);
  });

  it('may be one report’s alone', async () => {
    const [first, ...others] = PINGHU_REPORTS;
    if (first === undefined) throw new Error('no report');
    const portal = await startSimulatedPortal({
      reports: [{ ...first, attachment: { format: 'docx' } }, ...others],
    });
    open.push(portal);
    expect(portal.truth().map(({ attachment }) => attachment !== null)).toEqual([true, false, false]);
    const [own] = portal.truth();
    expect((await ask(portal.url, own?.url ?? '')).text).toContain('全文见附件');
    expect(() => portal.replaceAttachment(...BUREAU)).toThrow(SimulationError);
  });
});

describe('the bytes of a file', () => {
  it('are a PDF whose cross-references are right', async () => {
    const { body } = await fetchFile(await start({ format: 'pdf' }));
    const pdf = body.toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 4)).toBe('xref');
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    offsets.forEach((offset, index) => {
      expect(pdf.slice(offset).startsWith(`${index + 1} 0 obj`)).toBe(true);
    });
    const [, length, stream] = /<< \/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(pdf) ?? [];
    expect(stream).toHaveLength(Number(length));
    expect(pdf).toContain('proactive.normative.in_force  6');
  });

  it('are a ZIP archive with word/document.xml in it', async () => {
    const { body, headers } = await fetchFile(await start({ format: 'docx' }));
    expect(detectFormat(body)).toBe('docx');
    expect(headers['content-type']).toContain('wordprocessingml');
    const xml = body.toString('utf8');
    expect(xml).toContain('word/document.xml');
    expect(xml.match(/<w:tbl>/g)).toHaveLength(3);
    expect(xml).toContain(title);
    // A row of table 3 has as many columns as the grid, spans and continued cells counted.
    const rows = [...xml.matchAll(/<w:tr>([\s\S]*?)<\/w:tr>/g)].map((match) => {
      const cells = [...(match[1] ?? '').matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)];
      return cells.reduce(
        (sum, cell) => sum + Number(/gridSpan w:val="(\d+)"/.exec(cell[1] ?? '')?.[1] ?? 1),
        0,
      );
    });
    expect(new Set(rows.slice(-4))).toEqual(new Set([15]));
  });

  it('of an archive end in a directory of its files', () => {
    const zip = storedZip({ 'a.txt': Buffer.from('abc'), 'b/c.txt': Buffer.from('') });
    expect(zip.readUInt32LE(zip.length - 22)).toBe(0x06054b50);
    expect(zip.readUInt16LE(zip.length - 12)).toBe(2);
    const directory = zip.readUInt32LE(zip.length - 6);
    expect(zip.readUInt32LE(directory)).toBe(0x02014b50);
    // CRC-32 of "abc" (RFC 3720 lists the polynomial's neighbours; this one is zlib's).
    expect(zip.readUInt32LE(14)).toBe(0x352441c2);
  });

  it.each(['txt', 'html'] as const)(
    'hold the whole report in a form that can be read: %s',
    async (format) => {
      const { body } = await fetchFile(await start({ format }));
      const { report } = recognise(readTextual(body), loadEditions().all, {});
      const read = Object.fromEntries(report.figures.map((figure) => [figure.indicator, figure.value]));
      expect(read).toEqual(figures);
    },
  );

  it.each(['pdf', 'docx', 'txt', 'html'] as const)(
    'change at the same address when the file is replaced, or a figure revised: %s',
    async (format) => {
      const portal = await start({ format });
      const before = await fetchFile(portal);
      const headers = { 'if-none-match': String(before.headers.etag) };
      expect((await ask(portal.url, bureau(portal).file, { headers })).status).toBe(304);
      portal.replaceAttachment(...BUREAU);
      const after = await ask(portal.url, bureau(portal).file, { headers });
      expect(after.status).toBe(200);
      expect(after.body.equals(before.body)).toBe(false);
      portal.reviseFigure(...BUREAU, 'proactive.normative.in_force', 8);
      expect((await fetchFile(portal)).body.equals(after.body)).toBe(false);
    },
  );
});

describe('the headers of a file', () => {
  const name = `${title}.pdf`;
  const percent = (bytes: Buffer) => [...bytes].map((byte) => `%${byte.toString(16).toUpperCase()}`).join('');

  it.each([
    ['none', undefined],
    ['ascii', 'attachment; filename="annual-report.pdf"'],
    ['utf8-bytes', `attachment;filename="${Buffer.from(name, 'utf8').toString('latin1')}"`],
    ['gbk-bytes', `attachment;filename="${iconv.encode(name, 'gbk').toString('latin1')}"`],
    ['percent-utf8', `attachment; filename=${encodeURIComponent(name)}`],
    ['rfc5987', `attachment; filename="report.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`],
  ] as const)('name it: %s', async (disposition, header) => {
    const { headers } = await fetchFile(await start({ disposition }));
    expect(headers['content-disposition']).toBe(header);
  });

  it('name it in percent-encoded GBK', async () => {
    const { headers } = await fetchFile(await start({ disposition: 'percent-gbk', shown: 'embed' }));
    expect(headers['content-disposition']).toMatch(/^inline; filename=%C6%BD%BA%FE/);
    expect(headers['content-disposition']).toContain(percent(iconv.encode('政府信息公开', 'gbk')));
  });

  it.each([
    ['right', 'application/pdf'],
    ['octet-stream', 'application/octet-stream'],
    ['html', 'text/html;charset=UTF-8'],
  ] as const)('give its type: %s', async (contentType, header) => {
    const { headers } = await fetchFile(await start({ contentType }));
    expect(headers['content-type']).toBe(header);
  });
});
