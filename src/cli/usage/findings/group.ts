import { Command, type CommandContext } from '../../command.js';
import { findingsListCommand } from './list.js';
import { findingsReviewCommand } from './review.js';

export function findingsCommand(context: CommandContext): Command {
  return new Command('findings')
    .description('List the stored findings and record your review of them')
    .addHelpText(
      'after',
      '\nWithout a subcommand, findings are listed: nianbao findings --rule requests.balance\n',
    )
    .addCommand(findingsListCommand(context), { isDefault: true })
    .addCommand(findingsReviewCommand(context));
}
