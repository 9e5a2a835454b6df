import { tolerances } from '../../tolerances.js';

/** From ruling lines to grids, and from grids to cells. */
export const RULED = tolerances({
  touch: [3, 'points', 'a line that touches the line it meets from one that ends short of it'],
  sameGridLine: [4.5, 'points', 'two strokes of one grid line from the two borders of a very low row'],
  widestGridLine: [6.75, 'points', 'the strokes of one grid line from those of two, by their width together'],
  overhang: [
    7,
    'points',
    'a line that leaves the grid open past its last crossing from one that merely sticks out',
  ],
  openShare: [0.5, 'share', 'an open side from a closed one, by how many of the lines that meet it go on'],
  covered: [
    0.75,
    'share',
    'a border from no border, by the share that is drawn; between this share and its complement it is unclear',
  ],
  widestMargin: [6, 'points', 'a cell’s padding from the space beside a short text'],
  fullLabel: [4, 'count', 'labels that fill their cell from short ones, by their characters'],
  offCentre: [0.15, 'share', "a label in the middle of its row from one that is not, by the row's height"],
  labelsApart: [0.9, 'type', 'labels of two rows from lines of one, by the white between them'],
  nextLine: [1.9, 'type', 'lines of one number from two numbers below each other'],
  unitSeam: [0.05, 'type', 'characters of one text from two texts with a gap between them'],
  mostOfNumber: [
    0.6,
    'share',
    'the cell that a number belongs to from one that it runs into, by its characters',
  ],
  mostOfObject: [
    0.5,
    'share',
    'a picture in one cell from a seal or background across several, by the share of it inside the cell',
  ],
  columnsApart: [2, 'type', 'spaced words in one cell from texts of two columns whose border is missing'],
  wordLength: [2, 'count', 'words of two columns from single characters set apart, as in 总    计'],
  rowsTogether: [
    2,
    'count',
    'a row with two entries in one cell by mistake from a grid that does not belong to the table',
  ],
});
