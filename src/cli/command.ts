import { Command, InvalidArgumentError, Option } from 'commander';
import type { ReportKind } from '../report/model.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { CliIo } from './io.js';

/** What a command gets: its surroundings, and a way to end with an exit code. */
export interface CommandContext {
  readonly io: CliIo;
  /** Sets the exit code; the last call counts. */
  exit(code: ExitCode): void;
}

export type CommandFactory = (context: CommandContext) => Command;

/** What --home and --config say. */
export interface PlaceOptions {
  readonly home?: string;
  readonly config?: string;
}

/** Adds --home and --config, which every command that touches the archive has. */
export function withPlace(command: Command): Command {
  return command
    .option('--home <folder>', 'the data folder (default: $NIANBAO_HOME, else ./data)')
    .option(
      '--config <folder>',
      "the configuration folder (default: $NIANBAO_CONFIG, else the package's own)",
    );
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON instead of text');
}

/** Options of every command that prints from the archive. */
export interface OutputOptions extends PlaceOptions {
  readonly json?: boolean;
}

/** Options of a command about one report. */
export interface ReportOptions extends OutputOptions {
  readonly kind?: ReportKind;
}

/** Adds the arguments that name one report, and --kind. */
export function withReport(command: Command): Command {
  return withJson(withPlace(command))
    .argument('<agency>', 'name or alias of the agency, or a part that fits only one agency')
    .argument('<year>', 'report year', parseYear)
    .addOption(kindOption());
}

/** What a command does once it runs: its surroundings, then what commander hands to an action. */
interface Execution<Words extends readonly unknown[]> {
  execute(context: CommandContext, ...words: Words): Promise<void> | void;
}

/**
 * The action of a command, whose module is loaded when the command runs: until then, and for help, `nianbao` reads
 * declarations only (test/cli/start-up.test.ts).
 */
export function whenRun<Words extends readonly unknown[]>(
  context: CommandContext,
  load: () => Promise<Execution<Words>>,
): (...words: Words) => Promise<void> {
  return async (...words) => {
    const { execute } = await load();
    await execute(context, ...words);
  };
}

/** A report year, as an option or argument. */
export function parseYear(text: string): number {
  const year = Number(text);
  if (!/^\d{4}$/.test(text) || year < 2008 || year > 2100) {
    throw new InvalidArgumentError('a report year is a number from 2008 to 2100');
  }
  return year;
}

/** One report year, or a range of them: 2021..2023. All of them, ascending. */
export function parseYears(text: string): readonly number[] {
  const [first, last = first] = text.split('..', 2).map(parseYear);
  if (first === undefined || last === undefined || last < first || text.split('..').length > 2) {
    throw new InvalidArgumentError('write a range of years as 2021..2023, the earlier year first');
  }
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** A version number, 1 or more. */
export function parseVersion(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a version is a whole number, 1 or more');
  return Number(text);
}

export function kindOption(): Option {
  return new Option('--kind <kind>', "own: the agency's own report; aggregate: a whole territory's").choices([
    'own',
    'aggregate',
  ]);
}

export { Command, EXIT, InvalidArgumentError, Option };
