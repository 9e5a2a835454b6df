/**
 * The family truecms: a column page with a jpage script, and `getMessage.do`, which gives the records as JSONP to
 * whoever comes from the column page, and no more at a time than the site's own limit.
 */
import { COLUMN_NAME } from '../pages/articles.js';
import { listItem, neighbourBox } from '../pages/list-markup.js';
import type { ListView } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import { type PortalRequest, parameters, positive } from '../server/request.js';
import type { Answer, Site } from '../server/site.js';
import type { SimulatedFamily } from './family.js';
import { datastoreXml } from './hanweb-jpage.js';

const ID = 'truecms';
const COLUMN_PATH = '/zwgk/ndbg/ndbg.html';
const MESSAGE_PATH = '/TrueCMS/messageController/getMessage.do';
const OTHER_COLUMN = '0b88e1f2-1170';

export const truecms: SimulatedFamily = {
  id: ID,
  columnPath: () => COLUMN_PATH,
  isListPath: (_, pathname) => pathname === COLUMN_PATH || pathname === MESSAGE_PATH,
  articlePath: (_, { articleId }, side) =>
    `/zwgk/${side === 'own' ? 'ndbg' : 'tzgg'}/content/${articleId}.html`,
  answer: (site, request, list) => {
    if (request.pathname === COLUMN_PATH) return columnPage(site, list);
    if (request.pathname === MESSAGE_PATH) return messages(site, request, list);
    return undefined;
  },
  configured: ({ truecms: { columnId, sidebar } }) => ({
    family: ID,
    page: COLUMN_PATH,
    ...(sidebar ? { columnId } : {}),
  }),
};

function columnPage(site: Site, list: ListView): Answer {
  const { columnId, sidebar } = site.settings.truecms;
  return site.listPage(list, COLUMN_PATH, () => {
    const other = sidebar ? listScript(site, 'news', OTHER_COLUMN, 8) : '';
    const content = `${neighbourBox(site, ID)}${other}<h2>${COLUMN_NAME}</h2><div id="list"></div>
${listScript(site, 'list', columnId, list.entries(ID).length)}`;
    return renderPage(site.style, { title: COLUMN_NAME, columnName: COLUMN_NAME }, content);
  });
}

function listScript(site: Site, id: string, columnId: string, total: number): string {
  return `<script type="text/javascript">
$('#${id}').jpage({dataBefore:'<ul>',dataAfter:'</ul>',
perPage:${site.settings.truecms.statedPerPage},totalRecord:${total},
proxyUrl:'${MESSAGE_PATH}',dataType:'jsonp',
ajaxParam:{columnId:'${columnId}',contentTemplate:'',className:'list'}});
</script>`;
}

function messages(site: Site, request: PortalRequest, list: ListView): Answer {
  const { truecms: options } = site.settings;
  const query = parameters(request);
  const perPage = positive(query.get('perpage'), options.statedPerPage);
  const tooMany = perPage > options.limit;
  if (!comesFromColumn(request) || (tooMany && options.over === 'not-found')) {
    return site.text(404, '<html><body><h1>HTTP Status 404</h1></body></html>');
  }
  const listed = query.get('columnId') === options.columnId ? list.entries(ID) : [];
  const first = positive(query.get('startrecord'), 1);
  const last = Math.min(positive(query.get('endrecord'), first + perPage - 1), first + options.limit - 1);
  const entries = tooMany && options.over === 'empty' ? [] : listed.slice(first - 1, last);
  const items = entries.map((entry) => listItem(site, entry, site.settings.cutTitles));
  const nothing = items.length === 0 && options.over === 'empty';
  const result =
    options.result === 'items' || nothing
      ? items.join('\n')
      : datastoreXml(items, listed.length, perPage, '');
  const json = JSON.stringify({ success: true, result });
  const callback = query.get('callback');
  return site.text(200, callback === null ? json : `${callback}(${json});`, 'text/javascript');
}

/** Is the Referer the column page, in a frame or not? Requests with another Referer get nothing. */
function comesFromColumn({ headers: { referer } }: PortalRequest): boolean {
  return referer !== undefined && URL.canParse(referer) && new URL(referer).pathname.endsWith(COLUMN_PATH);
}
