import { type Command, Option } from 'commander';

const ROW_FORMATS = ['table', 'csv', 'jsonl', 'json', 'markdown'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

export interface FormatOptions {
  readonly format?: RowFormat;
  readonly json?: boolean;
}

/** Adds --format. */
export function withFormat(command: Command): Command {
  return command.addOption(
    new Option('--format <format>', 'how the rows are printed').choices([...ROW_FORMATS]).default('table'),
  );
}

export function formatOf(options: FormatOptions): RowFormat {
  return options.json === true ? 'json' : (options.format ?? 'table');
}
