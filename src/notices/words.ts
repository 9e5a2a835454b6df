/** The words of the templates, in both languages: the one set that every message and the feed are made of. */
import type { MoveReason } from '../../storage/contract/archive.js';
import type { Language, NoticeEvent } from '../config/settings/notice-settings.js';
import { counted, plural } from '../text/plural.js';
import type { CellItem, Digest } from './digest.js';

export interface Words {
  readonly events: Readonly<Record<NoticeEvent, string>>;
  readonly reasons: Readonly<Record<string, string>>;
  /** 「数据修订 2、撤下 1」 */
  count(event: NoticeEvent, n: number): string;
  readonly listJoin: string;
  title(digest: Digest, counts: string): string;
  started(time: string, outcome: string): string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly nothing: string;
  report(agency: string, year: number, kind: 'own' | 'aggregate'): string;
  movedFrom(address: string): string;
  readonly causes: Readonly<Record<MoveReason, string>>;
  former(report: string): string;
  sections(numbers: readonly number[]): string;
  more(n: number): string;
  moreCells(n: number): string;
  silence(nights: number, since: string | null): string;
  notice(token: string): string;
  readonly sample: string;
  readonly colon: string;
  readonly feedTitle: string;
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六'];

const ZH_EVENTS: Words['events'] = {
  first_seen: '首次发现',
  figures_revised: '数据修订',
  text_revised: '文字修订',
  moved: '地址变更',
  renamed: '更名',
  withdrawn: '撤下',
  restored: '恢复',
  failing_checks: '勾稽不符',
  suspect_runs: '采集可疑',
  failed_runs: '采集失败',
  silence: '长期无数据',
};

const zh: Words = {
  events: ZH_EVENTS,
  reasons: {
    blank: '空白',
    dash: '横线',
    none: '无',
    absent: '没有该单元格',
    unreadable: '无法辨认',
  },
  count: (event, n) => `${ZH_EVENTS[event]} ${n}`,
  listJoin: '、',
  title: (digest, counts) => {
    if (digest.about === 'test') return `年报监测（测试）：${counts}`;
    return digest.run === null ? `年报监测：${counts}` : `年报监测 第${digest.run.id}次采集：${counts}`;
  },
  started: (time, outcome) => `采集开始于 ${time}（北京时间），${outcome}。`,
  outcomes: { done: '已完成', partial: '部分来源失败', failed: '失败', interrupted: '中断' },
  nothing: '没有变化',
  report: (agency, year, kind) => `${agency} ${year}年${kind === 'aggregate' ? '（汇总）' : ''}`,
  movedFrom: (address) => `原地址：${address}`,
  causes: {
    gone: '原因：原地址已无法打开',
    no_report: '原因：原地址的页面已不是年报',
    other_report: '原因：原地址的页面已换成另一份年报',
    unlisted: '原因：栏目已不再列出原地址',
  },
  former: (report) => `原为：${report}`,
  sections: (numbers) => `文字有改动：${numbers.map((n) => `第${NUMERALS[n] ?? n}部分`).join('、')}`,
  more: (n) => `另有 ${n} 项未列出，见档案库`,
  moreCells: (n) => `另有 ${n} 处`,
  silence: (nights, since) =>
    since === null
      ? `已 ${nights} 夜，从未采集成功`
      : `已 ${nights} 夜没有采集成功，上次成功：${since}（北京时间）`,
  notice: (token) => `通知编号 ${token}；编号相同即为重发。`,
  sample: '这是一条测试通知，收到即表示渠道可用。',
  colon: '：',
  feedTitle: '年报监测：政府信息公开工作年度报告的变化',
};

const en: Words = {
  events: {
    first_seen: 'first seen',
    figures_revised: 'figures revised',
    text_revised: 'text revised',
    moved: 'moved',
    renamed: 'renamed',
    withdrawn: 'withdrawn',
    restored: 'restored',
    failing_checks: 'failing checks',
    suspect_runs: 'suspect run',
    failed_runs: 'failed run',
    silence: 'silent',
  },
  reasons: {
    blank: 'blank',
    dash: 'dash',
    none: '无 (none)',
    absent: 'no such cell',
    unreadable: 'unreadable',
  },
  count: (event, n) => counted(n, event),
  listJoin: ', ',
  title: (digest, counts) => {
    if (digest.about === 'test') return `nianbao test: ${counts}`;
    return digest.run === null ? `nianbao: ${counts}` : `nianbao run ${digest.run.id}: ${counts}`;
  },
  started: (time, outcome) => `The run started at ${time} (Asia/Shanghai). Outcome: ${outcome}.`,
  outcomes: { done: 'done', partial: 'some sources failed', failed: 'failed', interrupted: 'interrupted' },
  nothing: 'no change',
  report: (agency, year, kind) => `${agency} ${year}${kind === 'aggregate' ? ' (aggregate)' : ''}`,
  movedFrom: (address) => `moved from: ${address}`,
  causes: {
    gone: 'reason: the address is missing',
    no_report: 'reason: the address shows no report any more',
    other_report: 'reason: the address shows another report',
    unlisted: 'reason: no list names the former address any more',
  },
  former: (report) => `until now: ${report}`,
  sections: (numbers) => `text differs in section ${numbers.join(', ')}`,
  more: (n) => `and ${n} more, see the archive`,
  moreCells: (n) => `and ${n} more`,
  silence: (nights, since) =>
    since === null
      ? `${plural(nights, 'night')}, and never harvested successfully`
      : `${plural(nights, 'night')} without a successful harvest; the last one was at ${since} (Asia/Shanghai)`,
  notice: (token) => `Notice ${token}. A message with the same number is a repeat.`,
  sample: 'This is a test: the channel works.',
  colon: ': ',
  feedTitle: 'nianbao: changes of annual reports on government-information disclosure',
};

export const WORDS: Readonly<Record<Language, Words>> = { zh, en };

/** A cell as the source has it: its number, else its text and why it is none. */
export function cellWords(state: CellItem['before'], words: Words): string {
  if (state.value !== null) return String(state.value);
  const reason = words.reasons[state.reason ?? ''] ?? state.reason ?? '';
  const raw = state.raw === null || state.raw.trim() === '' ? '' : `「${state.raw}」`;
  return reason === '' ? raw : `${raw}(${reason})`;
}
