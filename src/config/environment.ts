/** A variable of the environment that nianbao reads. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly byDefault: string;
  readonly description: string;
}

/** Every one of them; docs/settings.md is written from this table, and a test finds those that are not in it. */
export const ENVIRONMENT: readonly EnvironmentVariable[] = [
  {
    name: 'NIANBAO_HOME',
    byDefault: '`./data`',
    description: 'The data folder, which holds `archive.sqlite`. `--home` is stronger.',
  },
  {
    name: 'NIANBAO_CONFIG',
    byDefault: "the package's own `config/`",
    description:
      'The configuration folder, which holds `nianbao.yaml`, `portals/` and `editions/`. `--config` is stronger.',
  },
  {
    name: 'NIANBAO_DEBUG',
    byDefault: 'not set',
    description: 'Set to anything to print the stack trace of an unexpected error.',
  },
  {
    name: 'NIANBAO_LOG_LEVEL',
    byDefault: '`watch.logLevel`',
    description: 'What the daemon logs, at least: `fatal` to `trace`. `--log-level` is stronger.',
  },
  {
    name: 'NOTIFY_SOCKET',
    byDefault: 'not set',
    description:
      'Set by systemd: the socket on which the daemon reports that it is ready, working or stopping.',
  },
  {
    name: 'XDG_CACHE_HOME',
    byDefault: '`~/.cache`',
    description:
      'Holds `nianbao/compiled`, where Node.js 22 and later keep compiled code; `NODE_DISABLE_COMPILE_CACHE=1` keeps none.',
  },
  {
    name: 'NO_COLOR',
    byDefault: 'not set',
    description: 'Set to anything to mark search hits with brackets instead of colour.',
  },
  {
    name: 'PATH',
    byDefault: "the system's",
    description:
      'Where a Chromium is looked for, if neither `browser.executablePath` names one nor Playwright has installed its own.',
  },
  {
    name: 'WATCHDOG_PID',
    byDefault: 'not set',
    description: 'Set by systemd: the process that its watchdog expects to hear from.',
  },
  {
    name: 'WATCHDOG_USEC',
    byDefault: 'not set',
    description: 'Set by systemd: microseconds within which its watchdog must hear from the daemon.',
  },
];
