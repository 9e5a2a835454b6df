import { tolerances } from '../../tolerances.js';

/** Tables without a grid of lines: by where texts stand. */
export const UNRULED = tolerances({
  textGap: [1, 'type', 'words of one text from texts of two columns, in the rows of a table'],
  seam: [0.12, 'type', 'characters of one text from texts of two cells that stand close'],
  autospace: [
    0.25,
    'type',
    'room that programs leave between words and digits from the gap between two texts',
  ],
  widestSpacing: [0.15, 'type', 'room that is set after each character from the gap between two texts'],
  hairline: [
    0.04,
    'type',
    'characters of one heading from headings of two columns, between whose figures the gap lies',
  ],
  headingGap: [
    0.2,
    'type',
    'characters of one heading from headings of two columns, which stand closer than figures',
  ],
  sameBase: [0.25, 'type', 'texts on one baseline from texts on two, by their middles'],
  near: [1.8, 'type', 'rows of one table from what stands apart, by the white between lines'],
  rowGap: [3.5, 'type', 'rows of figures in one table from those of two, by the white between lines'],
  sameGap: [0.1, 'type', 'the gap between rows of a table from a wider one below it'],
  pageFoot: [2, 'count', 'what stands at the foot of a page from text that goes on, by its lines'],
  sameSize: [0.06, 'share', 'type of one size from type of two'],
  leading: [1.7, 'type', 'lines of one label or heading from those of two, middle to middle'],
  lineStep: [0.6, 'type', 'the next line of a text from one beside it, middle to middle'],
  sameLeading: [
    0.3,
    'type',
    'lines of one heading from headings of two rows, by how much wider they stand apart',
  ],
  drawnApart: [
    3,
    'count',
    'lines of one text, which the file draws one after the other, from others, by the characters between',
  ],
  widestLeading: [
    2.4,
    'type',
    'the next line of a text from another text, where the file draws them one after the other',
  ],
  lineRoom: [
    3,
    'type',
    'a line that had to be broken from the last one of its text, by the room that it leaves',
  ],
  sameSide: [
    0.2,
    'type',
    'lines of one text from two texts, by where they begin, end, or have their middles',
  ],
  linesBelow: [
    6,
    'count',
    'figures that show where a column is from those of another table, by the lines between',
  ],
  fewestStarts: [
    3,
    'count',
    'a place where a column of labels begins from chance, by the labels that begin there',
  ],
  besideLabel: [0.95, 'type', 'a group’s label beside others from one above them, middle to middle'],
  groupSlack: [
    1,
    'points',
    'lines of a group’s label, of which one is as wide as the others, from other labels',
  ],
  groupCentre: [1, 'type', 'the same, by twice the distance of their middles'],
  headingOverhang: [0.5, 'points', 'a heading of one column from one that reaches into the next'],
  labelMargin: [3, 'type', 'labels of one column from lone texts elsewhere, by where they begin and end'],
  loneText: [
    1,
    'type',
    'a lone text of the first column from prose, by how much wider it is than the one above',
  ],
  fewestTexts: [3, 'count', 'a row of a table from prose with a gap, or two things side by side'],
  fewestHeadings: [2, 'count', 'a heading whose rows may stand on the next page from a text'],
  fewestRows: [2, 'count', 'a table from a line of texts'],
  fewestColumns: [5, 'count', 'columns that show by standing below each other from chance'],
  gutter: [2, 'points', 'columns that no row runs together from columns that touch'],
  sameEdge: [8, 'points', 'rules of one table, which begin and end together, from others'],
  edgeOfText: [
    0.2,
    'share',
    'a line through a text from one that touches its edge, by the height of the text',
  ],
  besideTable: [1, 'points', 'a line drawn through a table from one along its side'],
});
