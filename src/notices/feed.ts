/** The Atom feed of changes (RFC 4287), made from the archive's changes alone. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { News } from '../../storage/contract/archive.js';
import type { FeedSettings } from '../config/settings/notice-settings.js';
import { NianbaoError } from '../errors.js';
import { replaceFile } from '../replace-file.js';
import { sha256 } from '../sha256.js';
import { escapeMarkup } from '../text/markup.js';
import { linkOf, oneLine } from './clean.js';
import { type ChangeItem, MOST_CELLS } from './digest.js';
import { changeItem, type IndicatorLabels } from './gather.js';
import { changeLines } from './outline.js';
import { WORDS } from './words.js';

/**
 * Writes the feed in one step, so that nobody reads half of it.
 * @returns the file
 * @throws NianbaoError `feed` where it cannot be written
 */
export async function writeFeed(
  news: News,
  labels: ReadonlyMap<string, IndicatorLabels>,
  settings: FeedSettings,
  file: string,
): Promise<string> {
  const text = await feedText(news, labels, settings);
  try {
    await mkdir(dirname(file), { recursive: true });
    await replaceFile(file, text);
  } catch (cause) {
    throw new NianbaoError('feed', 'the feed cannot be written', {
      file,
      hint: 'check the folder and its space; `nianbao feed` writes it again',
      cause,
    });
  }
  return file;
}

/** The same archive gives the same text. */
export async function feedText(
  news: Pick<News, 'identity' | 'latestChanges'>,
  labels: ReadonlyMap<string, IndicatorLabels>,
  settings: FeedSettings,
): Promise<string> {
  const { uuid, createdAt } = await news.identity();
  const changes = await news.latestChanges(settings.events, settings.entries);
  const words = WORDS[settings.language];
  const [latest] = changes;
  const entries = changes.flatMap((change) => {
    const item = changeItem('', change, labels);
    return item === null || !('change' in item)
      ? []
      : [entryOf(item, change.at, urnOf(uuid, `change:${change.id}`), settings)];
  });
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${settings.language === 'zh' ? 'zh-CN' : 'en'}">`,
    `  <id>${urnOf(uuid, 'changes')}</id>`,
    `  <title>${escapeMarkup(words.feedTitle)}</title>`,
    `  <updated>${(latest?.at ?? createdAt).toISOString()}</updated>`,
    '  <author><name>nianbao</name></author>',
    ...(settings.url === null ? [] : [`  <link rel="self" href="${escapeMarkup(settings.url)}"/>`]),
    ...entries,
    '</feed>',
  ].join('\n')}\n`;
}

function entryOf(item: ChangeItem, at: Date, id: string, { language }: FeedSettings): string {
  const words = WORDS[language];
  const title = `[${words.events[item.event]}] ${words.report(item.agency, item.year, item.kind)}`;
  const link = linkOf(item.url);
  const lines = changeLines(item, words, MOST_CELLS);
  return [
    '  <entry>',
    `    <id>${id}</id>`,
    `    <title>${escapeMarkup(oneLine(title))}</title>`,
    `    <updated>${at.toISOString()}</updated>`,
    `    <category term="${item.event}" label="${escapeMarkup(words.events[item.event])}"/>`,
    ...(link === null ? [] : [`    <link rel="alternate" href="${escapeMarkup(link)}"/>`]),
    `    <content type="text">${escapeMarkup(lines.length === 0 ? oneLine(title) : lines.join('\n'))}</content>`,
    '  </entry>',
  ].join('\n');
}

/** A UUID (RFC 9562, version 8) that follows from the archive's own: nobody has to own a domain for it. */
function urnOf(archive: string, name: string): string {
  const hex = sha256(`${archive}\n${name}`);
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
  ];
  return `urn:uuid:${parts.join('-')}-${hex.slice(20, 32)}`;
}
