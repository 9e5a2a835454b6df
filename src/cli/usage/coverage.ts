import { Command, type CommandContext, parseYears, whenRun, withJson, withPlace } from '../command.js';

export function coverageCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('coverage')))
    .description('Show which of the expected reports are published, late or missing')
    .option('--portal <name>', 'only this portal (default: all enabled portals)')
    .option('--year <years>', 'a report year, or a range: 2021..2023', parseYears)
    .option('--all', 'list every report, including those published in time or not due yet')
    .action(whenRun(context, () => import('../commands/coverage.js')));
}
