import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesListCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('list')))
    .description('List the notices: waiting, delivered and failed')
    .option('--failed', 'only notices that were given up')
    .option('--waiting', 'only notices still to be delivered')
    .option('--limit <n>', 'maximum number of notices, the latest first', parseLimit, 20)
    .action(whenRun(context, () => import('../../commands/notices/list.js')));
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('it must be a whole number, 1 or more');
  return Number(text);
}
