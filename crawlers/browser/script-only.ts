import { carriesContent, carriesFile, visibleText } from '../fetch/page-text.js';
import { parseMarkup } from '../lists/markup.js';

/** A page that shows more characters than this shows something. */
const ALMOST_NOTHING = 40;
/** The head, the menu and the foot around an empty place show no more than this. */
const FRAME_TEXT = 400;
/** Where a whole page is made; such a place is empty only as long as no script has run. */
const EMPTY_PLACE = '#app:empty, #root:empty, #q-app:empty, #__next:empty, #__nuxt:empty';
/** What a page shows while it waits for its scripts, or where there are none. */
const WAITING =
  /(?:正在|页面|数据|努力|拼命)*(?:加载|载入)(?:中|页面|数据)*|请?(?:稍候|稍等|等待)|loading|please\s*wait|[.…。，,!！·]+/gi;
const WANTS_SCRIPTS = /javascript|脚本|\bJS\b/i;
/** Where the frameworks put what they make. */
const MOUNT =
  /^(?:app|root|main|page|container|content|wrap|wrapper|layout|list|portal|micro-app|q-app|__next|__nuxt)$|-(?:app|root)$|^(?:app|root)-/i;

/**
 * Is it a page that only its scripts would fill: that shows next to nothing and carries nothing, but has scripts,
 * and an empty place for what they make (with no more than a site's frame around it) or a word to those who run none? A page that leads elsewhere, a frame
 * around another page, and a page that is simply empty are not.
 */
export function isScriptOnly(html: string): boolean {
  if (!/<script\b/i.test(html) || /<frame\b/i.test(html) || carriesFile(html)) return false;
  const length = visibleText(html).replace(WAITING, '').length;
  if (length > FRAME_TEXT) return false;
  const $ = parseMarkup(html);
  if ($('meta[http-equiv]').is((_, meta) => /^refresh$/i.test($(meta).attr('http-equiv') ?? '')))
    return false;
  if ($(EMPTY_PLACE).length > 0 && $('script[src]').length > 0) return true;
  if (length > ALMOST_NOTHING || carriesContent(html)) return false;
  const asks = $('noscript').is((_, element) => WANTS_SCRIPTS.test($(element).text()));
  $('script, style, noscript, template, svg, head').remove();
  const shown = $.root().text().replace(/\s+/g, '').replace(WAITING, '');
  if (shown !== '' && !asks) return false;
  const isMount = (name: string | undefined) => (name ?? '').split(/\s+/).some((word) => MOUNT.test(word));
  const hasMount = $('body *, div, main, section').is((_, element) => {
    const place = $(element);
    return isMount(place.attr('id')) || isMount(place.attr('class'));
  });
  return hasMount || asks;
}
