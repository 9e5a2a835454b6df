const DAY = String.raw`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})`;
const ANY_DAY = new RegExp(`(?<!\\d)${DAY}(?!\\d)`);
const PUBLISHED = new RegExp(`(?:发布|发稿|公开)(?:日期|时间)\\s*[:：]?\\s*[[【(（]?\\s*${DAY}(?!\\d)`);

/** The first day named in a text, as YYYY-MM-DD; undefined where there is none, or none that exists. */
export function findDay(text: string): string | undefined {
  return isoDay(ANY_DAY.exec(text));
}

/** The day that a folded text names as its day of publication (发布日期：2024年1月25日), as YYYY-MM-DD. */
export function findPublished(text: string): string | undefined {
  return isoDay(PUBLISHED.exec(text));
}

function isoDay(match: RegExpExecArray | null): string | undefined {
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const time = new Date(Date.UTC(year, month - 1, day));
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return undefined;
  return time.toISOString().slice(0, 10);
}

const SHANGHAI = 8 * 3_600_000;

/** The day that an instant belongs to in China, YYYY-MM-DD. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + SHANGHAI).toISOString().slice(0, 10);
}

/** Made with the first use: it takes longer than a small command does. */
let timeInShanghai: Intl.DateTimeFormat | undefined;

/** A time as people in China read it: 2024-01-25 14:35. */
export function shanghaiTime(at: Date): string {
  timeInShanghai ??= new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return timeInShanghai.format(at);
}
