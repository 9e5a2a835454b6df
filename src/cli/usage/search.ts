import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { wholeNumber } from '../options/numbers.js';
import { withScope } from '../options/scope.js';
import { withFormat } from '../row-format.js';
export function searchCommand(context: CommandContext): Command {
  return withJson(withFormat(withScope(withPlace(new Command('search')))))
    .description('Search the sections: words, "phrases", AND, OR, NOT, -word, brackets; best match first')
    .argument('<text...>', 'the words to search for, in quotes')
    .option('--section <numbers>', 'only these statutory sections, 1 to 6, joined by commas', parseSections)
    .option('--limit <n>', 'maximum number of sections', wholeNumber(500), 20)
    .action(whenRun(context, () => import('../commands/search.js')));
}

function parseSections(text: string): readonly number[] {
  if (!/^[1-6](?:,[1-6])*$/.test(text))
    throw new InvalidArgumentError('sections are numbers from 1 to 6, joined by commas');
  return [...new Set(text.split(',').map(Number))];
}
