import { Command, type CommandContext } from '../../command.js';
import { portalsCheckCommand } from './check.js';
import { portalsDiscoverCommand } from './discover.js';
import { portalsExpectCommand } from './expect.js';
import { portalsListCommand } from './list.js';
import { portalsProbeCommand } from './probe.js';
import { portalsRehearseCommand } from './rehearse.js';

export function portalsCommand(context: CommandContext): Command {
  return new Command('portals')
    .description('List, check and add the portals in config/portals/')
    .addCommand(portalsDiscoverCommand(context))
    .addCommand(portalsProbeCommand(context))
    .addCommand(portalsListCommand(context))
    .addCommand(portalsCheckCommand(context))
    .addCommand(portalsRehearseCommand(context))
    .addCommand(portalsExpectCommand(context));
}
