import { tolerances } from '../../tolerances.js';

/** How lines are presented to the model, and when a page is upright. */
export const MODEL = tolerances({
  wordsLength: [4, 'heights', 'lines of words from lines that may be numbers'],
  sureWords: [
    0.4,
    'share',
    'words that stand upright from words on their side or head, by how surely they are read',
  ],
  betterWords: [0.2, 'share', 'an orientation that is truly better from one that is better by chance'],
  sampledLines: [6, 'count', 'number of lines that are read to find out which way up the page is'],
  sampledLength: [14, 'heights', 'length of each of these lines that is read'],
  tallestType: [4, 'type', 'characters from pictures and seals, by their height'],
  wordsMargin: [0.1, 'heights', 'white space beside a line of words when the model sees it'],
  wordsWidth: [0.75, 'factor', 'width at which the model sees a line of words'],
  stripGap: [14, 'pixels', 'white space between the lines of a strip (the strip is 48 high)'],
});
