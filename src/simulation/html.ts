/** Text into HTML. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and for attribute values in either kind of quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

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
