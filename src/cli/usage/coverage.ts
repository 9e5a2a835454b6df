import { Command, type CommandContext, parseYears, whenRun, withJson, withPlace } from '../command.js';

export function coverageCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('coverage')))
    .description('which reports the agencies of a portal owe, and which are published, late or missing')
    .option('--portal <name>', 'only this portal (default: all that are enabled)')
    .option('--year <years>', 'only this report year, or these: 2021..2023', parseYears)
    .option('--all', 'list every report, those published in time and those not due yet too')
    .action(whenRun(context, () => import('../commands/coverage.js')));
}
