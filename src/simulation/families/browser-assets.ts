/** What the pages of the browser family are made of: an empty page, its script, a stylesheet, a font, an image. */
import { renderPage } from '../pages/render-page.js';
import type { Answer, Site } from '../server/site.js';

const SCRIPT_PATH = '/assets/app.js';
const STYLE_PATH = '/assets/site.css';
const FONT_PATH = '/assets/site.woff2';
const IMAGE_PATH = '/picture/0/banner.png';

/** A GIF of one pixel under the name of a PNG: browsers look at the bytes. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64');

/** The page before its script has run, with HTML `beside` what the script will make; where there are intruders, it asks for what it must not get. */
export function scriptShell(site: Site, beside: string): string {
  const { intruders, otherPort } = site.settings.browser;
  const { name } = site.settings;
  const foreign = intruders
    ? `<script src="http://tracker.example.invalid/count.js"></script>
<img src="http://127.0.0.1:${otherPort}/pixel.gif" alt="" />
<script>
fetch('http://169.254.169.254/latest/meta-data/').catch(function(){});
fetch('http://127.0.0.1:${otherPort}/private').catch(function(){});
try { new WebSocket('ws://' + location.host + '/live'); new WebSocket('ws://127.0.0.1:${otherPort}/live'); } catch (e) {}
</script>`
    : '';
  const content = `<link rel="stylesheet" href="${STYLE_PATH}" /><img src="${IMAGE_PATH}" alt="" />
${beside}<div id="app"></div>
<script src="${SCRIPT_PATH}"></script>
${foreign}`;
  return renderPage(site.style, { title: name, columnName: '年度报告' }, content);
}

/** The file at an address; undefined where there is none. */
export function assetAt(site: Site, pathname: string): Answer | undefined {
  switch (pathname) {
    case SCRIPT_PATH:
      return site.text(200, appScript(site), 'application/javascript');
    case STYLE_PATH:
      return site.text(200, STYLE, 'text/css');
    case FONT_PATH:
      return file(Buffer.from('wOF2'), 'font/woff2');
    case IMAGE_PATH:
      return file(PIXEL, 'image/png');
    default:
      return undefined;
  }
}

function file(body: Buffer, type: string): Answer {
  return { status: 200, headers: { 'content-type': type }, body };
}

const STYLE = `@font-face { font-family: site; src: url(${FONT_PATH}) format('woff2'); }
body { font-family: site, sans-serif; background: url(${IMAGE_PATH}); }
`;

/** Fetches what the page is to show: an article where the address is one, else the list, page by page in place. */
function appScript(site: Site): string {
  const disabled = site.settings.browser.lastPage === 'disabled';
  return `(function () {
  var app = document.getElementById('app');
  function get(address, show) {
    fetch(address).then(function (answer) { return answer.json(); }).then(show);
  }
  function showArticle(article) {
    document.title = article.title + ' - ' + ${JSON.stringify(site.settings.name)};
    app.innerHTML = article.html;
  }
  function showList(answer) {
    var list = document.createElement('ul');
    list.className = 'list';
    answer.items.forEach(function (item) {
      var row = document.createElement('li');
      var link = document.createElement('a');
      link.href = item.url;
      link.title = item.title;
      link.target = '_blank';
      link.textContent = item.title;
      var date = document.createElement('span');
      date.textContent = item.date;
      row.appendChild(link);
      row.appendChild(date);
      list.appendChild(row);
    });
    app.innerHTML = '';
    app.appendChild(list);
    var isLast = answer.page >= answer.pages;
    if (isLast && ${!disabled}) return;
    var next = document.createElement('a');
    next.className = isLast ? 'next disabled' : 'next';
    next.textContent = '下一页';
    if (!isLast) next.onclick = function () { get('/api/list?page=' + (answer.page + 1), showList); };
    app.appendChild(next);
  }
  var article = /\\/article\\/(\\d+)\\.html/.exec(location.pathname);
  if (article) {
    get('/api/article?id=' + article[1], showArticle);
  } else {
    get('/api/list?page=1', showList);
  }
})();
`;
}
