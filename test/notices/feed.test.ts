import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings/settings.js';
import { feedText } from '../../src/notices/feed.js';
import { toRunId } from '../../storage/contract/run-id.js';
import type { ChangeRecord } from '../../storage/index.js';
import { holds } from '../property.js';
import { commitOf, night, OFFICE, openedArchive } from '../storage/builders.js';
import { deskOf, FIRST, REVISED, ranWith } from './setup.js';

const FEED = { feed: { file: 'feeds/changes.atom', url: 'https://example.cn/changes.atom?a=1&b=2' } };

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly event: string;
  readonly link: string | undefined;
  readonly content: string;
}

/** The feed, read back as strict XML. */
function readBack(xml: string): {
  id: string;
  updated: string;
  entries: readonly Entry[];
  self: string | undefined;
} {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has none of these
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  const $ = load(xml, { xml: { xmlMode: true } });
  expect($('feed').attr('xmlns')).toBe('http://www.w3.org/2005/Atom');
  expect($('feed > author > name').text()).not.toBe('');
  return {
    id: $('feed > id').text(),
    updated: $('feed > updated').text(),
    self: $('feed > link[rel=self]').attr('href'),
    entries: $('entry')
      .toArray()
      .map((entry) => ({
        id: $('id', entry).text(),
        title: $('title', entry).text(),
        updated: $('updated', entry).text(),
        event: $('category', entry).attr('term') ?? '',
        link: $('link', entry).attr('href'),
        content: $('content', entry).text(),
      })),
  };
}

async function feedOf(commits: Parameters<typeof ranWith>[1], feed: Record<string, unknown> = {}) {
  const { archive, path } = await openedArchive();
  const result = await ranWith(archive, commits);
  const desk = deskOf(archive, { feed: { ...FEED.feed, ...feed } }, { path });
  await desk.runEnded(result.run, result);
  const file = join(dirname(path), FEED.feed.file);
  return { archive, path, desk, file, xml: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

describe('the feed', () => {
  it('has an entry for each change, the latest first, with where and what', async () => {
    const { entries, updated, self, id } = readBack((await feedOf([FIRST, REVISED])).xml);
    expect(entries).toMatchObject([
      {
        title: '[数据修订] 平湖市人民政府办公室 2023年',
        event: 'figures_revised',
        link: FIRST.source.url,
        updated: night(0).toISOString(),
        content: '本年新收政府信息公开申请数量 / 总计：4 → 「—」(横线)\n文字有改动：第一部分',
      },
      { title: '[首次发现] 平湖市人民政府办公室 2023年', event: 'first_seen' },
    ]);
    expect(updated).toBe(entries[0]?.updated);
    expect(self).toBe(FEED.feed.url);
    for (const one of [id, ...entries.map((entry) => entry.id)])
      expect(one).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is the same bytes for the same archive, and keeps ids when changes are added', async () => {
    const { archive, path, desk, file, xml } = await feedOf([FIRST]);
    await desk.writeFeed();
    expect(readFileSync(file, 'utf8')).toBe(xml);
    const result = await ranWith(archive, [REVISED], { at: night(1) });
    await desk.runEnded(result.run, result);
    const later = readBack(readFileSync(file, 'utf8'));
    expect(later.entries).toHaveLength(2);
    expect(later.entries[1]).toEqual(readBack(xml).entries[0]);
    expect(later.id).toBe(readBack(xml).id);
    expect(readdirSync(dirname(file))).toEqual(['changes.atom']);
    expect(path).not.toBe(file);
  });

  it('has other ids for another archive', async () => {
    const [one, other] = [await feedOf([FIRST]), await feedOf([FIRST])];
    expect(readBack(one.xml).entries[0]?.id).not.toBe(readBack(other.xml).entries[0]?.id);
  });

  it('is valid without a change, and its time that of the archive', async () => {
    const { archive, xml } = await feedOf([]);
    const { createdAt } = await archive.news.identity();
    expect(readBack(xml)).toMatchObject({ entries: [], updated: createdAt.toISOString() });
  });

  it('shows the latest changes of the kinds it is to show', async () => {
    const others = [1, 2, 3].map((n) =>
      commitOf({ report: { ...OFFICE, agency: `第${n}局` }, page: `<p>${n}</p>` }),
    );
    const few = readBack((await feedOf([FIRST, ...others], { entries: 2 })).xml);
    expect(few.entries.map((entry) => entry.title)).toEqual([
      '[首次发现] 第3局 2023年',
      '[首次发现] 第2局 2023年',
    ]);
    const revised = readBack(
      (await feedOf([FIRST, REVISED, ...others], { events: ['figures_revised'] })).xml,
    );
    expect(revised.entries.map((entry) => entry.event)).toEqual(['figures_revised']);
  });

  it('is valid XML whatever a cell says', async () => {
    await holds(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (raw) => {
        const state = { value: null, reason: 'unreadable', raw };
        const change: ChangeRecord = {
          id: 1,
          report: { ...OFFICE, agency: `平湖${raw}` },
          at: night(0),
          run: toRunId(1),
          source: raw,
          kind: 'figures_revised',
          fromVersion: 1,
          toVersion: 2,
          cells: [{ indicator: `x${raw}]]>`, before: state, after: state }],
          sections: [],
          movedFrom: raw,
        };
        const news = {
          identity: async () => ({ uuid: 'u', createdAt: night(0) }),
          latestChanges: async () => [change],
        };
        const { entries } = readBack(await feedText(news, new Map(), parseSettings({}).notices.feed));
        expect(entries[0]?.content.split('\n')).toHaveLength(2);
      }),
    );
  });

  it('is not written where the configuration wants none', async () => {
    expect((await feedOf([FIRST], { file: null })).xml).toBe('');
  });

  it('names the file where it cannot be written, and leaves nothing half-written', async () => {
    const { desk, file, path } = await feedOf([FIRST]);
    await expect(desk.writeFeed(`${FEED.feed.file}/below`)).rejects.toMatchObject({ code: 'feed' });
    await expect(desk.writeFeed('feeds')).rejects.toMatchObject({ code: 'feed' });
    expect(readdirSync(dirname(file))).toEqual(['changes.atom']);
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
