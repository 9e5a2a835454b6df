import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { withJobs } from '../options/jobs.js';

export function rebuildCommand(context: CommandContext): Command {
  return withJobs(withJson(withPlace(new Command('rebuild'))))
    .description('Extract every version again from its stored payload, without making new versions')
    .option('--dry-run', 'only print what would differ, without touching the archive')
    .action(whenRun(context, () => import('../commands/rebuild.js')));
}
