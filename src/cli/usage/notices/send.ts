import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesSendCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('send')))
    .description('Queue what has not been reported yet, and deliver what is due')
    .action(whenRun(context, () => import('../../commands/notices/send.js')));
}
