import { defined } from '../../src/defined.js';
import type { FetchOutcome } from '../contract.js';
import type { FetchError } from './fetch-error.js';
import { decodeBody } from './page-charset.js';
import { carriesContent, isHtml, titleText, visibleText } from './page-text.js';
import type { WireAnswer } from './wire.js';

export { looksTruncated } from './page-text.js';

/** The request. */
export interface Asked {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}

/** Below this many characters of visible text, a page that says it does not exist is believed. */
const SHORT_PAGE = 600;
/** Below this many, a page that asks for a captcha is one; longer pages may have a search box with a captcha. */
const SHORT_CHALLENGE = 200;

const GONE =
  /(?:页面|网页|信息|内容|文章|稿件|文件|栏目|资源|地址|链接)[^。；<>]{0,12}?(?:不存在|找不到|未找到|没有找到|无法找到|已(?:被|经)?(?:删除|移除|下线|失效|撤下))|(?:找不到|未找到|没有找到|无法找到)[^。；<>]{0,8}(?:页面|网页|信息|文件|资源)|该(?:信息|文章|内容)?已(?:被)?删除|暂(?:时)?无(?:相关|任何|该|此|本)?(?:年度?)?(?:年报|报告|数据|内容|信息|记录|文章)|暂无[^。；<>]{0,12}(?:年报|年度报告)|page\s*not\s*found/i;
const GONE_TITLE =
  /^404|(?<!\d)404$|notfound|页面(?:不存在|找不到|未找到|没有找到|丢失)|(?:页面|信息|文章|内容)已(?:被)?删除|找不到页面|出错(?:了|啦)/i;
/** Without one of these, possibly with tags inside the sentence around it, there is no point in looking closer. */
const HINTS = /不存在|不到|没有|删除|移除|下线|失效|撤下|无|not\s*found|维护|升级|检修|暂停/i;
const MAINTENANCE =
  /(?:网站|系统|平台|服务器|本站|服务)[^。；：:<>]{0,10}(?:维护|升级|检修)(?!单位|部门|人员|机构|责任|管理|电话|[：:]|方|主办)|(?:正在|进行|处于)[^。；<>]{0,10}(?:维护|升级|检修)|暂停(?:服务|访问)/;
const MAINTENANCE_TITLE = /(?:网站|系统|平台|服务器)(?:正在)?(?:维护|升级|检修)|(?:维护|升级|检修)中/;
const CHALLENGE_WORDS =
  /验证码|安全验证|人机(?:验证|识别)|滑动(?:滑块|验证)|访问(?:过于)?频繁|(?:请求|访问)[^。<>]{0,10}(?:被|已)(?:拦截|阻断|拒绝)|安全(?:拦截|防护|网关)|accessdenied|verifyyouarehuman|areyouarobot|captcha|enablejavascript/i;
const CHALLENGE_SCRIPTS =
  /__jsl_clearance|\$_ts\s*[=.[]|_\$[a-z]{2}\(|cf[-_]chl|challenge-platform|acw_sc__v2|document\.cookie\s*=[\s\S]{0,400}location\.(?:href|reload|replace)/i;
const LOGIN_TITLE = /^(?:用户)?(?:登录|登陆|统一身份认证|login|signin)/i;

/**
 * The verdict on an answer.
 *
 * `soft: false` leaves out what a page says of itself (not there, under maintenance): for list pages, whose
 * families know better.
 */
export function judgeAnswer(
  asked: Asked,
  answer: WireAnswer,
  options: { soft?: boolean } = {},
): FetchOutcome {
  const { status, headers, url: finalUrl } = answer;
  const base = {
    url: asked.url,
    method: asked.method,
    fetchedAt: answer.startedAt,
    milliseconds: answer.milliseconds,
    ...defined({ forgiven: answer.forgiven, isSentOn: answer.isSentOn }),
  };
  const answered = { ...base, status, headers, finalUrl };
  const failed = (reason: string, retryable: boolean): FetchOutcome => {
    const retryAt = retryAfter(headers['retry-after'], answer.startedAt.getTime() + answer.milliseconds);
    return { ...base, kind: 'failed', status, reason, retryable, retryAt };
  };

  if (status === 304) return { ...answered, kind: 'not_modified' };
  if (status === 404 || status === 410)
    return { ...answered, kind: 'missing', soft: false, reason: `HTTP ${status}` };
  if (status === 429) return failed('HTTP 429, too many requests', true);
  if (status === 401 || status === 403 || status === 407)
    return { ...answered, kind: 'blocked', reason: `HTTP ${status}` };

  const html = isHtml(headers['content-type'] ?? '', answer.body) ? decodeBody(answer).text : null;
  const challenge = html === null ? null : challengeIn(html, status);
  if (challenge !== null) return { ...answered, kind: 'blocked', reason: challenge };
  if (status >= 500 || status === 408 || status === 425)
    return failed(`HTTP ${status}`, status !== 501 && status !== 505);
  if (status !== 200) return failed(`HTTP ${status}`, false);
  if (answer.body.length === 0) return failed('the body is empty', true);

  if (html !== null && options.soft !== false) {
    const said = selfReport(html);
    if (said?.kind === 'maintenance') return failed(said.reason, true);
    if (said !== null) return { ...answered, kind: 'missing', soft: true, reason: said.reason };
    if (wentHome(asked.url, finalUrl)) {
      return { ...answered, kind: 'missing', soft: true, reason: 'redirected to the front page' };
    }
  }
  return { ...answered, kind: 'ok', page: { url: finalUrl, status, headers, body: answer.body } };
}

/** The verdict on an exchange without an answer. */
export function judgeError(
  asked: Asked,
  error: FetchError,
  fetchedAt: Date,
  milliseconds: number,
): FetchOutcome {
  const base = { url: asked.url, method: asked.method, fetchedAt, milliseconds };
  const { stop, message: reason } = error;
  switch (stop.kind) {
    case 'off_limits':
      return { ...base, kind: 'off_limits', rule: stop.rule, reason };
    case 'blocked':
      return {
        ...base,
        kind: 'blocked',
        status: stop.status,
        headers: stop.headers,
        finalUrl: stop.finalUrl,
        reason,
      };
    case 'failed':
      return {
        ...base,
        kind: 'failed',
        status: stop.status,
        reason,
        retryable: stop.retryable,
        retryAt: null,
      };
  }
}

/** A challenge, a captcha or a login in place of the page; why, or null. */
function challengeIn(html: string, status: number): string | null {
  const hasScript = /<script\b/i.test(html);
  if ((status === 412 || status === 521) && hasScript) return `HTTP ${status} with a script challenge`;
  const suspects = [CHALLENGE_SCRIPTS, CHALLENGE_WORDS].filter((words) => words.test(html));
  const title = titleText(html);
  const isLogin = LOGIN_TITLE.test(title) && /type\s*=\s*["']?password/i.test(html);
  if (suspects.length === 0 && !isLogin) return null;
  const text = visibleText(html);
  if (isLogin && text.length < SHORT_PAGE) return 'the page asks for a login';
  if (text.length < SHORT_CHALLENGE && !carriesContent(html)) {
    if (CHALLENGE_WORDS.test(text + title)) return `a challenge: ${(text || title).slice(0, 60)}`;
    if (CHALLENGE_SCRIPTS.test(html)) return 'a script challenge';
  }
  return null;
}

/** What a page that answered 200 says of itself: that it is not there, or that the site is under maintenance. */
function selfReport(html: string): { kind: 'gone' | 'maintenance'; reason: string } | null {
  const title = titleText(html);
  if (MAINTENANCE_TITLE.test(title) && title.length < 30)
    return { kind: 'maintenance', reason: `the title says ${title}` };
  if (GONE_TITLE.test(title)) return { kind: 'gone', reason: `the title says ${title.slice(0, 60)}` };
  if (!HINTS.test(html)) return null;
  // most pages are reports, with tables: that is seen sooner than how much they show
  if (carriesContent(html)) return null;
  const text = visibleText(html);
  if (text.length >= SHORT_PAGE) return null;
  // A page that shows nothing may still say it, in an alert.
  const spoken = text.length < 20 ? `${text} ${html}` : text;
  const maintenance = MAINTENANCE.exec(spoken);
  if (maintenance !== null) return { kind: 'maintenance', reason: `the page says ${maintenance[0]}` };
  const gone = GONE.exec(spoken);
  return gone === null ? null : { kind: 'gone', reason: `the page says ${gone[0]}` };
}

/** Was a request for an inner page answered by the front page? */
function wentHome(asked: string, finalUrl: string): boolean {
  const home = /^\/(?:(?:index|default|main)\.(?:html?|s?html|jsp|aspx?|php))?$/i;
  return asked !== finalUrl && home.test(new URL(finalUrl).pathname) && !home.test(new URL(asked).pathname);
}

/** Retry-After as an instant: seconds from `now` (milliseconds) or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | undefined, now: number): Date | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return new Date(now + Number(text) * 1000);
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at);
}
