import { InvalidArgumentError } from 'commander';
import { PORTAL_ID } from '../../../config/portal/id.js';
import { Command, type CommandContext, whenRun } from '../../command.js';
import { parsePages, withConfig } from './options.js';
export function portalsProbeCommand(context: CommandContext): Command {
  return withConfig(new Command('probe'))
    .description('Inspect a page that lists reports, and draft the YAML of its portal')
    .argument('<url>', 'address of the page that lists the reports')
    .option('--write', 'write config/portals/<name>.yaml; an existing file is never overwritten')
    .option('--name <id>', "the portal's name (default: from the host)", parseId)
    .option('--region <code>', 'the administrative division: a six-digit code of GB/T 2260', parseRegion)
    .option('--pages <n>', 'maximum number of list pages to read', parsePages, 3)
    .option('--allow-private-addresses', 'also connect to loopback and private addresses, for trials')
    .action(whenRun(context, () => import('../../commands/portals/probe.js')));
}

function parseId(text: string): string {
  if (!PORTAL_ID.test(text))
    throw new InvalidArgumentError('a name consists of lower-case letters, digits and hyphens');
  return text;
}

function parseRegion(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('a region is a six-digit code of GB/T 2260');
  return text;
}
