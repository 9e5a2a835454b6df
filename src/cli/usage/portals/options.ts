/** What the commands about portals have in common. */
import { type Command, InvalidArgumentError } from 'commander';
import { PORTAL_ID } from '../../../config/portal/id.js';

/** Adds --json and --config: these commands touch no archive. */
export function withConfig(command: Command): Command {
  return command
    .option('--json', 'print JSON instead of text')
    .option(
      '--config <folder>',
      "the configuration folder (default: $NIANBAO_CONFIG, else the package's own)",
    );
}

export interface ConfigOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** A number of list pages. */
export function parsePages(text: string): number {
  const pages = Number(text);
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('the number of pages is from 1 to 999');
  return pages;
}

/** A portal's name, as the file that is written will have it. */
export function parseId(text: string): string {
  if (!PORTAL_ID.test(text))
    throw new InvalidArgumentError('a name consists of lower-case letters, digits and hyphens');
  return text;
}

/** The code of an administrative division. */
export function parseRegion(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('a region is a six-digit code of GB/T 2260');
  return text;
}
