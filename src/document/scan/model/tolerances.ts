import { tolerances } from '../../tolerances.js';

/** What the model is shown, and when a page stands upright. */
export const MODEL = tolerances({
  wordsLength: [4, 'heights', 'lines of words from lines that may be numbers'],
  sureWords: [
    0.4,
    'share',
    'words that stand upright from words on their side or head, by how surely they are read',
  ],
  betterWords: [0.2, 'share', 'a better way up from one that is better by chance'],
  sampledLines: [6, 'count', 'how many lines are read to tell which way is up'],
  sampledLength: [14, 'heights', 'how much of each is read'],
  tallestType: [4, 'type', 'characters from pictures and seals, by their height'],
  wordsMargin: [0.1, 'heights', 'white beside a line of words, as it is shown to the model'],
  wordsWidth: [0.75, 'factor', 'how wide a line of words is shown'],
  stripGap: [14, 'pixels', 'white between the lines of a strip, of the 48 that it is high'],
});
