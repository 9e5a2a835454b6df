import { Command, CommanderError } from 'commander';
import { describeError, NianbaoError, UsageError } from '../errors.js';
import { buildRevision } from '../place/build.js';
import { packagePlace } from '../place/package.js';
import type { CommandContext, CommandFactory } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type CliIo, line } from './io.js';
import { checkCommand } from './usage/check.js';
import { compareCommand } from './usage/compare.js';
import { coverageCommand } from './usage/coverage.js';
import { daemonCommand } from './usage/daemon.js';
import { demoCommand } from './usage/demo.js';
import { diffCommand } from './usage/diff.js';
import { exportCommand } from './usage/export.js';
import { extractCommand } from './usage/extract.js';
import { feedCommand } from './usage/feed.js';
import { findingsCommand } from './usage/findings/group.js';
import { fixtureCommand } from './usage/fixture.js';
import { harvestCommand } from './usage/harvest.js';
import { historyCommand } from './usage/history.js';
import { indicatorsCommand } from './usage/indicators.js';
import { ingestCommand } from './usage/ingest.js';
import { listCommand } from './usage/list.js';
import { measuresCommand } from './usage/measures.js';
import { noticesCommand } from './usage/notices/group.js';
import { portalsCommand } from './usage/portals/group.js';
import { queryCommand } from './usage/query.js';
import { rebuildCommand } from './usage/rebuild.js';
import { searchCommand } from './usage/search.js';
import { showCommand } from './usage/show.js';
import { sqlCommand } from './usage/sql.js';
import { statusCommand } from './usage/status.js';
import { topCommand } from './usage/top.js';
import { trendCommand } from './usage/trend.js';

/** Every command of `nianbao`; a new one is one file and one entry. */
const COMMANDS: readonly CommandFactory[] = [
  harvestCommand,
  daemonCommand,
  portalsCommand,
  extractCommand,
  ingestCommand,
  listCommand,
  showCommand,
  historyCommand,
  diffCommand,
  statusCommand,
  coverageCommand,
  checkCommand,
  findingsCommand,
  queryCommand,
  searchCommand,
  topCommand,
  compareCommand,
  trendCommand,
  indicatorsCommand,
  sqlCommand,
  exportCommand,
  measuresCommand,
  rebuildCommand,
  noticesCommand,
  feedCommand,
  fixtureCommand,
  demoCommand,
];

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done, but some sources failed.`;

/** The program with all its commands. Nothing here writes to the process or ends it. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('nianbao')
    .description(
      "The archive of China's annual reports on government-information disclosure (政府信息公开工作年度报告).",
    )
    .version(versionLine(), '-V, --version', 'print the version, and the commit it was built from')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'Print help for a command')
    .addHelpText('after', EXIT_CODES);
  for (const factory of COMMANDS) program.addCommand(factory(context));
  for (const { command, path } of withSubcommands(program, '')) {
    command
      .helpOption('-h, --help', 'print help')
      .exitOverride()
      .configureOutput({
        writeOut: (text) => context.io.stdout.write(text),
        writeErr: (text) => context.io.stderr.write(text),
        getOutHelpWidth: () => context.io.stdout.columns ?? 100,
        outputError: (text, write) => write(`nianbao: ${oneLine(text)} (see nianbao ${path}--help)\n`),
      });
  }
  return program;
}

/** A command and all below it, with the words that lead to each. */
function withSubcommands(command: Command, path: string): { command: Command; path: string }[] {
  const below = command.commands.flatMap((sub) => withSubcommands(sub, `${path}${sub.name()} `));
  return [{ command, path }, ...below];
}

function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}

/**
 * Runs one command line.
 * @param args the words after `nianbao`
 * @returns the exit code; errors are one line on stderr
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = buildProgram({
    io,
    exit: (ended) => {
      code = ended;
    },
  });
  if (args.length === 0) {
    program.outputHelp({ error: true });
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    line(io.stderr, `nianbao: ${describeError(error)}`);
    if (!(error instanceof NianbaoError) && io.env.NIANBAO_DEBUG && error instanceof Error)
      line(io.stderr, error.stack ?? '');
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

function versionLine(): string {
  const revision = buildRevision();
  return revision === null ? packagePlace().version : `${packagePlace().version} (${revision})`;
}
