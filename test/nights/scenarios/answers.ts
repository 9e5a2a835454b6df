/** Answers that hold no report. */
import { missingPage, otherPage } from '../portal/html.js';
import type { Answer } from '../portal/site.js';

/** 「页面不存在」, with status 200. */
export const SOFT: Answer = { kind: 'page', html: missingPage() };
export const HOME: Answer = { kind: 'redirect', to: '/' };
export const NO_REPORT: Answer = {
  kind: 'page',
  html: otherPage('网站改版公告', '本栏目正在调整，年度报告请到政务服务窗口查阅。'),
};
export const BROKEN: Answer = { kind: 'status', status: 500 };
export const RESET: Answer = { kind: 'reset' };
