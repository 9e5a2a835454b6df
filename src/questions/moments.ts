import { UsageError } from '../errors.js';

/**
 * A day (the beginning of it in Shanghai) or a time with its zone.
 * @throws UsageError where it is neither
 */
export function parseMoment(text: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const moment = new Date(isDay ? `${text}T00:00:00+08:00` : text);
  const isReal = isDay && moment.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }) === text;
  if (Number.isNaN(moment.getTime()) || !(isReal || isTime)) {
    throw new UsageError(`「${text}」 is not a day or time`, {
      hint: 'e.g. 2024-02-01, or 2024-02-01T08:00:00+08:00',
    });
  }
  return moment;
}
