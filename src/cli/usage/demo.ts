import { Command, type CommandContext, whenRun, withPlace } from '../command.js';

export function demoCommand(context: CommandContext): Command {
  return withPlace(new Command('demo'))
    .description('harvest a simulated portal twice, with quiet changes in between, and export a year')
    .action(whenRun(context, () => import('../commands/demo.js')));
}
