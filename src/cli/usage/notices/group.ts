import { Command, type CommandContext } from '../../command.js';
import { noticesListCommand } from './list.js';
import { noticesRetryCommand } from './retry.js';
import { noticesSendCommand } from './send.js';
import { noticesTestCommand } from './test.js';

export function noticesCommand(context: CommandContext): Command {
  return new Command('notices')
    .description('messages about what runs brought; without a subcommand, lists them')
    .addCommand(noticesListCommand(context), { isDefault: true })
    .addCommand(noticesSendCommand(context))
    .addCommand(noticesTestCommand(context))
    .addCommand(noticesRetryCommand(context));
}
