import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesListCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('list')))
    .description('list the notices: waiting, delivered, and failed')
    .option('--failed', 'only those that were given up')
    .option('--waiting', 'only those that are still to be delivered')
    .option('--limit <n>', 'the latest so many', parseLimit, 20)
    .action(whenRun(context, () => import('../../commands/notices/list.js')));
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1');
  return Number(text);
}
