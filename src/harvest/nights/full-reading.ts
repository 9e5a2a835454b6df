/** When a source is asked without conditions, so that a server that always says 304 cannot hide a revision for long. */
import type { SourceState } from '../../../storage/contract/archive.js';
import { nightOf } from '../../changes/presence.js';
import { sha256 } from '../../sha256.js';

const DAY = 86_400_000;

/**
 * Is the source to be fetched in full on the night of `at`? It is at the latest `every` nights after it last was. Before,
 * it is on every `every`th night, counted from one that is its own, so that sources which came on one night do not all
 * come on one night again.
 */
export function isDueInFull(
  { url, lastRead }: Pick<SourceState, 'url' | 'lastRead'>,
  at: Date,
  every: number,
): boolean {
  if (lastRead === null) return true;
  const night = numberOf(at);
  const since = night - numberOf(lastRead);
  return since >= every || (since > 0 && (night + ownNight(url)) % every === 0);
}

const numberOf = (at: Date): number => Math.round(Date.parse(nightOf(at)) / DAY);

function ownNight(url: string): number {
  return Number.parseInt(sha256(url).slice(0, 8), 16);
}
