/** Systems whose lists are JSON, by the marks that their column pages have: each writes the settings of `json-list`. */
import type { FetchedPage, Recognition } from '../../contract.js';
import { pagePath } from '../../lists/family-settings.js';
import { parseList } from '../../lists/list-items.js';
import { listText } from '../../lists/list-page.js';
import { liveScripts } from '../../lists/page-scripts.js';
import { settingValue } from '../../lists/script-settings.js';

/** What the recognisers look at. */
interface ColumnPage {
  readonly $: ReturnType<typeof parseList>;
  readonly script: string;
  readonly url: string;
}

type Recogniser = (page: ColumnPage) => Recognition | null;

/** The first system whose marks the page has. */
export function recogniseJsonList(page: FetchedPage): Recognition | null {
  const $ = parseList(listText(page).text);
  const column = { $, script: liveScripts($).join('\n'), url: page.url };
  for (const recognise of [ucap, xinhua, cmsweb]) {
    const found = recognise(column);
    if (found !== null) return found;
  }
  return null;
}

const CHANNEL = /^[0-9a-f]{24,40}$/i;
const UCAP_PATHS = ['/common/search', '/search', '/searchList'];

/** 开普 UCAP: `<meta name="channelid">` or `channelId = "…"`, and records from `/common/search/<channelId>`. */
const ucap: Recogniser = ({ $, script, url }) => {
  const meta = $('meta[name]')
    .toArray()
    .find((element) => /^channelid$/i.test($(element).attr('name') ?? ''));
  const inMeta = meta === undefined ? undefined : $(meta).attr('content');
  const channel = [inMeta, settingValue(script, 'channelId')].find(
    (id) => id !== undefined && CHANNEL.test(id),
  );
  if (channel === undefined) return null;
  const isAsked = /_isJson=true|_isAgg=true/.test(script);
  const said = /["'](\/(?:[\w-]{1,40}\/){0,3}search(?:List)?)\/?["'?]/.exec(script)?.[1];
  const size = /[?&]_pageSize=(\d{1,3})/.exec(script)?.[1];
  const settings = (path: string) => ({
    page: pagePath(url),
    request: `${path}/${channel}?_isAgg=true&_isJson=true&_pageSize={size}&_template=index&_rangeTimeGte=&_channelName=&page={n}`,
    records: 'data.results',
    title: 'title',
    address: 'url',
    date: ['publishedTimeStr', 'publishedTime'],
    total: 'data.total',
    ...(size === undefined || size === '20' ? {} : { perPage: Number(size) }),
  });
  const [first = '', ...others] = said === undefined ? UCAP_PATHS : [said];
  return {
    settings: settings(first),
    because: `it is a page of 开普 UCAP with channel ${channel}${isAsked ? ', whose records its script asks for' : ''}`,
    // most pages with a channel have their records in the markup
    confidence: isAsked ? 0.85 : 0.15,
    alternatives: others.map(settings),
  };
};

/** 新华网: `<ul data="datasource:<id>">`, and all records in `ds_<id>.json` beside the page. */
const xinhua: Recogniser = ({ $, url }) => {
  const id = $('[data]')
    .toArray()
    .map((element) => /^datasource:([\w-]{8,80})$/.exec($(element).attr('data') ?? '')?.[1])
    .find((one) => one !== undefined);
  if (id === undefined) return null;
  return {
    settings: {
      page: pagePath(url),
      request: new URL(`ds_${id}.json`, url).pathname,
      records: 'datasource',
      title: ['showTitle', 'title'],
      address: 'publishUrl',
      date: 'publishTime',
    },
    because: `its list is filled from the data source ${id}`,
    confidence: 0.85,
  };
};

/** 淮安's cmsweb: a POST of `topic`, `page` and `rows` to `/articleCommonController/lists.do`. */
const cmsweb: Recogniser = ({ script, url }) => {
  const path = /["']([\w./-]{0,100}\/lists\.do)["'?]/.exec(script)?.[1];
  const topic = settingValue(script, 'topic');
  if (path === undefined || topic === undefined || !/^[\w-]{1,80}$/.test(topic)) return null;
  return {
    settings: {
      page: pagePath(url),
      request: new URL(path, url).pathname,
      body: `topic=${topic}&page={n}&rows={size}`,
      records: 'rows',
      title: 'title',
      address: 'url',
      date: 'publishDate',
      total: 'total',
    },
    because: `its script asks ${path} for topic ${topic}`,
    confidence: 0.85,
  };
};
