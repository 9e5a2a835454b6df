import { attribute, type ElementNode } from './tree.js';

/** Elements whose content is not text of the page. */
const SKIPPED: ReadonlySet<string> = new Set([
  'audio',
  'button',
  'canvas',
  'datalist',
  'embed',
  'iframe',
  'input',
  'link',
  'map',
  'math',
  'meta',
  'noembed',
  'noframes',
  'noscript',
  'object',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
  'video',
]);

/** Elements that begin and end a line. */
const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol ' +
    'p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp'
  ).split(' '),
);

/** Elements whose line breaks in the source are line breaks of the text. */
const PREFORMATTED: ReadonlySet<string> = new Set(['pre', 'listing', 'plaintext', 'xmp']);

export const isBlock = (element: ElementNode): boolean => BLOCKS.has(element.name);

export const isPreformatted = (element: ElementNode): boolean => PREFORMATTED.has(element.name);

export const isCell = (element: ElementNode): boolean => element.name === 'td' || element.name === 'th';

/** Whether the element holds no text of the page, by its kind. */
export const isNoText = (element: ElementNode): boolean => SKIPPED.has(element.name);

/** The element's text on one line, hidden parts left out only where `measurePage` has marked them. */
export function lineOf(element: ElementNode): string {
  let text = '';
  for (let child = element.first; child !== null; child = child.next) {
    if (child.kind === 'text') text += element.sight?.seen === false ? '' : child.value;
    else if (child.kind === 'element' && !child.measure.skipped) {
      text += isBlock(child) || child.name === 'br' ? ` ${lineOf(child)} ` : lineOf(child);
    }
  }
  return text;
}

/** The names that an element goes by in style sheets. */
export function classesOf(element: ElementNode): readonly string[] {
  const value = attribute(element, 'class');
  if (value === undefined || value === '') return [];
  return /\s/.test(value) ? value.trim().split(/\s+/) : [value];
}
