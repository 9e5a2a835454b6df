import { Command, type CommandContext, whenRun } from '../../command.js';
import { parseId, parsePages, parseRegion, withConfig } from './options.js';

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
