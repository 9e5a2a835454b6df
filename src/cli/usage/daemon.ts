import { InvalidArgumentError, Option } from 'commander';
import { LOG_LEVELS } from '../../config/settings/log-levels.js';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';

const NIGHTS_SHOWN = 3;

export function daemonCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('daemon')))
    .description('Harvest every portal on its own schedule until stopped')
    .addOption(
      new Option('--plan [nights]', 'print the next nights of every portal and exit')
        .argParser(parseNights)
        .preset(String(NIGHTS_SHOWN)),
    )
    .option('--port <port>', 'port for /healthz, /readyz and /metrics, or `off` for none', parsePort)
    .addOption(
      new Option(
        '--log-level <level>',
        'lowest level to log (default: $NIANBAO_LOG_LEVEL, else watch.logLevel)',
      ).choices(LOG_LEVELS),
    )
    .action(whenRun(context, () => import('../commands/daemon.js')));
}

function parseNights(text: string): number {
  const nights = Number(text);
  if (!/^\d+$/.test(text) || nights < 1 || nights > 400) {
    throw new InvalidArgumentError('the number of nights is from 1 to 400');
  }
  return nights;
}

/** Commander would take null for an option without a value, and make '' of it: so `off` stays a word. */
function parsePort(text: string): number | 'off' {
  if (text === 'off') return 'off';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535, or off');
  return port;
}
