import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { defined } from '../defined.js';
import { ConfigError } from '../errors.js';
import { type Issue, issuesOf, type Position, schemaError } from './faults.js';

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
  return parseYamlParts(text, file, (value, { at }) => at([], () => parse(value)));
}

/** The parts of a document, each by its path. */
export interface YamlParts {
  /** Does work with a part; a zod error for it becomes a ConfigError with its place. */
  at<T>(path: readonly PropertyKey[], work: () => T): T;
  /** An error about a part. */
  fault(path: readonly PropertyKey[], message: string, hint?: string): ConfigError;
}

/** `parseYaml` for a document whose parts are judged one by one. */
export function parseYamlParts<T>(
  text: string,
  file: string,
  parse: (value: unknown, parts: YamlParts) => T,
): T {
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
  return parse(value, {
    at: (path, work) => {
      try {
        return work();
      } catch (error) {
        const issues = issuesOf(error);
        if (issues === null) throw error;
        throw schemaError(issues, file, (issue) => position(lines, offsetOf(document.contents, issue, path)));
      }
    },
    fault: (path, message, hint) => {
      const offset = offsetOf(document.contents, { code: 'custom', path: [], message }, path);
      return new ConfigError(message, { file, ...position(lines, offset), ...defined({ hint }) });
    },
  });
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

/** The offset in the text where an issue is to be looked for: a key that should not be, a value, or its parent. */
function offsetOf(contents: unknown, issue: Issue, base: readonly PropertyKey[]): number {
  let node: unknown = contents;
  let offset = startOf(node) ?? 0;
  for (const part of [...base, ...issue.path]) {
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
