import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun } from '../command.js';

export function fixtureCommand(context: CommandContext): Command {
  return new Command('fixture')
    .description('Make a test fixture of a captured report, with prose and names replaced and figures kept')
    .argument('<file|url>', 'a web page, plain text or .docx; a page at an address is fetched politely')
    .requiredOption('--out <file>', 'the fixture; an existing file is never overwritten')
    .option('--seed <n>', 'another seed invents other words', parseSeed, 1)
    .option('--allow-private-addresses', 'also connect to loopback and private addresses, for trials')
    .option(
      '--config <folder>',
      "the configuration folder (default: $NIANBAO_CONFIG, else the package's own)",
    )
    .action(whenRun(context, () => import('../commands/fixture.js')));
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError('a seed is a whole number');
  return seed;
}
