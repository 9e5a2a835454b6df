import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun } from '../../command.js';
import { parseId, parseRegion, withConfig } from './options.js';

export function portalsDiscoverCommand(context: CommandContext): Command {
  return withConfig(new Command('discover'))
    .description("Find a site's columns of annual reports from its home page, or those of many sites")
    .argument('<url|file.csv>', 'address of a home page, or a CSV with the columns name, region, url')
    .option('--write', 'write config/portals/<name>.yaml for what was found; nothing is overwritten')
    .option('--name <id>', "the portal's name (default: from the host); for one site only", parseId)
    .option(
      '--region <code>',
      'the administrative division: a six-digit code of GB/T 2260; for one site only',
      parseRegion,
    )
    .option('--requests <n>', 'maximum number of requests to a site', parseRequests, 30)
    .option('--again', 'with a CSV: also visit the sites that an earlier run finished')
    .option('--allow-private-addresses', 'also connect to loopback and private addresses, for trials')
    .action(whenRun(context, () => import('../../commands/portals/discover.js')));
}

function parseRequests(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) < 2)
    throw new InvalidArgumentError('the number of requests is from 2 to 999');
  return Number(text);
}
