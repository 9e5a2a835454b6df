/** An outline as plain text, Markdown and HTML; each escapes what it shows by its own rules. */
import { escapeMarkup } from '../text/markup.js';
import { linkOf } from './clean.js';
import type { Entry, Outline } from './outline.js';

export function renderText(outline: Outline): string {
  const { title, intro, parts, footer } = outline;
  const blocks = [
    title,
    ...intro,
    ...parts.map(({ heading, entries }) => [`== ${heading} ==`, ...entries.flatMap(textEntry)].join('\n')),
    footer.join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function textEntry({ text, url, lines }: Entry): string[] {
  const link = url === null ? null : linkOf(url);
  return [`- ${text}`, ...lines.map((line) => `    ${line}`), ...(link === null ? [] : [`    ${link}`])];
}

/** How a dialect of Markdown takes text that is not markup. */
export type MarkdownEscape = (text: string) => string;

/**
 * CommonMark (2.4): a backslash before ASCII punctuation makes it text. Escaped is what is markup anywhere, what makes a
 * link of a bare address (GFM 6.9), and what makes a list at the beginning of a line.
 */
export const commonMark: MarkdownEscape = (text) =>
  text
    .replace(/[\\`*_{}[\]<>()#|~&!]/g, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)\./, '$1\\.');

/**
 * The dialects of group bots document no escape, so what could be markup or call on somebody is shown by its
 * full-width twin.
 */
export const botMarkdown: MarkdownEscape = (text) =>
  text
    .replace(/[*_`#<>[\]()|~\\@!&]/g, twin)
    .replace(/:(?=\/\/)/g, twin)
    .replace(/^[-+=](?=\s|$)/, twin)
    .replace(/^(\d+)\.(?=\s|$)/, (_, number: string) => `${number}${twin('.')}`);

/** The full-width form of an ASCII character. */
function twin(character: string): string {
  return String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);
}

export function renderMarkdown(outline: Outline, escaped: MarkdownEscape): string {
  const { title, intro, parts, footer } = outline;
  const blocks = [
    `## ${escaped(title)}`,
    ...intro.map(escaped),
    ...parts.flatMap(({ heading, entries }) => [
      `### ${escaped(heading)}`,
      entries.map((entry) => markdownEntry(entry, escaped)).join('\n'),
    ]),
    ...footer.map(escaped),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function markdownEntry({ text, url, lines }: Entry, escaped: MarkdownEscape): string {
  const link = url === null ? null : linkOf(url);
  const head = link === null ? escaped(text) : `[${escaped(text)}](${destination(link)})`;
  return [`- ${head}`, ...lines.map((line) => `  - ${escaped(line)}`)].join('\n');
}

/** A link's address, in which nothing ends the link or is markup of its own. */
function destination(link: string): string {
  return link.replace(/[()*`|\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** For mail: no styles, no images, nothing loaded. */
export function renderHtml(outline: Outline, language: 'zh' | 'en'): string {
  const { title, intro, parts, footer } = outline;
  const paragraph = (text: string) => `<p>${escapeMarkup(text)}</p>`;
  return [
    `<!DOCTYPE html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    `<title>${escapeMarkup(title)}</title></head><body>`,
    `<h2>${escapeMarkup(title)}</h2>`,
    ...intro.map(paragraph),
    ...parts.flatMap(({ heading, entries }) => [
      `<h3>${escapeMarkup(heading)}</h3>`,
      `<ul>${entries.map(htmlEntry).join('\n')}</ul>`,
    ]),
    ...footer.map(paragraph),
    '</body></html>',
  ].join('\n');
}

function htmlEntry({ text, url, lines }: Entry): string {
  const link = url === null ? null : linkOf(url);
  const shown = escapeMarkup(text);
  const head = link === null ? shown : `<a href="${escapeMarkup(link)}">${shown}</a>`;
  const below = lines.map((line) => `<li>${escapeMarkup(line)}</li>`).join('');
  return `<li>${head}${below === '' ? '' : `<ul>${below}</ul>`}</li>`;
}
