import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '../errors.js';

type Issue = z.core.$ZodIssue;

interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Reads a YAML file and hands its value to `parse`, which throws a zod error for what does not fit.
 * @throws ConfigError with the file, line and column (both from 1) of the first fault, syntax or schema.
 */
export function readYaml<T>(file: string, parse: (value: unknown) => T): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError('the file cannot be read', { file, cause });
  }
  return parseYaml(text, file, parse);
}

/** `readYaml` for text that is already at hand; `file` is what errors name. */
export function parseYaml<T>(text: string, file: string, parse: (value: unknown) => T): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    throw new ConfigError(`not valid YAML: ${fault.message}`, { file, ...position(lines, fault.pos[0]) });
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (cause) {
    throw new ConfigError('not valid YAML: an alias without an anchor, or too many aliases', {
      file,
      cause,
    });
  }
  try {
    return parse(value);
  } catch (error) {
    const issues = issuesOf(error);
    if (issues === null) throw error;
    throw schemaError(issues, file, (issue) => position(lines, offsetOf(document.contents, issue)));
  }
}

/** Turns a zod error into a ConfigError without a place: for values that came from no file. */
export function parseValue<T>(value: unknown, name: string, parse: (value: unknown) => T): T {
  try {
    return parse(value);
  } catch (error) {
    const issues = issuesOf(error);
    if (issues === null) throw error;
    throw schemaError(issues, name, () => null);
  }
}

function issuesOf(error: unknown): readonly Issue[] | null {
  if (!(error instanceof Error) || !('issues' in error) || !Array.isArray(error.issues)) return null;
  return error.issues.length === 0 ? null : error.issues;
}

function schemaError(
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

function describeIssue(issue: Issue): string {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const where = path.replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') {
    return `${where === '' ? '' : `${where}: `}unknown ${issue.keys.length > 1 ? 'keys' : 'key'} ${issue.keys.join(', ')}`;
  }
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

/** The offset in the text where an issue is to be looked for: a key that should not be, a value, or its parent. */
function offsetOf(contents: unknown, issue: Issue): number {
  let node: unknown = contents;
  let offset = startOf(node) ?? 0;
  for (const part of issue.path) {
    const next = child(node, part);
    if (next === null) return offset;
    offset = startOf(next.value) ?? startOf(next.key) ?? offset;
    node = next.value;
  }
  if (issue.code === 'unrecognized_keys' && isMap(node)) {
    const pair = pairOf(node, issue.keys[0] ?? '');
    return startOf(pair?.key) ?? offset;
  }
  return offset;
}

function child(node: unknown, part: PropertyKey): { key: unknown; value: unknown } | null {
  if (isSeq(node) && typeof part === 'number') {
    return part < node.items.length ? { key: null, value: node.items[part] } : null;
  }
  if (!isMap(node)) return null;
  const pair = pairOf(node, String(part));
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
