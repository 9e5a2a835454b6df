/** Text into HTML. */

export { escapeMarkup as escapeHtml } from '../../text/markup.js';

/** `2024-01-25` as `2024/1/25`, the way Hanweb builds article addresses. */
export function datePath(date: string): string {
  return date
    .split('-')
    .map((part) => String(Number(part)))
    .join('/');
}

/** `2024-01-25` as `2024年1月25日`. */
export function chineseDate(date: string): string {
  const [year, month, day] = datePath(date).split('/');
  return `${year}年${month}月${day}日`;
}
