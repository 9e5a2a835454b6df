import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';
import { parseNoticeNames } from '../../notice-name.js';

export function noticesRetryCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('retry')))
    .description('Make notices due again that were given up or are waiting')
    .argument('[notice...]', 'by ID, or by the number that its message carries', parseNoticeNames)
    .option('--failed', 'all notices that were given up')
    .action(whenRun(context, () => import('../../commands/notices/retry.js')));
}
