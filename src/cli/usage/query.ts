import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { gather, wholeNumber } from '../options/numbers.js';
import { withScope } from '../options/scope.js';
import { withFormat } from '../row-format.js';

const LIMIT = 100;

const MOST = 1_000_000;

export function queryCommand(context: CommandContext): Command {
  return withJson(withFormat(withScope(withPlace(new Command('query')))))
    .description('Print figures of reports, filtered and sorted: the latest version of each')
    .option('--indicator <ids>', 'indicators, or patterns with *, joined by commas', gather)
    .option('--changed-since <day>', 'only reports revised, moved, withdrawn or restored since then')
    .option(
      '--finding <rule>',
      'only reports with a finding of this rule, this family of rules, or a pattern with *',
    )
    .option('--sort <keys>', 'fields or indicators, joined by commas; -name sorts in descending order')
    .option('--limit <n>', 'maximum number of reports', wholeNumber(MOST), LIMIT)
    .option('--long', 'one row per figure, with its raw text and where it was read')
    .action(whenRun(context, () => import('../commands/query.js')));
}
