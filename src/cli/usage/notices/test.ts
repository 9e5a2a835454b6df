import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesTestCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('test')))
    .description('send a sample through a channel at once, and say what the receiver answered')
    .argument('<channel>', 'its name in nianbao.yaml')
    .action(whenRun(context, () => import('../../commands/notices/test.js')));
}
