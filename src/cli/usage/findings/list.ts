import { REVIEW_STATES } from '../../../../storage/contract/archive.js';
import { withChoice } from '../../choose-reports.js';
import { Command, type CommandContext, Option, whenRun, withJson, withPlace } from '../../command.js';

export function findingsListCommand(context: CommandContext): Command {
  return withJson(withPlace(withChoice(new Command('list'))))
    .description('List the findings on the latest versions, each with its fingerprint')
    .addOption(
      new Option('--severity <severity>', 'only findings of this severity').choices([
        'error',
        'warning',
        'info',
      ]),
    )
    .addOption(
      new Option('--review <state>', 'only findings in this state of review; open: not reviewed yet').choices(
        REVIEW_STATES,
      ),
    )
    .action(whenRun(context, () => import('../../commands/findings/list.js')));
}
