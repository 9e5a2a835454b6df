import { REVIEW_STATES } from '../../../../storage/contract/archive.js';
import { withChoice } from '../../choose-reports.js';
import { Command, type CommandContext, Option, whenRun, withJson, withPlace } from '../../command.js';

export function findingsListCommand(context: CommandContext): Command {
  return withJson(withPlace(withChoice(new Command('list'))))
    .description('list findings against latest versions, each with the fingerprint that names it')
    .addOption(new Option('--severity <severity>', 'how grave').choices(['error', 'warning', 'info']))
    .addOption(
      new Option('--review <state>', 'what was said of it; open: nothing yet').choices(REVIEW_STATES),
    )
    .action(whenRun(context, () => import('../../commands/findings/list.js')));
}
