/** Names of invented agencies. The generator marks every report of theirs as synthetic. */

export const DEPARTMENTS = [
  '教育局',
  '民政局',
  '财政局',
  '司法局',
  '水利局',
  '审计局',
  '统计局',
  '信访局',
  '商务局',
  '农业农村局',
  '文化和旅游局',
  '卫生健康局',
  '应急管理局',
  '市场监督管理局',
  '医疗保障局',
  '发展和改革局',
  '自然资源和规划局',
  '住房和城乡建设局',
  '交通运输局',
  '人力资源和社会保障局',
] as const;

const DIGITS = '〇一二三四五六七八九';

/** Four Chinese digits: no name is the beginning of another, and none reads as a year. */
function numbered(index: number): string {
  return [...String(index).padStart(4, '0')].map((digit) => DIGITS[Number(digit)] ?? '').join('');
}

/** What the generator knows of an agency before its first report. */
export interface InventedAgency {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Opaque, in one of the several shapes that portals use. */
  readonly code: string;
}

/** The `index`-th agency (from 0): departments first, then numbered towns and sub-districts without end. */
export function inventedAgency(index: number): InventedAgency {
  const serial = String(index + 1).padStart(5, '0');
  const codes = [`9009${serial}`, `330482SIM${serial}`, `0010080039${serial}`];
  const code = codes[index % codes.length] ?? `9009${serial}`;
  const department = DEPARTMENTS[index];
  if (department !== undefined) {
    return { name: `平湖市${department}`, aliases: [`市${department}`], code };
  }
  const number = numbered(index - DEPARTMENTS.length + 1);
  if (index % 2 === 0) {
    return { name: `平湖市模拟${number}镇人民政府`, aliases: [`模拟${number}镇`], code };
  }
  return { name: `平湖市模拟${number}街道办事处`, aliases: [`模拟${number}街道`], code };
}
