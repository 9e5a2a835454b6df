import { Command, type CommandContext } from '../../command.js';
import { findingsListCommand } from './list.js';
import { findingsReviewCommand } from './review.js';

export function findingsCommand(context: CommandContext): Command {
  return new Command('findings')
    .description('list what the checks found, and say what you think of it')
    .addHelpText('after', '\nWithout a command it lists: nianbao findings --rule requests.balance\n')
    .addCommand(findingsListCommand(context), { isDefault: true })
    .addCommand(findingsReviewCommand(context));
}
