/** A report as its agency wrote it: what pages and files of these tests show. */
import { type Edition, type Figures, formTables, type Table } from './form.js';

export interface Report {
  readonly agency: string;
  readonly year: number;
  readonly edition: Edition;
  /** Decisions on licences: the figure that agencies of these tests change. */
  readonly licences: number;
  /** Requests for information, all of them from natural persons and all granted. */
  readonly requests: number;
  /** The sentence on problems. */
  readonly problems: string;
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly table: Table };

/** A report of this agency and year, with what a scenario says of it. */
export function report(agency: string, year = 2023, more: Partial<Report> = {}): Report {
  const problems = '公开内容还不够具体，更新不够及时，下一步将完善制度，加强培训。';
  return { agency, year, edition: '2021', licences: 12, requests: 4, problems, ...more };
}

export function titleOf({ agency, year }: Pick<Report, 'agency' | 'year'>): string {
  return `${agency}${year}年政府信息公开工作年度报告`;
}

/** The day on which its page says that it was published: in time. */
export function publishedOf({ year }: Pick<Report, 'year'>): string {
  return `${year + 1}-01-20`;
}

/** What stands below the title. */
export function bodyOf({ edition, licences, requests, problems }: Report): readonly Block[] {
  const [proactive, received, disputes] = formTables(edition, figuresOf(licences, requests));
  const text = (line: string): Block => ({ kind: 'text', text: line });
  const table = (content: Table): Block => ({ kind: 'table', table: content });
  return [
    text('一、总体情况'),
    text('（一）主动公开。本机关通过门户网站公开政务信息，内容涵盖机构职能、规划计划和办事指南。'),
    text(`（二）依申请公开。本机关共收到政府信息公开申请${requests}件，均已办结。`),
    text('（三）政府信息管理。本机关按要求编制公开目录，专人负责发布前的审核。'),
    text('（四）平台建设。本机关维护网站栏目，保证信息查得到、看得懂。'),
    text('（五）监督保障。本机关把政务公开列入考核，组织业务学习。'),
    text('二、主动公开政府信息情况'),
    table(proactive),
    text('三、收到和处理政府信息公开申请情况'),
    table(received),
    text('四、政府信息公开行政复议、行政诉讼情况'),
    table(disputes),
    text('五、存在的主要问题及改进情况'),
    text(problems),
    text('六、其他需要报告的事项'),
    text('本年度未收取信息处理费。'),
  ];
}

function figuresOf(licences: number, requests: number): Figures {
  const rows = ['new', 'granted', 'handled_total'];
  const counts = rows.flatMap((row) => [
    [`requests.${row}.natural_person`, requests],
    [`requests.${row}.total`, requests],
  ]);
  return { 'proactive.licensing.decisions': licences, ...Object.fromEntries(counts) };
}
