import { describe, expect, test } from 'vitest';
import { isScriptOnly } from '../../../crawlers/browser/script-only.js';
import { reportPage } from '../helpers.js';

const html = (body: string, head = '<script src="/js/chunk-vendors.js"></script>') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开</title>${head}</head><body>${body}</body></html>`;

describe('a page that only its scripts would fill', () => {
  test.each([
    ['an empty place for an app', html('<div id="app"></div>')],
    ['a word to those without scripts', html('<noscript>请启用JavaScript后继续</noscript>')],
    [
      'both, as Vue writes them',
      html(
        "<noscript><strong>We're sorry but portal doesn't work properly without JavaScript enabled.</strong></noscript><div id=app></div><script src=/js/app.js></script>",
      ),
    ],
    [
      'a place that says it is loading',
      html('<div id="root"><div class="spinner">加载中，请稍候...</div></div>'),
    ],
    ['an empty list in an empty layout', html('<div class="main container"><ul class="list"></ul></div>')],
    [
      "an empty place inside a site's usual frame",
      html(
        '<div><img src="/picture/0/logo.png"><a href="/">首页</a></div><div id="app"></div><script src="/assets/app.js"></script><div>主办单位：某某市人民政府</div>',
      ),
    ],
    ['a place with a name of its own', html('<portal-app></portal-app><div id="gov-app"></div>')],
  ])('has %s', (_, page) => {
    expect(isScriptOnly(page)).toBe(true);
  });

  test.each([
    [
      'a report',
      reportPage('平湖市财政局2023年政府信息公开工作年度报告').replace(
        '</body>',
        '<script src="/a.js"></script><div id="app"></div></body>',
      ),
    ],
    [
      'a list',
      html(
        `<div id="app"><ul>${'<li><a href="/1.html">2023年政府信息公开工作年度报告</a></li>'.repeat(4)}</ul></div>`,
      ),
    ],
    ['a short notice', html('<div id="content">暂无年报</div>')],
    [
      'a page that leads elsewhere',
      html('<div id="app"></div>', '<meta http-equiv="Refresh" content="0;url=/new/"><script></script>'),
    ],
    ['a script that leads elsewhere', html('<script>location.href = "/new/"</script>', '')],
    ['a frame around another page', html('<div id="main"><iframe src="/list.html"></iframe></div>')],
    ['frames', '<html><head><script></script></head><frameset><frame src="/a.html"></frameset></html>'],
    ['a file to download', html('<div id="app"></div><a href="/a.pdf"></a>')],
    ['an empty page', html('')],
    ['an empty page without scripts', html('<div id="app"></div>', '')],
    ['an error page', html('<h1>404 Not Found</h1><hr>nginx')],
    ['nothing', ''],
  ])('is not %s', (_, page) => {
    expect(isScriptOnly(page)).toBe(false);
  });
});
