import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function portalsExpectCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('expect')))
    .description('Draft the minimums that a portal should meet, from what the archive has of it')
    .argument('<name>', 'name of a file in config/portals/')
    .option('--write', "write the draft into the portal's file, leaving everything else as it is")
    .action(whenRun(context, () => import('../../commands/portals/expect.js')));
}
