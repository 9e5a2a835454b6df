import {
  Command,
  type CommandContext,
  kindOption,
  parseYear,
  whenRun,
  withJson,
  withPlace,
} from '../command.js';

export function ingestCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('ingest')))
    .description('put local files into the archive, each as a state of the report it holds')
    .argument('<file...>', 'HTML or plain text')
    .option('--agency <name>', 'the agency, where the file does not say')
    .option('--year <year>', 'the report year, where the file does not say', parseYear)
    .addOption(kindOption())
    .option('--region <code>', "GB/T 2260 code of the agency's region")
    .action(whenRun(context, () => import('../commands/ingest.js')));
}
