import { READABLE_FORMATS } from '../../readable-formats.js';
import {
  Command,
  type CommandContext,
  kindOption,
  parseYear,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';
import { withJobs } from '../options/jobs.js';

export function ingestCommand(context: CommandContext): Command {
  return withJobs(withJson(withPlace(new Command('ingest'))))
    .description('Add local files to the archive')
    .argument('<file...>', READABLE_FORMATS)
    .option('--agency <name>', 'the agency, if the file does not say or is wrong')
    .option('--year <year>', 'the report year, if the file does not say or is wrong', parseYear)
    .addOption(kindOption())
    .option('--region <code>', "GB/T 2260 code of the agency's region")
    .action(whenRun(context, () => import('../commands/ingest.js')));
}
