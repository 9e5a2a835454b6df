/**
 * Times are kept as ISO-8601 text in UTC with milliseconds: whoever opens the file can read them, and text
 * order is time order.
 */
export function timeToText(time: Date): string {
  return time.toISOString();
}

export function textToTime(text: string): Date {
  return new Date(text);
}
