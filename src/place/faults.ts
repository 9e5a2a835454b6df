/** What zod finds wrong in a file, as errors for people. */
import type { z } from 'zod';
import { ConfigError } from '../errors.js';

export type Issue = z.core.$ZodIssue;

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The issues of a zod error, also of one that was made elsewhere; null for any other. */
export function issuesOf(error: unknown): readonly Issue[] | null {
  if (!(error instanceof Error) || !('issues' in error) || !Array.isArray(error.issues)) return null;
  return error.issues.length === 0 ? null : error.issues;
}

/** The first issue as an error with its place, and the next ones in short. */
export function schemaError(
  issues: readonly Issue[],
  file: string,
  locate: (issue: Issue) => Position | null,
): ConfigError {
  const found = issues.map((issue) => ({ text: describeIssue(issue), at: locate(issue) }));
  found.sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0));
  const [first, ...others] = found;
  const more = others.slice(0, 4).map(({ text, at }) => `; ${at ? `line ${at.line}: ` : ''}${text}`);
  const rest = others.length > 4 ? `; and ${others.length - 4} more` : '';
  return new ConfigError(`${first?.text ?? 'not valid'}${more.join('')}${rest}`, { file, ...first?.at });
}

/** One issue in words, with the path of its key. */
export function describeIssue(issue: Issue): string {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const where = path.replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') {
    return `${where === '' ? '' : `${where}: `}unknown ${issue.keys.length > 1 ? 'keys' : 'key'} ${issue.keys.join(', ')}`;
  }
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}
