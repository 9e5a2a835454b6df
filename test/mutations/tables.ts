/** Tables that are none of the report's, and tables that are not seen. */
import { pick } from '../formats/chance.js';
import { PLAIN } from '../formats/layouts.js';
import { type PrintedCell, type PrintedLine, type PrintedTable, printReport } from '../formats/printed.js';
import { ALL, type Kind } from './kind.js';
import { type Page, soundReport, UNCLEAR } from './page.js';

type Id = PrintedTable['id'];
const IDS: readonly Id[] = ['proactive', 'requests', 'disputes'];
const NAMES: Readonly<Record<Id, string>> = {
  proactive: '主动公开政府信息情况',
  requests: '收到和处理政府信息公开申请情况',
  disputes: '政府信息公开行政复议、行政诉讼情况',
};

const line = (text: string): PrintedLine => ({ kind: 'line', role: 'body', text });

/** A table of another report. */
function otherTable(page: Page, id: Id): PrintedTable {
  const printed = printReport(soundReport(page.random, page.report.year - 1), PLAIN);
  const found = printed.blocks.find((block) => block.kind === 'table' && block.id === id);
  if (found?.kind !== 'table') throw new RangeError(`no table ${id}`);
  return { ...found, rows: found.rows.map((row) => row.map((cell) => ({ ...cell, indicator: null }))) };
}

type Where = 'before' | 'after' | 'end';

/** The same table of another year or agency, under a line that says so. */
function foreign(id: string, where: Where, caption: (page: Page, table: Id) => string): Kind {
  return {
    id,
    formats: ALL,
    mutate: (page) => {
      const table = pick(page.random, IDS);
      const blocks = [line(caption(page, table)), otherTable(page, table)];
      if (where === 'end') page.insert('end', blocks);
      else if (where === 'after') page.insert({ after: table }, blocks);
      // so that the report's own table has a caption too
      else page.insert({ before: table }, [...blocks, line(`${page.report.year}年${NAMES[table]}：`)]);
    },
  };
}

/** The same table twice with other figures, and nothing says whose they are. */
const TWICE: Kind = {
  id: 'a table twice, with other figures',
  formats: ALL,
  mutate: (page) => {
    const table = pick(page.random, IDS);
    const other = otherTable(page, table);
    page.rows(table).forEach((cells, row) => {
      cells.forEach(({ indicator, text }, at) => {
        if (indicator !== null && other.rows[row]?.[at]?.text !== text) page.say(indicator, UNCLEAR);
      });
    });
    page.insert({ after: table }, [other]);
  },
};

const cell = (text: string): PrintedCell => {
  return { text, rowSpan: 1, columnSpan: 1, indicator: null, heading: false };
};

function smallTable(page: Page, heads: readonly string[], labels: readonly string[]): PrintedTable {
  const rows = labels.map((label) => [
    cell(label),
    ...heads.slice(1).map(() => cell(String(page.random.between(0, 999)))),
  ]);
  const width = 174 / heads.length;
  const widths = heads.map(() => width);
  // its id only says how a table of the form is printed
  return {
    kind: 'table',
    id: 'proactive',
    columns: heads.length,
    widths,
    headingRows: 0,
    rows: [heads.map(cell), ...rows],
  };
}

function beside(id: string, heads: readonly string[], labels: readonly string[], caption: string): Kind {
  return {
    id,
    formats: ALL,
    mutate: (page) => {
      const table = smallTable(page, heads, labels);
      const blocks = caption === '' ? [table] : [line(caption), table];
      const near = pick(page.random, IDS);
      const where = pick(page.random, [{ before: near }, { after: near }, 'end' as const]);
      // the table of the form stays the first with its id, whichever it is
      if (where !== 'end' && 'before' in where && near === 'proactive') page.insert('end', blocks);
      else page.insert(where, blocks);
    },
  };
}

const BESIDE: readonly Kind[] = [
  beside(
    'a budget table',
    ['项目', '预算数', '决算数', '总计'],
    ['一般公共服务支出', '教育支出', '其他支出', '总计'],
    '部门收支预算表（单位：万元）',
  ),
  beside(
    'a table of departments',
    ['部门', '行政许可', '行政处罚', '行政强制'],
    ['教育局', '民政局', '财政局'],
    '各部门本年处理决定数量',
  ),
  beside(
    'a table of channels',
    ['公开渠道', '本年新增', '总计'],
    ['政府网站', '微信公众号', '政务微博', '其他'],
    '',
  ),
  beside(
    'a table of months',
    ['月份', '新收申请', '予以公开', '其他'],
    ['一月', '二月', '三月'],
    '依申请公开月度情况',
  ),
];

/** A whole table that a page hides. */
const HIDDEN_TABLE: Kind = {
  id: 'hidden, a whole table',
  formats: ['html', 'print'],
  mutate: (page) => {
    const table = pick(page.random, IDS);
    const attributes = pick(page.random, ['style="display:none"', 'class="off"', 'hidden', 'class="inside"']);
    const hidden = { ...otherTable(page, table), attributes };
    page.insert(page.random.next() < 0.5 ? { before: table } : { after: table }, [hidden]);
  },
};

/** Cells that a page hides between those that it shows. */
const HIDDEN_CELL: Kind = {
  id: 'hidden, a cell in between',
  formats: ['html', 'print'],
  mutate: (page) => {
    const rows = page
      .rows('requests')
      .flatMap((cells, row) => (cells.some(({ indicator }) => indicator) ? [row] : []));
    const row = pick(page.random, rows);
    const cells = page.row({ table: 'requests', row });
    const first = cells.findIndex(({ indicator }) => indicator !== null);
    const at = page.random.between(first, cells.length);
    const attributes = pick(page.random, ['style="display:none"', 'class="off"', 'hidden']);
    const hidden = { ...cell(String(page.random.between(0, 99))), attributes };
    page.setRow({ table: 'requests', row }, [...cells.slice(0, at), hidden, ...cells.slice(at)]);
  },
};

/** A row that a page hides, with the figures of another year. */
const HIDDEN_ROW: Kind = {
  id: 'hidden, a row',
  formats: ['html'],
  mutate: (page) => {
    const rows = page.rows('requests');
    const row = rows.findIndex((cells) => cells.some(({ indicator }) => indicator === 'requests.new.total'));
    const hidden = (rows[row] ?? []).map((old) => {
      const text = old.indicator === null ? old.text : String(page.random.between(0, 99));
      return { ...old, text, indicator: null, attributes: 'style="display: none;"' };
    });
    const at = page.random.next() < 0.5 ? row : row + 1;
    page.setRows('requests', [...rows.slice(0, at), hidden, ...rows.slice(at)]);
  },
};

const lastYear = ({ report }: Page): number => report.year - 1;

export const TABLE_KINDS: readonly Kind[] = [
  foreign('a table of another year before', 'before', (page, id) => `${lastYear(page)}年${NAMES[id]}：`),
  foreign('a table of another year after', 'after', (page, id) => `附：${lastYear(page)}年${NAMES[id]}`),
  foreign(
    'a table of another year at the end',
    'end',
    (page, id) => `附件：${lastYear(page)}年度${NAMES[id]}统计表`,
  ),
  foreign('a table of another agency at the end', 'end', (_, id) => `附件：青山镇人民政府${NAMES[id]}`),
  foreign('a table of another agency after', 'after', (_, id) => `青山镇人民政府${NAMES[id]}`),
  TWICE,
  ...BESIDE,
  HIDDEN_TABLE,
  HIDDEN_CELL,
  HIDDEN_ROW,
];
