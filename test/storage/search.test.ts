import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../src/questions/search-question.js';
import type { Section } from '../../src/report/model.js';
import { foldText } from '../../src/text/search-text.js';
import type { Archive, FoundSection, ReportKey, SearchNode, SearchSpec } from '../../storage/index.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { indexSections } from '../../storage/sqlite/search-index.js';
import { holds } from '../property.js';
import { commitOf, night, OFFICE, openedArchive, versionOf } from './builders.js';

const BUREAU: ReportKey = { region: '330481', agency: '海宁市教育局', year: 2022, kind: 'own' };

async function put(
  archive: Archive,
  texts: readonly string[],
  report: ReportKey = OFFICE,
  basedOn = 0,
): Promise<void> {
  const sections: Section[] = texts.map((text, i) => ({ number: i + 1, heading: `第${i}节`, text }));
  const page = JSON.stringify([report, texts, basedOn]);
  const commit = commitOf({ report, page, basedOn, at: night(basedOn) });
  await archive.recordReport({ ...commit, version: { ...versionOf(page, []), sections } });
}

async function search(archive: Archive, text: string, scope: Partial<SearchSpec> = {}) {
  const result = await archive.questions.search({ question: parseSearch(text), limit: 500, ...scope });
  return result.sections;
}

const places = (found: readonly FoundSection[]) =>
  found.map(({ report, section }) => `${report.agency} ${report.year} ${section}`).sort();

/** What a folded text says of a question, by nothing but regular expressions. */
function naive(node: SearchNode, folded: string): boolean {
  if (node.kind === 'but') return naive(node.keep, folded) && !naive(node.drop, folded);
  if (node.kind !== 'phrase') {
    const answers = node.parts.map((part) => naive(part, folded));
    return node.kind === 'and' ? !answers.includes(false) : answers.includes(true);
  }
  const begins = /^[a-z0-9]/.test(node.phrase) ? '(?<![a-z0-9])' : '';
  const ends = /[a-z0-9]$/.test(node.phrase) ? '(?![a-z0-9])' : '';
  return new RegExp(`${begins}${node.phrase}${ends}`, 'u').test(folded);
}

const TEXT = fc
  .array(
    fc.constantFrom('公', '开', '信', '息', '税', '3', '12', 'a', '，', '。', '\n', ' ', '（', 'Ａ', '𠮷'),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));
const WORD = fc
  .array(fc.constantFrom('公', '开', '信', '息', '税', '3', '12', 'a', '，', '𠮷'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => foldText(parts.join('')).text)
  .filter((word) => word !== '');
const { node: NODE } = fc.letrec<{ node: SearchNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    WORD.map((phrase): SearchNode => ({ kind: 'phrase', phrase })),
    fc
      .record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      })
      .map((node): SearchNode => node),
    fc
      .record({ kind: fc.constant('but' as const), keep: tie('node'), drop: tie('node') })
      .map((node): SearchNode => node),
  ),
}));

describe('the full text', () => {
  it('has every word of two characters of every section', async () => {
    const { archive } = await openedArchive();
    const text = '本机关全年收到政府信息公开申请1,137件，其中不予公开3件；信访类《投诉》转办。';
    await put(archive, [text]);
    const runs = text.match(/\p{Script=Han}{2,}/gu) ?? [];
    const words = runs.flatMap((run) => [...run].slice(1).map((_, i) => run.slice(i, i + 2)));
    expect(words.length).toBeGreaterThan(20);
    for (const word of words) expect(await search(archive, word), word).toHaveLength(1);
    for (const character of new Set(runs.join(''))) {
      expect(await search(archive, character), character).toHaveLength(1);
    }
    expect(await search(archive, '申请1137件')).toHaveLength(1);
    for (const absent of ['公信', '137', '申请3', '信访投', 'x']) {
      expect(await search(archive, absent), absent).toEqual([]);
    }
  });

  it('answers any question as reading every section would', async () => {
    const { archive } = await openedArchive();
    const texts = fc.sample(fc.array(TEXT, { minLength: 6, maxLength: 6 }), { numRuns: 12 });
    for (const [i, sections] of texts.entries()) await put(archive, sections, { ...OFFICE, year: 2010 + i });
    const all = texts.flatMap((sections, i) =>
      sections.map((text, n) => ({
        place: `${OFFICE.agency} ${2010 + i} ${n + 1}`,
        folded: foldText(`第${n}节\n${text}`).text,
      })),
    );
    await holds(
      fc.asyncProperty(NODE, async (question) => {
        const expected = all.filter(({ folded }) => naive(question, folded)).map(({ place }) => place);
        const byIndex = await archive.questions.search({ question, limit: 500 });
        expect(places(byIndex.sections)).toEqual(expected.sort());
        const byReading = await archive.questions.search({
          question,
          limit: 500,
          agencies: [{ region: OFFICE.region, name: OFFICE.agency }],
        });
        expect(places(byReading.sections)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('shows where the words stand, in the text as it is stored', async () => {
    const { archive } = await openedArchive();
    await put(archive, ['前言。不予 公开３件，再次不予公开']);
    const [found] = await search(archive, '不予公开 第0节');
    expect(found?.headingHits).toEqual([{ start: 0, end: 3 }]);
    expect(found?.textHits.map(({ start, end }) => found.text.slice(start, end))).toEqual([
      '不予 公开',
      '不予公开',
    ]);
    const [number] = await search(archive, '3件');
    expect(number?.textHits.map(({ start, end }) => number.text.slice(start, end))).toEqual(['３件']);
  });

  it('has only the latest version of a report', async () => {
    const { archive } = await openedArchive();
    await put(archive, ['旧的说法', '保留']);
    await put(archive, ['新的说法', '保留'], OFFICE, 1);
    expect(await search(archive, '旧的')).toEqual([]);
    expect(await search(archive, '新的')).toMatchObject([{ report: OFFICE, version: 2, section: 1 }]);
    expect(await search(archive, '保留')).toHaveLength(1);
  });

  it('keeps in step with a rebuild, of the latest version and of earlier ones', async () => {
    const { archive } = await openedArchive();
    await put(archive, ['旧的说法']);
    await put(archive, ['新的说法'], OFFICE, 1);
    const sections = [{ number: 1, heading: '一', text: '重读的说法' }];
    await archive.replaceDerived(OFFICE, 1, { ...versionOf('x', []), sections });
    expect(await search(archive, '重读')).toEqual([]);
    expect(await search(archive, '新的')).toHaveLength(1);
    await archive.replaceDerived(OFFICE, 2, { ...versionOf('x', []), sections });
    expect(await search(archive, '新的')).toEqual([]);
    expect(await search(archive, '重读')).toMatchObject([{ version: 2 }]);
  });

  it('is left as it was by a commit that fails', async () => {
    const { archive } = await openedArchive();
    await put(archive, ['旧的说法']);
    await expect(put(archive, ['新的说法'], OFFICE, 7)).rejects.toMatchObject({ code: 'stale' });
    expect(await search(archive, '旧的')).toHaveLength(1);
    expect(await search(archive, '新的')).toEqual([]);
  });

  it('is made for reports that were stored before there was an index', async () => {
    const { archive, path } = await openedArchive();
    await put(archive, ['旧的说法']);
    await put(archive, ['新的说法'], OFFICE, 1);
    await put(archive, ['别处的说法'], BUREAU);
    const before = places(await search(archive, '说法'));
    const db = openDatabase(path);
    db.exec(`INSERT INTO section_search (section_search) VALUES ('delete-all')`);
    expect(await search(archive, '说法')).toEqual([]);
    indexSections(db);
    db.close();
    expect(places(await search(archive, '说法'))).toEqual(before);
    expect(await search(archive, '说法', { regions: ['3304'], sections: [1] })).toHaveLength(2);
  });

  it('is narrowed by year, section, region, agency, kind and portal', async () => {
    const { archive } = await openedArchive();
    await put(archive, ['公开', '公开']);
    await put(archive, ['公开'], BUREAU);
    await put(archive, ['公开'], { ...BUREAU, region: '', agency: '某局' });
    const count = async (scope: Partial<SearchSpec>) => (await search(archive, '公开', scope)).length;
    expect(await count({})).toBe(4);
    expect(await count({ years: { from: 2023, to: 2023 } })).toBe(2);
    expect(await count({ years: { from: 2008, to: 2022 } })).toBe(2);
    expect(await count({ sections: [2] })).toBe(1);
    expect(await count({ sections: [1, 2] })).toBe(4);
    expect(await count({ sections: [3] })).toBe(0);
    for (const [prefix, found] of [
      ['33', 3],
      ['3304', 3],
      ['33048', 3],
      ['330481', 1],
      ['330482', 2],
      ['34', 0],
    ] as const) {
      expect(await count({ regions: [prefix] }), prefix).toBe(found);
    }
    expect(await count({ agencies: [{ region: '330481', name: BUREAU.agency }] })).toBe(1);
    expect(await count({ kind: 'own' })).toBe(4);
    expect(await count({ kind: 'aggregate' })).toBe(0);
    expect(await count({ portal: 'pinghu' })).toBe(4);
  });

  it('ranks what says more of it first, headings above all', async () => {
    const { archive } = await openedArchive();
    const filler = '本机关按照要求开展各项工作。'.repeat(5);
    await put(archive, [`公开${filler}`, `公开公开公开${filler}`, filler, `${filler}公开${filler}${filler}`]);
    const found = await search(archive, '公开');
    expect(found.map(({ section }) => section)).toEqual([2, 1, 4]);
    expect((await search(archive, '第3节 OR 公开'))[0]?.section).toBe(4);
    expect((await search(archive, '公开', { limit: 1 })).map(({ section }) => section)).toEqual([2]);
  });

  it('takes the longest and the most nested question that is understood', async () => {
    const { archive } = await openedArchive();
    const sentence = '本机关全年收到政府信息公开申请均已办结'.repeat(50);
    await put(archive, [sentence]);
    expect(await search(archive, sentence.slice(0, 1000))).toHaveLength(1);
    expect(await search(archive, `${'(公开 OR '.repeat(19)}x${')'.repeat(19)}`)).toHaveLength(1);
    expect(await search(archive, new Array(40).fill('公开').join(' OR '))).toHaveLength(1);
    expect(await search(archive, `公开 ${new Array(39).fill('-别处').join(' ')}`)).toHaveLength(1);
  });

  it('never takes an unusual character for an operator', async () => {
    const { archive } = await openedArchive();
    await put(archive, ['a"b*c^d:e AND NEAR(f)']);
    expect(await search(archive, '「a"b*c^d:e AND NEAR(f)」')).toHaveLength(1);
    expect(await search(archive, 'near')).toHaveLength(1);
  });
});
