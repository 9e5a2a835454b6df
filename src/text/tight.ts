/** The text without its white space: what re-wrapping a page leaves as it was. */
export function tight(text: string): string {
  return /\s/.test(text) ? text.replace(/\s+/gu, '') : text;
}
