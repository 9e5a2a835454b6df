/** The control of a list page that shows the next page: a link, or an element that a click makes act. */
import type { CheerioAPI } from 'cheerio';
import type { FetchRequest } from '../../contract.js';
import { targetOf } from '../targets.js';
import { callIn, requestOf } from './functions.js';
import { PAGER_BOX } from './said.js';
import { type ShortTexts, shortText } from './short-text.js';

type Node = ReturnType<CheerioAPI>;

const NEXT_WORDS = /^(?:下一?[页頁]|[后後]一?[页頁]|next(?:page)?)[>»›→]*$/i;
const PREVIOUS_WORDS = /^[<«‹←]*(?:上一?[页頁]|前一?[页頁]|prev(?:ious)?(?:page)?)$/i;
const DISABLED = /disab|nolink|gr[ae]y|unclick|noclick|not-allowed|display\s*:\s*none/i;
/** Signs for the next page, in a pager or under the name of one. */
const NEXT_SIGN = /^(?:[>›»]{1,2}|→)$/;
const NEXT_NAME = /(?:^|[\s_-])next(?:$|[\s_-]|page|btn)/i;
const MORE_WORDS = /^(?:点击)?(?:加载|查看|显示)更多(?:内容|信息)?[>»›]*$/;
const LAST_WORDS = /^(?:尾|末|最后)[一]?[页頁]$/;

export interface NextControl {
  /** What it requests, as far as it can be told; null where only running its script could. */
  readonly request: FetchRequest | null;
  /** It says 「下一页」, and is no bare number. */
  readonly isNamed: boolean;
}

/** Where a control may lead: to another page of the list, back to the page in hand, or somewhere else. */
export type Whither = 'other' | 'here' | 'elsewhere';

/**
 * The control for the page after `number`, where there is one that acts. `whither` judges the address it leads to. A
 * 「下一页」 that looks exactly like the 「上一页」 of a first page does nothing, and neither does one that is greyed out,
 * or that leads to the page in hand.
 */
export function nextControl(
  $: CheerioAPI,
  scripts: readonly string[],
  base: string,
  number: number,
  whither: (address: string, isNamed: boolean) => Whither,
): NextControl | null {
  const known: ShortTexts = new Map();
  const named = [...controls($, known, (text) => NEXT_WORDS.test(text)), ...signs($, known)];
  const dead = new Set<Node>();
  for (const control of named) {
    const request = requestBy(control, $, scripts, base);
    if (request === null) continue;
    const target = request.method === 'POST' ? 'other' : whither(request.url, true);
    if (target === 'other') return { request, isNamed: true };
    if (target === 'here') dead.add(control);
  }
  for (const control of controls($, known, (text) => isNumber(text, number + 1))) {
    const request = requestBy(control, $, scripts, base);
    if (request !== null && (request.method === 'POST' || whither(request.url, false) === 'other')) {
      return { request, isNamed: false };
    }
  }
  const [before] = controls($, known, (text) => PREVIOUS_WORDS.test(text));
  const isInert = (control: Node) => number === 1 && before !== undefined && looksLike(control, before);
  const isLive = (control: Node) => !dead.has(control) && acts(control, number) && !isInert(control);
  const others = [
    ...controls($, known, (text) => isNumber(text, number + 1)).filter((control) => isPaging(control)),
    ...controls($, known, (text) => MORE_WORDS.test(text)),
  ];
  const isLastElsewhere = controls($, known, (text) => LAST_WORDS.test(text)).some((control) => {
    const request = requestBy(control, $, scripts, base);
    return (
      request !== null && request.method === 'GET' && whither(request.url, true) === 'other' && number === 1
    );
  });
  const isActing = named.some(isLive) || others.some((control) => acts(control, number));
  return isActing || isLastElsewhere ? { request: null, isNamed: true } : null;
}

/** 「2」, 「[2]」, 「第2页」. */
function isNumber(text: string, number: number): boolean {
  return text.replace(/[[\]第页]/g, '') === String(number);
}

/** Does a click on a number call something, or say which page it shows? */
function isPaging(control: Node): boolean {
  return withAround(control).some(
    (element) => element.attr('onclick') !== undefined || element.attr('data-page') !== undefined,
  );
}

/** Controls that say 「下一页」 without words: by a picture, a sign, a name or a relation. */
function signs($: CheerioAPI, known: ShortTexts): Node[] {
  return $('a, button, link[rel=next], input[type=image]')
    .toArray()
    .filter((element) => {
      const { rel = '', alt = '', title = '' } = element.attribs;
      if (/\bnext\b/i.test(rel) || NEXT_WORDS.test(alt) || NEXT_WORDS.test(title)) return true;
      const pictures = element.children.flatMap((child) =>
        child.type === 'tag' ? [child.attribs.alt ?? ''] : [],
      );
      if (pictures.some((one) => NEXT_WORDS.test(one.replace(/\s/g, '')))) return true;
      const text = shortText(element, MOST_TEXT, known);
      if (text === null || (text !== '' && !NEXT_SIGN.test(text))) return false;
      const around = element.parent?.type === 'tag' ? (element.parent.attribs.class ?? '') : '';
      const name = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`;
      return NEXT_NAME.test(name) || NEXT_NAME.test(around) || (text !== '' && PAGER_BOX.test(around));
    })
    .map((element) => $(element));
}

/** Longest text of a control. */
const MOST_TEXT = 30;

/** The innermost elements with such a text, written or as a tooltip. */
function controls($: CheerioAPI, known: ShortTexts, isWanted: (text: string) => boolean): Node[] {
  return $('a, button, input[type=button], option, span, li, em, i, b, font, div, td')
    .toArray()
    .filter((element) => {
      const elements = element.children.filter(({ type }) => type === 'tag').length;
      if (elements > 2) return false;
      const { title = '', value = '' } = element.attribs;
      const said = [shortText(element, MOST_TEXT, known) ?? '', title, element.name === 'input' ? value : ''];
      return said.some((text) => text.length < MOST_TEXT && isWanted(text.replace(/\s/g, '')));
    })
    .map((element) => $(element));
}

function requestBy(
  control: Node,
  $: CheerioAPI,
  scripts: readonly string[],
  base: string,
): FetchRequest | null {
  for (const element of withAround(control)) {
    const address = targetOf(element, base);
    if (address !== null) return { url: address, method: 'GET' };
    const href = element.attr('href') ?? '';
    for (const action of [element.attr('onclick') ?? '', /^\s*javascript:/i.test(href) ? href : '']) {
      const call = callIn(action);
      const request = call === null ? null : requestOf(call, $, scripts, base);
      if (request !== null) return request;
    }
  }
  return null;
}

/** The control, and the link or button just around it. */
function withAround(control: Node): Node[] {
  const around = control.closest('a, button, [onclick]');
  return around.length === 0 || around.is(control) ? [control] : [control, around];
}

/** Does a click do anything, as far as the markup says? */
function acts(control: Node, number: number): boolean {
  return withAround(control).some((element) => {
    const names = `${element.attr('class') ?? ''} ${element.parent().attr('class') ?? ''} ${element.attr('style') ?? ''}`;
    if (DISABLED.test(names) || element.attr('disabled') !== undefined) return false;
    const href = (element.attr('href') ?? '').trim();
    const action = element.attr('onclick') ?? '';
    const call = callIn(action) ?? (/^javascript:/i.test(href) ? callIn(href) : null);
    // a call for a page before this one leads back
    if (call?.values.length === 1 && /^\d+$/.test(call.values[0] ?? ''))
      return Number(call.values[0]) >= number;
    if (call !== null || /location/.test(action)) return true;
    if (/^javascript:/i.test(href)) return false;
    if (element.attr('data-page') !== undefined) return true;
    if (element.is('button, input')) return true;
    // a bare or a dead link: its script gives it what it does
    return element.is('a') && (href === '' || href === '#');
  });
}

function looksLike(one: Node, other: Node): boolean {
  const form = (node: Node) => {
    const [element] = node.toArray();
    const attributes = Object.entries(node.attr() ?? {}).filter(([name]) => !/^(?:title|id)$/.test(name));
    const value = (text: string) => text.replace(/next|prev(?:ious)?/gi, '');
    return JSON.stringify([
      element?.type,
      node.prop('tagName'),
      attributes.map(([name, text]) => [name, value(text)]).sort(),
    ]);
  };
  return form(one) === form(other);
}
