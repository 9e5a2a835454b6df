/** Bad nights: the ways in which a portal misbehaves on demand. */
import { LIST_FAULTS, type ListFault } from '../pages/list-view.js';
import { renderPage } from '../pages/render-page.js';
import { frontPage, notFound } from '../pages/site-pages.js';
import { SimulationError } from '../reports/report-data.js';
import type { Answer, Site } from './site.js';

/** Faults that answer with something other than the page. */
export const ANSWERED_FAULTS = [
  'error-500',
  'error-502',
  'error-503',
  'error-503-retry-after',
  'not-found',
  'soft-404',
  'front-page',
  'maintenance',
  'empty-body',
  'redirect-elsewhere',
  'redirect-loop',
  'redirect-private',
  'challenge',
] as const;

/**
 * Faults of the connection: the page is correct, its transfer is not.
 * - reset: the connection breaks before an answer
 * - half-body: half of what Content-Length promised
 * - truncated-chunked: half of the page, ended as if it were complete
 * - slow: the whole answer, late; slow-drip: a byte at a time, for as long as the client stays
 * - wrong-length: Content-Length is larger than the body; short-length: smaller
 * - gzip-bomb: a megabyte that unpacks to a thousand
 */
export const TRANSPORT_FAULTS = [
  'reset',
  'half-body',
  'truncated-chunked',
  'slow',
  'slow-drip',
  'wrong-length',
  'short-length',
  'gzip-bomb',
] as const;

export type AnsweredFault = (typeof ANSWERED_FAULTS)[number];
export type TransportFault = (typeof TRANSPORT_FAULTS)[number];

/**
 * `empty-list` makes lists and directories answer as if nothing had ever been published, `shuffled-list` puts them
 * into another order for every requested page, `duplicate-entries` names everything twice.
 */
export type FaultKind = AnsweredFault | TransportFault | ListFault;

export function isAnsweredFault(kind: FaultKind): kind is AnsweredFault {
  return ANSWERED_FAULTS.some((fault) => fault === kind);
}

export function isListFault(kind: FaultKind): kind is ListFault {
  return LIST_FAULTS.some((fault) => fault === kind);
}

/** A fault that affects a request; `turn` counts the affected requests, from 1. */
export interface Strike {
  readonly kind: FaultKind;
  readonly turn: number;
}

/** The fault that is set; at most one at a time. */
export class Faults {
  private current: {
    kind: FaultKind;
    match: (path: string) => boolean;
    times: number;
    turn: number;
  } | null = null;

  /** @throws SimulationError when `times` is not a number from 1 on. */
  set(kind: FaultKind | null, match: (path: string) => boolean, times: number): void {
    if (!(times >= 1)) throw new SimulationError(`a fault must happen at least once, not ${times} times`);
    this.current = kind === null ? null : { kind, match, times, turn: 0 };
  }

  /** The fault for this request, which counts as one of its times; null for none. */
  take(path: string, isList: boolean): Strike | null {
    const { current } = this;
    if (current === null || !current.match(path)) return null;
    if (isListFault(current.kind) && !isList) return null;
    current.times -= 1;
    current.turn += 1;
    if (current.times < 1) this.current = null;
    return { kind: current.kind, turn: current.turn };
  }
}

/** The answer of an answered fault to a request for `path`. */
export function faultAnswer(site: Site, kind: AnsweredFault, turn: number, path: string): Answer {
  switch (kind) {
    case 'error-500':
      return site.text(500, errorPage('HTTP Status 500 – Internal Server Error'));
    case 'error-502':
      return site.text(
        502,
        '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
      );
    case 'error-503':
      return site.text(503, errorPage('HTTP Status 503 – Service Unavailable'));
    case 'not-found':
      return notFound(site, path);
    case 'error-503-retry-after':
      return site.text(503, errorPage('HTTP Status 503 – Service Unavailable'), 'text/html', {
        'retry-after': String(site.settings.retryAfterSeconds),
      });
    case 'soft-404':
      return site.text(
        200,
        message(site, '您访问的页面不存在', '您访问的页面不存在或已被删除，请返回首页。'),
      );
    case 'front-page':
      return frontPage(site);
    case 'maintenance':
      return site.text(200, message(site, '系统维护', '系统维护中，请稍后访问，给您带来的不便敬请谅解。'));
    case 'empty-body':
      return site.text(200, '');
    case 'redirect-elsewhere':
      return site.text(302, '', 'text/html', { location: 'http://example.invalid/' });
    case 'redirect-loop':
      return site.text(302, '', 'text/html', { location: path });
    case 'redirect-private':
      return site.text(302, '', 'text/html', { location: PRIVATE[turn % PRIVATE.length] ?? '' });
    case 'challenge':
      return site.text(412, CHALLENGE, 'text/html', { 'set-cookie': 'acw_tc=simulated; path=/; HttpOnly' });
  }
}

/** Addresses that no portal should lead to, one after the other. */
const PRIVATE = ['http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data/'];

const CHALLENGE = `<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>
<script type="text/javascript">$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=50732;$_ts.cd="qArrrFAl";</script>
<script type="text/javascript" charset="iso-8859-1" src="/zQ4x.b8e7d2.js" r='m'></script></head>
<body onload="_$ts()"><noscript>请开启JavaScript并刷新该页.</noscript></body></html>`;

function errorPage(title: string): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1><hr/><h3>Apache Tomcat</h3></body></html>`;
}

function message(site: Site, title: string, text: string): string {
  return renderPage(site.style, { title, columnName: '提示信息' }, `<div class="tip"><p>${text}</p></div>`);
}
