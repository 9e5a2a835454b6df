/** English plurals: the one place that puts a noun behind a number. */

/** 「1 portal」, 「2 portals」; `many` where the plural is not made with an s. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Names by which the archive counts things and that are nouns, or end in one. The others (`withdrawn`) have no plural. */
const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  figures_revised: ['figure revision', 'figure revisions'],
  text_revised: ['text revision', 'text revisions'],
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  failing_checks: ['failing check', 'failing checks'],
  suspect_runs: ['suspect run', 'suspect runs'],
  failed_runs: ['failed run', 'failed runs'],
  silence: ['silent portal', 'silent portals'],
};

/** A count of something that has a name in the archive: 「1 figure revision」, 「3 withdrawn」. */
export function counted(n: number, name: string): string {
  const noun = NOUNS[name];
  return noun === undefined ? `${n} ${name.replaceAll('_', ' ')}` : plural(n, ...noun);
}
