import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { gather, wholeNumber } from '../number-options.js';
import { withFormat } from '../row-format.js';
import { withScope } from '../scope-options.js';

const LIMIT = 100;

const MOST = 1_000_000;

export function queryCommand(context: CommandContext): Command {
  return withJson(withFormat(withScope(withPlace(new Command('query')))))
    .description('reports and their figures, filtered and sorted: the latest version of each')
    .option('--indicator <ids>', 'indicators, or patterns with *, joined by commas', gather)
    .option('--changed-since <day>', 'only reports revised, moved, withdrawn or restored since')
    .option('--finding <rule>', 'only reports with a finding of this rule; may have *')
    .option('--sort <keys>', 'fields or indicators joined by commas; -name runs downwards')
    .option('--limit <n>', 'reports at most', wholeNumber(MOST), LIMIT)
    .option('--long', 'one row a figure, with its raw text and where it stood')
    .action(whenRun(context, () => import('../commands/query.js')));
}
