import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function portalsExpectCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('expect')))
    .description('draft what a portal is expected to bring from what the archive has of it')
    .argument('<name>', 'name of a file in config/portals/')
    .option('--write', "write it into the portal's file; everything else in it stays as it is")
    .action(whenRun(context, () => import('../../commands/portals/expect.js')));
}
