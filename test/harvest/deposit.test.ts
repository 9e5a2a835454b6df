import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { deposit } from '../../src/harvest/deposit/deposit.js';
import type { Deposit } from '../../src/harvest/deposit/deposit-model.js';
import { inlineDeriver } from '../../src/harvest/derive/deriver.js';
import type { Archive } from '../../storage/contract/archive.js';
import { editions, newArchive } from './setup.js';

const deriver = inlineDeriver(editions);

const AGENCY = '海宁市粮食局';
const KEY = { region: '330481', agency: AGENCY, year: 2023, kind: 'own' } as const;
const [OLD, NEW] = ['https://www.example.gov.cn/art/1.html', 'https://www.example.gov.cn/art/2.html'];

function page(
  inForce: number,
  prose = '全年运转正常，公开及时。',
  title = `${AGENCY}2023年政府信息公开工作年度报告`,
): Buffer {
  const row = (...cells: (string | number)[]): string =>
    `<tr>${cells.map((c) => `<td>${c}</td>`).join('')}</tr>`;
  return Buffer.from(`<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="zoom">
    <p>一、总体情况</p><p>${prose}</p><p>二、主动公开政府信息情况</p><table>
    ${row('信息内容', '本年制发件数', '本年废止件数', '现行有效件数')}${row('规章', 0, 0, 0)}${row('行政规范性文件', 1, 0, inForce)}
    </table><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
    <p>五、存在的主要问题及改进情况</p><p>解读材料偏少，将逐步增加。</p><p>六、其他需要报告的事项</p><p>无</p></div></body></html>`);
}

let clock = Date.parse('2024-02-01T18:30:00Z');

function given(bytes: Uint8Array, more: Partial<Deposit> & { url?: string } = {}): Deposit {
  const { url = OLD, ...rest } = more;
  clock += 60_000;
  return {
    source: { url, kind: 'page', portal: 'haining', listing: {} },
    capture: {
      run: null,
      at: new Date(clock),
      method: 'GET',
      status: 200,
      headers: {},
      finalUrl: url,
      bytes: bytes.length,
      milliseconds: 1,
      reason: null,
    },
    bytes,
    mediaType: 'text/html',
    validators: { etag: null, lastModified: null },
    hints: {},
    regionOf: async () => '330481',
    speculative: false,
    ...rest,
  };
}

async function openArchive(): Promise<Archive> {
  const archive = await newArchive();
  await archive.savePortal({
    id: 'haining',
    name: '海宁',
    region: '330481',
    baseUrl: 'https://www.example.gov.cn/',
  });
  return archive;
}

describe('two addresses of one report', () => {
  it('with the same content are two sources and no change', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const second = await deposit(archive, deriver, given(page(3), { url: NEW }));
    expect(second).toMatchObject({ version: 1, newVersion: false, changes: [] });
    expect((await archive.sources(KEY)).map((s) => s.url)).toEqual([OLD, NEW]);
  });

  it('with different figures are two sources too: only the end of the night says what that means', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const second = await deposit(archive, deriver, given(page(4), { url: NEW }));
    expect(second).toMatchObject({ newVersion: false, changes: [], sighting: 'found' });
    // night after night the two stay as they are: nothing flips back and forth
    expect((await deposit(archive, deriver, given(page(3)))).outcome).toBe('unchanged');
    expect((await deposit(archive, deriver, given(page(4), { url: NEW }))).outcome).toBe('unchanged');
    expect(await archive.versions(KEY)).toHaveLength(1);
    expect((await archive.standing(KEY))?.sources.map(({ url, agrees }) => [url, agrees])).toEqual([
      [OLD, true],
      [NEW, false],
    ]);
  });

  it('of which the first was withdrawn are a move and a return, with the revision as a change of its own', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const absence = { url: OLD, report: KEY, night: '2024-02-02', reason: 'gone', withdraws: true } as const;
    const at = new Date(clock);
    await archive.recordAbsences(await archive.startRun(at), at, [absence]);
    const moved = await deposit(archive, deriver, given(page(4), { url: NEW }));
    expect(moved).toMatchObject({ version: 2, changes: ['restored', 'moved', 'figures_revised'] });
    expect((await archive.standing(KEY))?.main.url).toBe(NEW);
  });
});

describe('a file that is handed over', () => {
  const file = (bytes: Uint8Array) => {
    const url = 'file:/home/wang/report.html';
    return given(bytes, { source: { url, kind: 'file', portal: null, listing: {} } });
  };

  it('beside a published source with other figures is a second one, and a finding', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const result = await deposit(archive, deriver, file(page(4)));
    expect(result).toMatchObject({ newVersion: false, changes: [] });
    expect(result.findings.map(({ rule }) => rule)).toContain('report.sources_disagree');
    const latest = await archive.latestVersion(KEY);
    expect(latest).toMatchObject({ number: 1, source: OLD });
    expect(latest?.findings.map(({ rule }) => rule)).toContain('report.sources_disagree');
  });

  it('stands for its report until somebody publishes it', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, file(page(4)));
    expect((await archive.standing(KEY))?.main.kind).toBe('file');
    const result = await deposit(archive, deriver, given(page(3)));
    expect(result).toMatchObject({ version: 2, changes: ['figures_revised'] });
    expect((await archive.standing(KEY))?.main.url).toBe(OLD);
  });

  it('goes on with a report that was withdrawn', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const absence = { url: OLD, report: KEY, night: '2024-02-02', reason: 'gone', withdraws: true } as const;
    await archive.recordAbsences(await archive.startRun(new Date(clock)), new Date(clock), [absence]);
    expect(await deposit(archive, deriver, file(page(4)))).toMatchObject({
      version: 2,
      changes: ['figures_revised'],
    });
  });
});

describe('two portals that publish one report', () => {
  it("are two sources: one portal's list says nothing of the other's address", async () => {
    const archive = await openArchive();
    await archive.savePortal({
      id: 'jiaxing',
      name: '嘉兴',
      region: '330400',
      baseUrl: 'https://jx.example.gov.cn/',
    });
    const url = 'https://jx.example.gov.cn/art/9.html';
    const source = { url, kind: 'page', portal: 'jiaxing', listing: {} } as const;
    await deposit(archive, deriver, given(page(3)));
    const same = await deposit(archive, deriver, given(page(3), { source }));
    expect(same).toMatchObject({ version: 1, changes: [] });
    const differing = await deposit(archive, deriver, given(page(4), { source }));
    expect(differing).toMatchObject({ newVersion: false, changes: [] });
  });
});

describe('a better extractor', () => {
  it('that refuses an older payload still compares with what was read from it', async () => {
    const archive = await openArchive();
    const unreadable = Buffer.from('%PDF-1.7');
    await deposit(archive, inlineDeriver({ ...editions, digest: 'f'.repeat(64) }), given(page(3)));
    const payload = archive.payload.bind(archive);
    archive.payload = async (sha256) => ((await payload(sha256)) === null ? null : unreadable);
    expect(await deposit(archive, deriver, given(page(4)))).toMatchObject({
      version: 2,
      changes: ['figures_revised'],
    });
  });
});

describe('an address that gives its report another name', () => {
  const titled = (year: number, agency = AGENCY) => `${agency}${year}年政府信息公开工作年度报告`;

  it.each([
    ['another year', titled(2022), { year: 2022 }],
    ['a corrected agency', titled(2023, '海宁市粮食和物资储备局'), { agency: '海宁市粮食和物资储备局' }],
  ])('and changes nothing else renames it: %s', async (_, title, name) => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const renamed = { ...KEY, ...name };
    const result = await deposit(archive, deriver, given(page(3, undefined, title)));
    expect(result).toMatchObject({ report: renamed, version: 2, changes: ['renamed'] });
    expect((await archive.reports({})).map(({ report }) => report)).toEqual([renamed]);
    expect(await archive.changes({})).toMatchObject([
      { kind: 'first_seen', report: renamed },
      { kind: 'renamed', report: renamed, former: KEY, fromVersion: 1, toVersion: 2 },
    ]);
    expect(await archive.formerNames(renamed)).toEqual([KEY]);
    // and back
    const back = await deposit(archive, deriver, given(page(3)));
    expect(back).toMatchObject({ report: KEY, version: 3, changes: ['renamed'] });
    expect((await archive.reports({})).map(({ report }) => report)).toEqual([KEY]);
  });

  it('with other figures shows another report: that begins, and the former is left by its address', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const result = await deposit(archive, deriver, given(page(4, undefined, titled(2022))));
    expect(result).toMatchObject({ report: { ...KEY, year: 2022 }, changes: ['first_seen'] });
    expect(result.findings.map((f) => f.rule)).toContain('report.identity_changed');
    expect((await archive.reports({})).map((r) => r.report.year).sort()).toEqual([2022, 2023]);
    expect(await archive.standing(KEY)).toMatchObject({
      main: { url: OLD, report: { year: 2022 } },
      sources: [],
    });
  });

  it('is not renamed where another address still shows it under the name before', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    await deposit(archive, deriver, given(page(3), { url: NEW }));
    const result = await deposit(archive, deriver, given(page(3, undefined, titled(2022))));
    expect(result).toMatchObject({ report: { ...KEY, year: 2022 }, changes: ['first_seen'] });
    expect((await archive.standing(KEY))?.sources.map(({ url }) => url)).toEqual([NEW]);
  });
});

describe('what is no report leaves no version', () => {
  it('a page that ends in the middle of a report', async () => {
    const archive = await openArchive();
    const half = page(3).subarray(0, 700);
    expect(await deposit(archive, deriver, given(half))).toMatchObject({ outcome: 'failed', report: null });
    expect(await archive.reports({})).toEqual([]);
  });

  it('another page at an address that had a report', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const other = Buffer.from(
      '<html><body><div id="zoom"><p>本网站今晚升级，请稍后再来。</p></div></body></html>',
    );
    expect(await deposit(archive, deriver, given(other))).toMatchObject({ outcome: 'failed' });
    expect(await deposit(archive, deriver, given(page(3)))).toMatchObject({
      outcome: 'unchanged',
      report: KEY,
    });
  });

  it('an address that was only tried, and shows none, is missing and no fault', async () => {
    const archive = await openArchive();
    const empty = Buffer.from('<html><body><div id="zoom"></div></body></html>');
    expect(await deposit(archive, deriver, given(empty, { speculative: true }))).toMatchObject({
      outcome: 'missing',
    });
  });

  it('a report of nobody knows whom: the bytes are kept, and named later they become its first version', async () => {
    const archive = await openArchive();
    const nameless = page(3, '全年运转正常。', '年度报告');
    const first = await deposit(archive, deriver, given(nameless));
    expect(first).toMatchObject({ outcome: 'new', report: null, newPayload: true });
    const hints = { stated: { agency: AGENCY, year: 2023 } };
    expect(await deposit(archive, deriver, given(nameless, { hints }))).toMatchObject({
      report: KEY,
      version: 1,
      changes: ['first_seen'],
    });
  });
});

describe('two writers at once', () => {
  it('archive one report once: the slower one compares again', async () => {
    const archive = await openArchive();
    const results = await Promise.all([
      deposit(archive, deriver, given(page(3))),
      deposit(archive, deriver, given(page(3), { url: NEW })),
    ]);
    expect(results.map((r) => r.version)).toEqual([1, 1]);
    expect(results.flatMap((r) => r.changes)).toEqual(['first_seen']);
  });
});

describe('a file that is no page', () => {
  const stated = { agency: AGENCY, year: 2023 };
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
  const spoilt = zipSync({ 'word/document.xml': Buffer.from('<w:document>') });

  it.each([
    ['a RAR archive', latin1('Rar!\x1a\x07\x01\0')],
    ['a 7z archive', latin1('7z\xbc\xaf\x27\x1c')],
    ['a tar archive', latin1(`a.doc${'\0'.repeat(252)}ustar\0`)],
    ['a UOF file (标文通)', Buffer.from('<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>')],
    [
      'an e-mail message (.eml)',
      Buffer.from('From: a\nTo: b\nMIME-Version: 1.0\nContent-Type: text/plain\n\n年报'),
    ],
    [
      'an Excel 2003 XML file',
      Buffer.from('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    ],
  ])('and has no reader is a version without figures where it is listed: %s', async (name, bytes) => {
    const archive = await openArchive();
    const result = await deposit(archive, deriver, given(bytes, { hints: { stated } }));
    expect(result).toMatchObject({ outcome: 'new', report: KEY, version: 1 });
    expect(result.findings).toMatchObject([{ rule: 'document.no_reader', severity: 'warning' }]);
    expect(result.findings[0]?.message).toContain(name);
    const version = await archive.latestVersion(KEY);
    expect(version && (await archive.payload(version.digests.payload))).toEqual(Buffer.from(bytes));
  });

  it('and is named by nobody keeps its bytes, and is called no page', async () => {
    const archive = await openArchive();
    const result = await deposit(archive, deriver, given(latin1('Rar!\x1a\x07\x01\0')));
    expect(result).toMatchObject({ outcome: 'new', report: null, newPayload: true, findings: [] });
    expect(result.reason).toContain('a RAR archive');
  });

  it('and is damaged keeps its bytes beside the failed capture, and changes nothing', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(page(3)));
    const result = await deposit(archive, deriver, given(spoilt, { hints: { stated } }));
    expect(result).toMatchObject({ outcome: 'failed', report: null, newPayload: false });
    const last = (await archive.captures(KEY)).at(-1);
    expect(last).toMatchObject({ outcome: 'failed' });
    expect(last?.payload && (await archive.payload(last.payload))).toEqual(Buffer.from(spoilt));
    expect(await deposit(archive, deriver, given(page(3)))).toMatchObject({
      outcome: 'unchanged',
      report: KEY,
    });
  });

  it('and was damaged when it came first is read once it is whole', async () => {
    const archive = await openArchive();
    await deposit(archive, deriver, given(spoilt, { hints: { stated } }));
    expect(await archive.source(OLD)).toMatchObject({ payload: null, report: null });
    expect(await deposit(archive, deriver, given(page(3)))).toMatchObject({ outcome: 'new', report: KEY });
  });
});
