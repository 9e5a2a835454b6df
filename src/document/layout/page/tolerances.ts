import { tolerances } from '../../tolerances.js';

/** From what a page draws to its lines of text and its ruling lines. Used by the readers of PDF and OFD too. */
export const PAGE = tolerances({
  thickestRule: [4, 'points', 'a ruling line from a filled area'],
  sameRule: [
    2.6,
    'points',
    'double lines, both sides of a thin box, borders of two neighbours from two lines',
  ],
  widestRule: [5, 'points', 'pieces of one line, all together, from two lines'],
  ruleGap: [
    3,
    'points',
    'dashes, rounding, or the place of a crossing line from the space between two lines',
  ],
  shortestRule: [6, 'points', 'a line from a dot, a dash or a part of a character, once pieces are joined'],
  dot: [4, 'points', 'a dot, which may belong to a line of either direction, from a piece of a line'],
  lean: [0.01, 'share', 'an upright line from a slanted one, by what it leans of its length'],
  upright: [
    0.6,
    'points',
    'the same, however short the line; and a corner of a rectangle from a point beside it',
  ],
  slant: [4, 'degrees', 'text along the page from slanted text, such as a watermark'],
  ascent: [0.86, 'type', 'what of a character stands above its baseline from what hangs below it'],
  cover: [0.5, 'points', 'a ruling line under a filled area from one that sticks out of it'],
  wholePage: [0.5, 'share', 'a picture of the page from a picture on the page, by what it takes of its area'],
  unseen: [0.05, 'share', 'what is not seen from what is faint, by how opaque it is'],
  opaque: [0.95, 'share', 'an area that hides what lies under it from one that lets it through'],
  white: [248, 'shade', 'white from a colour, in each of its parts'],
  sameBaseline: [0.45, 'type', 'characters of one line from those of two, by the distance of their middles'],
  digitGap: [0.2, 'type', 'digits of one number from two numbers'],
  wordGap: [0.7, 'type', 'characters of one word from two words'],
  thinBlank: [0.12, 'type', 'the seam of a justified line from a blank that was typed, by its width'],
  overprint: [0.5, 'share', 'a character printed twice from two side by side, by their shift in widths'],
  overprintWidth: [0.5, 'type', 'the same, for wide characters: they count as no wider than this'],
});
