import { shanghaiTime } from '../text/dates.js';
import { counted } from '../text/plural.js';

/** A time as people here read it: 2024-01-25 14:35, Asia/Shanghai. */
export function showTime(time: Date | null): string {
  return time === null ? '-' : shanghaiTime(time);
}

const KILO = 1024;

/** 1.4 MB, 320 B. */
export function showBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= KILO && unit < units.length - 1) {
    amount /= KILO;
    unit++;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]}`;
}

/** 「3 new, 2 unchanged」 from counts by name; 「nothing」 where all are 0. */
export function showCounts(counts: Readonly<Record<string, number | undefined>>): string {
  const parts = Object.entries(counts).flatMap(([name, n]) => (n ? [counted(n, name)] : []));
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}
