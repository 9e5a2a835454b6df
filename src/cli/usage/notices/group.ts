import { Command, type CommandContext } from '../../command.js';
import { noticesListCommand } from './list.js';
import { noticesRetryCommand } from './retry.js';
import { noticesSendCommand } from './send.js';
import { noticesTestCommand } from './test.js';

export function noticesCommand(context: CommandContext): Command {
  return new Command('notices')
    .description('List, send and test the messages about what runs found')
    .addCommand(noticesListCommand(context), { isDefault: true })
    .addCommand(noticesSendCommand(context))
    .addCommand(noticesTestCommand(context))
    .addCommand(noticesRetryCommand(context));
}
