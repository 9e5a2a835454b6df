import { LOG_LEVELS, type LogLevel } from '../../config/settings/log-levels.js';
import type { Settings } from '../../config/settings/settings.js';
import { ConfigError, UsageError } from '../../errors.js';
import { type PlannedNight, planOf } from '../../schedule/plan.js';
import { type CommandContext, EXIT, type OutputOptions } from '../command.js';
import { remindOfContact } from '../contact-reminder.js';
import { showTime } from '../format.js';
import { jsonLine, line } from '../io.js';
import { listTable } from '../table.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions {
  readonly plan?: number;
  readonly port?: number | 'off';
  readonly logLevel?: LogLevel;
}

export async function execute({ io, exit }: CommandContext, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const portals = workspace.portals().filter(({ enabled }) => enabled);
  if (portals.length === 0) {
    throw new ConfigError('no portal is enabled', { file: workspace.configFolder });
  }
  if (options.plan !== undefined) {
    const { settings } = workspace;
    const plan = planOf(portals, settings, options.plan, io.now());
    if (options.json) for (const night of plan) jsonLine(io.stdout, nightJson(night));
    else
      line(
        io.stdout,
        listTable(['BEGINS', 'PORTAL', 'SCHEDULE', 'PAUSED UNTIL'], plan.map(nightRow(settings))),
      );
    return;
  }
  // a plan needs nothing of what runs one
  const [{ ConfigFolder }, { serve }, { daemonNotices }] = await Promise.all([
    import('../../schedule/config-source.js'),
    import('../../schedule/serve.js'),
    import('../daemon-notices.js'),
  ]);
  const config = new ConfigFolder(workspace.configFolder);
  const { watch } = config.settings;
  if (portals.some((p) => !p.allowPrivateAddresses)) {
    remindOfContact(config.settings, workspace.configFolder, io);
  }
  const isStopped = await serve({
    home: workspace.home,
    config,
    editions: workspace.editions,
    watch: { host: watch.host, port: options.port === 'off' ? null : (options.port ?? watch.port) },
    logLevel: options.logLevel ?? levelOf(io.env.NIANBAO_LOG_LEVEL) ?? watch.logLevel,
    stderr: io.stderr,
    env: io.env,
    signal: io.signal,
    notices: daemonNotices(options, io),
  });
  exit(EXIT.done);
  if (!isStopped) io.leave?.(EXIT.done);
}

function nightJson({ portal, slot, at, pausedUntil }: PlannedNight): object {
  return { portal: portal.id, slot, at, pausedUntil };
}

function nightRow({ schedule }: Pick<Settings, 'schedule'>): (night: PlannedNight) => string[] {
  return ({ portal, at, pausedUntil }) => [
    showTime(at),
    portal.id,
    `${portal.schedule.cron ?? schedule.cron} ${portal.schedule.zone ?? schedule.zone}`,
    showTime(pausedUntil),
  ];
}

function levelOf(text: string | undefined): LogLevel | undefined {
  if (text === undefined || text === '') return undefined;
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new UsageError(`NIANBAO_LOG_LEVEL is 「${text}」, which is no level`, {
    hint: `levels: ${LOG_LEVELS.join(', ')}`,
  });
}
