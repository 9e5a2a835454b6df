import { tolerances } from '../../tolerances.js';

/** From ruling lines to grids, and from grids to cells. */
export const RULED = tolerances({
  touch: [3, 'points', 'the end of a line that touches the one across from one that ends before it'],
  sameGridLine: [
    4.5,
    'points',
    'two lines that are one line of the grid from the two sides of the lowest row',
  ],
  widestGridLine: [6.75, 'points', 'all lines of one line of the grid from those of two'],
  overhang: [
    7,
    'points',
    'a line that leaves the grid open beyond its last crossing from one that only sticks out',
  ],
  openShare: [0.5, 'share', 'an open side from a closed one, by how many of the lines that meet it go on'],
  covered: [
    0.75,
    'share',
    'a border from none, by how much is drawn; between it and the rest to 1 it is unclear',
  ],
  widestMargin: [6, 'points', "a cell's inner margin from the space beside a short text"],
  fullLabel: [4, 'count', 'labels that fill their cell from short ones, by their characters'],
  offCentre: [0.15, 'share', "a label in the middle of its row from one that is not, by the row's height"],
  labelsApart: [0.9, 'type', 'labels of two rows from lines of one, by the white between them'],
  nextLine: [1.9, 'type', 'lines of one number from two numbers below each other'],
  unitSeam: [0.05, 'type', 'characters drawn in one go from texts with a gap between them'],
  mostOfNumber: [
    0.6,
    'share',
    'the cell that a number belongs to from one that it runs into, by its characters',
  ],
  mostOfObject: [
    0.5,
    'share',
    'a picture in a cell from a seal or a ground over several, by what of it the cell holds',
  ],
  columnsApart: [
    2,
    'type',
    'spaced words in a cell from texts of two columns, between which a line is missing',
  ],
  wordLength: [2, 'count', 'words of two columns from single characters set apart, as in 总    计'],
  rowsTogether: [
    2,
    'count',
    'a row with two things in a cell, by a slip, from a grid that is not the table’s own',
  ],
});
