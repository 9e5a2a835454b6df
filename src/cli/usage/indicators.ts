import { Command, type CommandContext, whenRun, withJson } from '../command.js';
import { withFormat } from '../row-format.js';

export function indicatorsCommand(context: CommandContext): Command {
  return withJson(withFormat(new Command('indicators')))
    .description('List the indicators: id, label, unit, editions of the form')
    .argument('[pattern]', 'part of an id or label, or an id with *')
    .option('--edition <id>', 'only the indicators of this edition of the form')
    .option(
      '--config <folder>',
      "the configuration folder (default: $NIANBAO_CONFIG, else the package's own)",
    )
    .action(whenRun(context, () => import('../commands/indicators.js')));
}
