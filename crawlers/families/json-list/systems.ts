/** Systems whose lists are JSON, by the marks that their column pages have: each writes the settings of `json-list`. */
import type { FetchedPage, Recognition } from '../../contract.js';
import { parseList, readAnchors } from '../../lists/anchors.js';
import { pagePath } from '../../lists/family-settings.js';
import { listText } from '../../lists/list-page.js';
import { callsOf, liveScripts, numberIn, type ScriptValue, textIn } from '../../lists/page-scripts.js';
import { variableValue } from '../../lists/pager/functions.js';
import { pageRequests } from '../../lists/pager/requests.js';
import { titleRules } from '../../lists/report-links.js';
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
  for (const recognise of [ucap, xinhua, scripted, putTogether]) {
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

const AJAX = /^(?:\$|jQuery|Ls|axios)\.(?:ajax|post|get|getJSON)$/;
const PAGE_NUMBER =
  /^(?:page|page_?no|page_?num|page_?index|page_?number|current_?page|curr_?page|cur_?page|current|p)$/i;
const PAGE_SIZE = /^(?:rows|page_?size|size|limit|per_?page|num)$/i;

/**
 * A request of the page's own script that asks for page after page: its address and its parameters are written out,
 * and one of them is the number of the page. 淮安's `lists.do` and 浦东's `zwgk-search-front` are such.
 */
const scripted: Recogniser = ({ script, url }) => {
  for (const { name, values } of callsOf(script, AJAX)) {
    const [first, second] = values;
    const options = first?.kind === 'object' ? first.fields : null;
    const said = options === null ? first : options.get('url');
    const data = options === null ? second : options.get('data');
    const path = said === undefined ? null : written(said, script);
    if (path === null || data?.kind !== 'object' || !/^(?:https?:\/)?[\w./-]{1,300}$/.test(path)) continue;
    const asked = parametersOf(data, script);
    if (asked === null) continue;
    const method = options?.get('type') ?? options?.get('method');
    const isPost = /\.post$/.test(name) || (method?.kind === 'text' && /^post$/i.test(method.text));
    const type = options?.get('contentType');
    const isJson = type?.kind === 'text' && /json/i.test(type.text);
    const { pathname } = new URL(path, url);
    const request = isPost
      ? { request: pathname, body: isJson ? asJson(asked.fields) : asForm(asked.fields) }
      : { request: `${pathname}?${asForm(asked.fields)}` };
    return {
      settings: { page: pagePath(url), ...request, ...(asked.size === null ? {} : { perPage: asked.size }) },
      because: `its script asks ${pathname} for one page after another`,
      confidence: 0.5,
    };
  }
  return null;
};

/**
 * A request whose address is put together: `axios.get(base + '/list?page=' + page)`. Where the page has reports of its own,
 * those are surer than what the request may be for.
 */
const putTogether: Recogniser = ({ $, script, url }) => {
  const [first, second] = pageRequests([script]);
  const template = first?.template ?? null;
  if (template === null || second !== undefined) return null;
  const number = template.first === 0 ? '{n-1}' : '{n}';
  const target = new URL(template.address.replace('{n}', 'nianbaopagenumber'), url);
  if (target.host !== new URL(url).host) return null;
  const request = `${target.pathname}${target.search}`.replace('nianbaopagenumber', number);
  const fields = Object.fromEntries(
    Object.entries(template.body?.fields ?? {}).map(([name, value]) => [
      name,
      value === '{n}' ? number : value,
    ]),
  );
  const body =
    template.body === null
      ? {}
      : { body: template.body.kind === 'json' ? numbersIn(JSON.stringify(fields)) : asForm(fields) };
  const hasReports = readAnchors($.html(), url).some(({ titles }) =>
    titles.some((one) => rules.isReport(one)),
  );
  return {
    settings: {
      page: pagePath(url),
      request,
      ...body,
      ...(template.size === null ? {} : { perPage: template.size }),
    },
    because: `its script asks ${target.pathname} for one page after another`,
    confidence: hasReports ? 0.25 : 0.45,
  };
};

const rules = titleRules();

function numbersIn(json: string): string {
  return json.replaceAll('"{n}"', '{n}').replaceAll('"{n-1}"', '{n-1}');
}

type Field = string | number | readonly (string | number)[];

function asJson(fields: Readonly<Record<string, Field>>): string {
  return JSON.stringify(fields).replaceAll('"{size}"', '{size}').replaceAll('"{n}"', '{n}');
}

function asForm(fields: Readonly<Record<string, Field>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'object' ? value : [value]) form.append(name, String(one));
  }
  return form
    .toString()
    .replaceAll('%7Bn%7D', '{n}')
    .replaceAll('%7Bn-1%7D', '{n-1}')
    .replaceAll('%7Bsize%7D', '{size}');
}

/** The parameters of a request; null where a value is not known, or none is the number of the page. */
function parametersOf(
  data: ScriptValue & { readonly kind: 'object' },
  script: string,
): { readonly fields: Record<string, Field>; readonly size: number | null } | null {
  const fields: Record<string, Field> = {};
  let size: number | null = null;
  let isNumbered = false;
  for (const [name, value] of data.fields) {
    const number = numberIn(value);
    if (PAGE_NUMBER.test(name) && (value.kind === 'name' || value.kind === 'other')) {
      fields[name] = '{n}';
      isNumbered = true;
    } else if (PAGE_SIZE.test(name) && number !== null && number > 0 && number <= 500) {
      fields[name] = '{size}';
      size = number;
    } else if (value.kind === 'array') {
      const items = value.items.map((item) => written(item, script));
      if (items.includes(null)) return null;
      fields[name] = items.flatMap((item) => item ?? []);
    } else {
      const given = value.kind === 'number' ? value.number : written(value, script);
      if (given === null) return null;
      fields[name] = given;
    }
  }
  return isNumbered ? { fields, size } : null;
}

/** A text as it stands, or that of a variable. */
function written(value: ScriptValue, script: string): string | null {
  return value.kind === 'name' ? variableValue(value.name, script) : textIn(value);
}
