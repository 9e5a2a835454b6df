/** Agencies by the names that pages have for them. */
import { comparableTitle } from './report-year.js';

/** An agency as a portal's table has it. */
export interface NamedAgency {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** The portal's own name for an agency that a page calls `name`; `name` itself where the portal knows none. */
export function canonicalAgency(name: string, agencies: readonly NamedAgency[]): string {
  const text = comparableTitle(name);
  return knownAgency(text, agencies, (candidate) => text === candidate) ?? name.trim();
}

/** The name of the agency one of whose names fits a comparable text, the longest that does; null for none. */
export function knownAgency(
  text: string,
  agencies: readonly NamedAgency[],
  fits: (candidate: string) => boolean,
): string | null {
  let best: { name: string; length: number } | null = null;
  if (text === '') return null;
  for (const { name, candidates } of comparableNames(agencies)) {
    for (const candidate of candidates) {
      if (fits(candidate) && candidate.length > (best?.length ?? 0))
        best = { name, length: candidate.length };
    }
  }
  return best?.name ?? null;
}

interface ComparableNames {
  readonly name: string;
  readonly candidates: readonly string[];
}

/** A portal's agencies are compared with each title of its lists, and there are hundreds of both. */
const known = new WeakMap<readonly NamedAgency[], readonly ComparableNames[]>();

function comparableNames(agencies: readonly NamedAgency[]): readonly ComparableNames[] {
  const before = known.get(agencies);
  if (before !== undefined) return before;
  const names = agencies.map(({ name, aliases }) => ({
    name,
    candidates: [name, ...aliases].map(comparableTitle),
  }));
  known.set(agencies, names);
  return names;
}
