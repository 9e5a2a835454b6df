import { Command, type CommandContext, whenRun, withPlace } from '../command.js';

export function demoCommand(context: CommandContext): Command {
  return withPlace(new Command('demo'))
    .description('Harvest a simulated portal before and after quiet changes, and export one year')
    .action(whenRun(context, () => import('../commands/demo.js')));
}
