import { type Command, kindOption } from '../command.js';

/** Adds --agency, --region, --portal, --year and --kind: a ScopeWords of src/questions/scope.ts. */
export function withScope(command: Command): Command {
  return command
    .option('--agency <name>', 'only this agency: name, alias, part of a name, initials, or a pattern with *')
    .option('--region <region>', 'only this region: name, GB/T 2260 code, or the first digits of one')
    .option('--portal <name>', 'only reports from this portal')
    .option('--year <years>', 'only these report years: 2023, 2019..2023, 2021..')
    .addOption(kindOption());
}
