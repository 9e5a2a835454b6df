/** Sites whose menus are no plain links: pictures, onclick, `data-url`, scripts, frames. */

import { script } from '../../site.js';
import { reportsOf } from '../list.js';
import { at, type Homepages, type HomeSite, type Link, serveAll } from '../site.js';
import { MAIN, steps } from './words.js';

/** How a menu on the home page leads on. */
interface Menu {
  readonly name: string;
  readonly what: string;
  readonly words: readonly string[];
  /** The menu's HTML. */
  home(links: readonly Link[], site: Homepages): string;
  /** Other addresses that the menu needs. */
  also?(links: readonly Link[], site: Homepages): HomeSite['serve'];
  /** The home page itself, where it is not the usual one. */
  whole?(links: readonly Link[], site: Homepages): string;
}

const THREE = ['政务公开', '政府信息公开', '政府信息公开年报'];
const TWO = ['信息公开', '政府信息公开年度报告'];

const picture = (links: readonly Link[], attribute: 'alt' | 'title'): string =>
  links
    .map(
      ([text, href], at) =>
        `<a href="${href}"><img src="/images/nav${at}.png" border="0" ${attribute}="${text}"></a>`,
    )
    .join('\n');

const listed = (links: readonly Link[], item: (link: Link) => string): string =>
  `<ul>${links.map(item).join('\n')}</ul>`;

const MENUS: readonly Menu[] = [
  { name: 'picture-1', what: 'pictures with alt', words: THREE, home: (links) => picture(links, 'alt') },
  { name: 'picture-2', what: 'pictures with alt', words: TWO, home: (links) => picture(links, 'alt') },
  {
    name: 'picture-3',
    what: 'pictures in links with title',
    words: THREE,
    home: (links) =>
      links
        .map(([text, href], n) => `<a href="${href}" title="${text}"><img src="/images/m${n}.jpg"></a>`)
        .join(''),
  },
  {
    name: 'picture-4',
    what: 'an image map with alt',
    words: TWO,
    home: (links) =>
      `<img src="/images/nav.jpg" usemap="#nav"><map name="nav">${links.map(([text, href], n) => `<area shape="rect" coords="${n * 90},0,${n * 90 + 80},40" href="${href}" alt="${text}">`).join('')}</map>`,
  },
  {
    name: 'onclick-1',
    what: '`onclick="window.open(\'/zwgk/\')"`',
    words: THREE,
    home: (links) => listed(links, ([text, href]) => `<li onclick="window.open('${href}')">${text}</li>`),
  },
  {
    name: 'onclick-2',
    what: '`<a href="javascript:void(0)" onclick="location.href=…">`',
    words: THREE,
    home: (links) =>
      listed(
        links,
        ([text, href]) =>
          `<li><a href="javascript:void(0)" onclick="location.href='${href}'">${text}</a></li>`,
      ),
  },
  {
    name: 'onclick-3',
    what: '`<div onclick="goUrl(\'/zwgk/\')">`',
    words: TWO,
    home: (links, site) =>
      `${links.map(([text, href]) => `<div class="item" onclick="goUrl('${href}')"><span>${text}</span></div>`).join('')}${site.draw.script('function goUrl(u){ window.location.href = u; }')}`,
  },
  {
    name: 'onclick-4',
    what: '`<a href="javascript:openWin(\'/zwgk/\')">`',
    words: THREE,
    home: (links, site) =>
      `${listed(links, ([text, href]) => `<li><a href="javascript:openWin('${href}')">${text}</a></li>`)}${site.draw.script("function openWin(u){ window.open(u, '_self'); }")}`,
  },
  {
    name: 'data-url-1',
    what: '`<li data-url="/zwgk/" onclick="go(this)">`',
    words: THREE,
    home: (links) =>
      listed(links, ([text, href]) => `<li data-url="${href}" onclick="go(this)">${text}</li>`),
  },
  {
    name: 'data-url-2',
    what: '`<a href="#" data-href="/zwgk/">`',
    words: TWO,
    home: (links) => listed(links, ([text, href]) => `<li><a href="#" data-href="${href}">${text}</a></li>`),
  },
  {
    name: 'data-url-3',
    what: '`<div data-link="/zwgk/"><p>政务公开</p></div>`',
    words: THREE,
    home: (links) =>
      links.map(([text, href]) => `<div class="card" data-link="${href}"><p>${text}</p></div>`).join('\n'),
  },
  {
    name: 'script-1',
    what: 'a menu by `document.write`',
    words: THREE,
    home: (links, site) =>
      site.draw.script(
        ...links.map(([text, href]) => `document.write('<li><a href="${href}">${text}</a></li>');`),
      ),
  },
  {
    name: 'script-2',
    what: 'a JSON array of menus in a script',
    words: THREE,
    home: (links, site) =>
      `<ul id="nav"></ul>${site.draw.script(`var menus = ${JSON.stringify(links.map(([name, url]) => ({ name, url, target: '_self' })))};`, 'renderMenu("#nav", menus);')}`,
  },
  {
    name: 'script-3',
    what: 'a menu by `document.write` in a script file',
    words: TWO,
    home: () => '<script src="/js/nav.js"></script>',
    also: (links) =>
      at('/js/nav.js', () =>
        script(
          links
            .map(([text, href]) => `document.writeln("<li><a href='${href}'>${text}</a></li>");`)
            .join('\n'),
        ),
      ),
  },
  {
    name: 'script-4',
    what: 'arrays of names and addresses in a script',
    words: THREE,
    home: (links, site) =>
      `<div id="menu"></div>${site.draw.script(
        'var names=[], urls=[];',
        ...links.map(([text, href], n) => `names[${n}]='${text}'; urls[${n}]='${href}';`),
        'for(var i=0;i<names.length;i++){ $("#menu").append("<a href=\'"+urls[i]+"\'>"+names[i]+"</a>"); }',
      )}`,
  },
  {
    name: 'script-5',
    what: 'a menu by innerHTML, in a template of the script',
    words: TWO,
    home: (links, site) =>
      `<div id="m"></div>${site.draw.script(`document.getElementById("m").innerHTML = '${listed(links, ([text, href]) => `<li><a href="${href}">${text}</a></li>`).replaceAll('\n', '')}';`)}`,
  },
  {
    name: 'frame-1',
    what: 'a frameset: the menu is a frame',
    words: THREE,
    home: () => '',
    whole: (_, site) =>
      `<!DOCTYPE html><html><head><meta charset="${site.look.charset}"><title>平湖市人民政府</title></head><frameset rows="120,*"><frame src="/top.html" name="top"><frame src="/main.html" name="main"></frameset></html>`,
    also: (links, site) =>
      serveAll(
        at('/top.html', () => site.page('导航', `<ul>${site.links(links)}</ul>`)),
        at('/main.html', () => site.page('要闻', '<p>今日要闻</p>')),
      ),
  },
  {
    name: 'frame-2',
    what: 'the menu is an iframe',
    words: TWO,
    home: () => '<iframe src="/include/nav.html" width="100%" height="60" frameborder="0"></iframe>',
    also: (links, site) => at('/include/nav.html', () => site.page('导航', `<ul>${site.links(links)}</ul>`)),
  },
];

export const MENU_SITES = MENUS.map((menu) => ({
  name: menu.name,
  build(site: Homepages): HomeSite {
    const { words } = menu;
    const column = reportsOf(site, '/zwgk/zfxxgk/zfxxgknb/', words.at(-1) ?? '', [0, 5]);
    const { trail, serve } = steps(site, words, column);
    const links: readonly Link[] = [
      ['首页', '/'],
      ...MAIN.slice(0, 2),
      [words[0] ?? '', trail[1] ?? ''],
      ...MAIN.slice(2),
    ];
    const home = () => {
      const whole = menu.whole?.(links, site);
      return whole === undefined ? site.home(menu.home(links, site)) : { body: whole };
    };
    return {
      name: menu.name,
      what: `${menu.what}: ${words.join(' → ')}`,
      charset: site.look.charset,
      trail,
      answer: { kind: 'columns', columns: [column.path], reports: column.reports },
      serve: serveAll(at('/', home), menu.also?.(links, site) ?? (() => null), serve),
    };
  },
}));

/** Pages below the home page whose own menus are odd. */
export const INNER_SITES = [
  {
    name: 'inner-1',
    build(site: Homepages): HomeSite {
      const column = reportsOf(site, '/zwgk/nb/', '政府信息公开年报', [0, 5]);
      const zwgk = (): string =>
        '<iframe src="/zwgk/left.html" width="220" frameborder="0"></iframe><iframe src="/zwgk/zn/" name="right"></iframe>';
      return {
        name: 'inner-1',
        what: '政务公开 is a page of two iframes, the left one has the menu',
        charset: site.look.charset,
        trail: ['/', '/zwgk/', column.path],
        answer: { kind: 'columns', columns: [column.path], reports: column.reports },
        serve: serveAll(
          at('/', () =>
            site.home(`<ul>${site.links([['首页', '/'], ['政务公开', '/zwgk/'], ...MAIN])}</ul>`),
          ),
          at('/zwgk/', () => site.page('政务公开', zwgk())),
          at('/zwgk/left.html', () =>
            site.page(
              '菜单',
              `<ul>${site.links([
                ['政府信息公开指南', '/zwgk/zn/'],
                ['政府信息公开年报', column.path],
              ])}</ul>`,
            ),
          ),
          at('/zwgk/zn/', () => site.page('指南', '<p>政府信息公开指南全文。</p>')),
          column.serve,
        ),
      };
    },
  },
  {
    name: 'inner-2',
    build(site: Homepages): HomeSite {
      const column = reportsOf(site, '/zfxxgk/nb/', '政府信息公开年报', [0, 5]);
      return {
        name: 'inner-2',
        what: '政府信息公开 refreshes to its platform, whose links are `onclick`',
        charset: site.look.charset,
        trail: ['/', '/zfxxgk/', '/zfxxgk/pt/', column.path],
        answer: { kind: 'columns', columns: [column.path], reports: column.reports },
        serve: serveAll(
          at('/', () =>
            site.home(`<ul>${site.links([['首页', '/'], ['政府信息公开', '/zfxxgk/'], ...MAIN])}</ul>`),
          ),
          at('/zfxxgk/', () => ({
            body: '<html><head><meta http-equiv="refresh" content="0;url=/zfxxgk/pt/"></head><body></body></html>',
          })),
          at('/zfxxgk/pt/', () =>
            site.page(
              '政府信息公开平台',
              `<ul><li onclick="window.open('/zfxxgk/zn/')">政府信息公开指南</li><li onclick="window.open('${column.path}')">政府信息公开年报</li></ul>`,
            ),
          ),
          column.serve,
        ),
      };
    },
  },
];
