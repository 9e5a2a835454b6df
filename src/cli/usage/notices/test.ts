import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesTestCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('test')))
    .description('Send a sample through a channel and print what the receiver answered')
    .argument('<channel>', 'name of the channel in nianbao.yaml')
    .action(whenRun(context, () => import('../../commands/notices/test.js')));
}
