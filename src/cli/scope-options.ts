import { type Command, kindOption } from './command.js';

/** Adds --agency, --region, --portal, --year and --kind: a ScopeWords of src/questions/scope.ts. */
export function withScope(command: Command): Command {
  return command
    .option('--agency <name>', 'only this agency: name, alias, a part, initials, or a pattern with *')
    .option('--region <region>', 'only this region: name, or GB/T 2260 code or its beginning')
    .option('--portal <name>', 'only reports read from this portal')
    .option('--year <years>', 'only these report years: 2023, 2019..2023, 2021..')
    .addOption(kindOption());
}
