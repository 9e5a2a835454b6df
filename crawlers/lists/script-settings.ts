/** Reading settings out of the scripts and tags of a page. */

/** The bodies of a page's scripts; data blocks (`text/xml`) are none. */
export function scripts(html: string): string[] {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)]
    .filter((match) => !/type\s*=\s*["']?text\/xml/i.test(match[1] ?? ''))
    .map((match) => match[2] ?? '');
}

/** One piece of a script for each list: the pieces begin at `.jpage(`, where there is more than one of them. */
export function jpageSegments(script: string): string[] {
  const starts = [...script.matchAll(/\bjpage\s*\(/gi)].map((match) => match.index);
  if (starts.length < 2) return [script];
  return starts.map((start, index) => script.slice(start, starts[index + 1] ?? script.length));
}

/** A setting's value: `name: 'x'`, `"name": "x"`, `name: 12`, `name = 'x'`. */
export function settingValue(text: string, name: string): string | undefined {
  const pattern = new RegExp(
    `(?<![\\w$.])["']?${name}["']?\\s*[:=](?!=)\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|"((?:[^"\\\\]|\\\\.)*)"|([^\\s,;{}()'"]+))`,
    'i',
  );
  const match = pattern.exec(text);
  const raw = match?.[1] ?? match?.[2] ?? match?.[3];
  return raw
    ?.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, '$1');
}

/** A whole number that is not negative, of at most nine digits; null for anything else. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
