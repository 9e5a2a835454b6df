import { InvalidArgumentError, Option } from 'commander';
import { LOG_LEVELS } from '../../config/settings/log-levels.js';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';

const NIGHTS_SHOWN = 3;

export function daemonCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('daemon')))
    .description('harvest every portal on each of its nights, until it is stopped')
    .addOption(
      new Option('--plan [nights]', 'print the next nights of every portal and end')
        .argParser(parseNights)
        .preset(String(NIGHTS_SHOWN)),
    )
    .option('--port <port>', 'where /healthz, /readyz and /metrics are answered; off: nowhere', parsePort)
    .addOption(
      new Option(
        '--log-level <level>',
        'what is logged, at least (default: $NIANBAO_LOG_LEVEL, else the settings)',
      ).choices(LOG_LEVELS),
    )
    .action(whenRun(context, () => import('../commands/daemon.js')));
}

function parseNights(text: string): number {
  const nights = Number(text);
  if (!/^\d+$/.test(text) || nights < 1 || nights > 400) {
    throw new InvalidArgumentError('a number of nights is from 1 to 400');
  }
  return nights;
}

function parsePort(text: string): number | null {
  if (text === 'off') return null;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('a port is a number to 65535, or off');
  return port;
}
