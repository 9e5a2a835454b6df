/** Changes a portal's file that people have written: one block, and nothing else. */
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../../errors.js';
import { parseYaml } from '../../place/yaml.js';
import { replaceFile } from '../../replace-file.js';
import type { Settings } from '../settings/settings.js';
import { parsePortal } from './portal.js';

/** Marks the comment lines that a draft brings: the next draft replaces them, and leaves other comments in the block. */
export const DRAFT_MARK = '# Drafted';

/**
 * The text of a portal's file with another block for a top-level key, or with that block at its end. The rest stays to
 * the byte; comment lines of people within the block stay, too.
 * @param block lines without line ends, the first of them `key:`
 * @throws ConfigError where the file is written in a way that leaves no such block
 */
export function withBlock(text: string, key: string, block: readonly string[], file: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/(?<=\n)/);
  const from = lines.findIndex((line) => line.startsWith(`${key}:`));
  const to = from < 0 ? lines.length : endOfBlock(lines, from);
  const old = from < 0 ? [] : lines.slice(from + 1, to);
  const kept = old.filter((line) => /^\s+#/.test(line) && !line.trim().startsWith(DRAFT_MARK));
  const [head = '', ...body] = block.map((line) => `${line}${end}`);
  const whole = text === '' || text.endsWith('\n') ? '' : end;
  const gap = from < 0 ? `${whole}${end}` : '';
  const changed = [
    ...lines.slice(0, from < 0 ? lines.length : from),
    gap,
    head,
    ...kept,
    ...body,
    ...lines.slice(to),
  ].join('');
  const others = (yaml: string) => parseYaml(yaml, file, (value) => without(value, key));
  if (!isDeepStrictEqual(others(text), others(changed))) throw notEditable(file, key);
  return changed;
}

/** A block goes on while lines are indented; blank lines at its end are not its own. */
function endOfBlock(lines: readonly string[], from: number): number {
  let end = from + 1;
  for (let at = end; at < lines.length && /^(?:[ \t]|\r?\n)/.test(lines[at] ?? ''); at++)
    if ((lines[at] ?? '').trim() !== '') end = at + 1;
  return end;
}

function without(value: unknown, key: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => name !== key));
}

function notEditable(file: string, key: string): ConfigError {
  return new ConfigError(`\`${key}\` cannot be written without touching other keys of the file`, {
    file,
    hint: 'run it without --write and add the output by hand',
  });
}

/**
 * Puts a block into a portal's file, whole or not at all.
 * @returns the file
 * @throws ConfigError where what comes of it is no portal, or cannot be written
 */
export async function editPortalFile(
  id: string,
  key: string,
  block: readonly string[],
  { configFolder, settings }: { readonly configFolder: string; readonly settings: Pick<Settings, 'pause'> },
): Promise<string> {
  const file = join(configFolder, 'portals', `${id}.yaml`);
  try {
    const place = await realpath(file);
    const text = withBlock(await readFile(place, 'utf8'), key, block, file);
    parseYaml(text, file, (value) => parsePortal(value, id, settings, dirname(place)));
    await replaceFile(place, text);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError('the file cannot be written', { file, cause });
  }
  return file;
}
