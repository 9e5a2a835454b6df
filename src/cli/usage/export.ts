import { InvalidArgumentError, Option } from 'commander';
import { FORMAT_NAMES, type FormatName } from '../../dataset/formats/names.js';
import {
  Command,
  type CommandContext,
  parseYear,
  parseYears,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

export function exportCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('export')))
    .description('Export a dataset of one report year, several, or all')
    .addOption(new Option('--year <year>', 'only this report year').argParser(parseYear).conflicts('years'))
    .option('--years <from..to>', 'only these report years, e.g. 2019..2023', parseYears)
    .option(
      '--as-of <date>',
      'export the archive as it was at the end of that day (Shanghai), or at that time',
      parseAsOf,
    )
    .addOption(
      new Option('--format <names>', `formats, joined by commas: ${FORMAT_NAMES.join(', ')}`)
        .argParser(parseFormats)
        .default(['csv'], 'csv'),
    )
    .option('--tables <names>', 'only these tables, joined by commas', parseNames)
    .option('--out <folder>', "the dataset's folder (default: nianbao-<years> in the working folder)")
    .option('--bom', 'start CSV files with a byte order mark, for spreadsheets')
    .option('--raw-text', 'write texts to CSV as they are, even if a spreadsheet would run them as formulas')
    .action(whenRun(context, () => import('../commands/export.js')));
}

/** A day means its end in Shanghai; a time is taken as it is. */
function parseAsOf(text: string): Date {
  const time = new Date(DAY.test(text) ? `${text}T23:59:59.999+08:00` : text);
  // JavaScript takes 31 February for 2 March.
  const isDay = new Date(`${text.slice(0, 10)}T00:00:00Z`).toJSON()?.startsWith(text.slice(0, 10));
  if (!(DAY.test(text) || MOMENT.test(text)) || isDay !== true || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError(
      'it must be a day such as 2024-03-31, or a time such as 2024-03-31T12:00:00+08:00',
    );
  }
  return time;
}

function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('join the names by commas');
  return [...new Set(names)];
}

function parseFormats(text: string): readonly FormatName[] {
  return parseNames(text).map((name) => {
    const format = FORMAT_NAMES.find((known) => known === name);
    if (format === undefined) throw new InvalidArgumentError(`formats: ${FORMAT_NAMES.join(', ')}`);
    return format;
  });
}
