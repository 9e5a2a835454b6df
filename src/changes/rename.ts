import type { ReportKey, VersionContent } from '../../storage/contract/archive.js';
import { tight } from '../text/tight.js';

/** A report under a name. */
export interface Named {
  readonly report: ReportKey;
  readonly content: Pick<VersionContent, 'digests' | 'sections' | 'figures'>;
}

/**
 * Is it one report whose name was corrected? The figures are the same, and so is the prose but for the agency's name and
 * years: whoever corrects a year in the title corrects it in the text, and the year before with it.
 */
export function isRenamed(before: Named, after: Named): boolean {
  if (before.report.region !== after.report.region) return false;
  if (before.content.digests.figures !== after.content.digests.figures) return false;
  const names = [before.report.agency, after.report.agency].sort((a, b) => b.length - a.length);
  const proseOf = ({ content }: Named): string =>
    content.sections.map(({ number, text }) => `${number} ${withoutNames(text, names)}`).join('\n');
  const prose = proseOf(before);
  const saysSomething = prose !== '' || before.content.figures.some(({ value }) => value !== null);
  return saysSomething && prose === proseOf(after);
}

function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(name, '□'), tight(text)).replace(/20\d{2}/gu, '#');
}
