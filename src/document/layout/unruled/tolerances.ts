import { tolerances } from '../../tolerances.js';

/** Tables without a grid of lines: by where texts stand. */
export const UNRULED = tolerances({
  textGap: [1, 'type', 'words of one text from texts of two columns, in the rows of a table'],
  seam: [0.12, 'type', 'characters of one text from texts of two cells that stand close'],
  autospace: [
    0.25,
    'type',
    'the space that programs add between words and digits from the gap between two texts',
  ],
  widestSpacing: [0.15, 'type', 'letter spacing from the gap between two texts'],
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
  near: [1.8, 'type', 'rows of one table from separate text, by the white space between lines'],
  rowGap: [5, 'type', 'rows of figures in one table from those of two, by the white between lines'],
  sameGap: [0.1, 'type', 'the gap between rows of a table from a wider one below it'],
  widestPitch: [
    1.5,
    'share',
    'the next label of a block from a text below it, by how much further it stands than the first label from its heading',
  ],
  pageFoot: [2, 'count', 'a page foot from text that continues, by its number of lines'],
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
    'consecutively drawn lines of one text from other lines, by the number of characters drawn in between',
  ],
  widestLeading: [
    2.4,
    'type',
    'the next line of a text from another text, where the file draws them one after the other',
  ],
  lineRoom: [3, 'type', 'a line that wrapped from the last line of its text, by the space left at its end'],
  sameSide: [0.2, 'type', 'lines of one text from two texts, by their left edges, right edges or centres'],
  linesBelow: [
    6,
    'count',
    'figures that locate a column from figures of another table, by the lines in between',
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
    'the lines of a group’s label from other labels, by how much their widths differ',
  ],
  groupCentre: [1, 'type', 'the same, by twice the distance between their centres'],
  headingOverhang: [0.5, 'points', 'a heading of one column from one that reaches into the next'],
  labelMargin: [3, 'type', 'labels of one column from single texts elsewhere, by their left and right edges'],
  loneText: [
    1,
    'type',
    'a lone text of the first column from prose, by how much wider it is than the one above',
  ],
  fewestTexts: [3, 'count', 'a row of a table from prose with a gap, or two things side by side'],
  fewestHeadings: [2, 'count', 'a heading whose rows may stand on the next page from a text'],
  fewestRows: [2, 'count', 'a table from a line of texts'],
  fewestColumns: [5, 'count', 'real columns from chance alignment, by how many there are'],
  gutter: [2, 'points', 'columns that no row runs together from columns that touch'],
  sameEdge: [8, 'points', 'ruling lines of one table, whose ends align, from others'],
  edgeOfText: [
    0.2,
    'share',
    'a line through a text from one that touches its edge, by the height of the text',
  ],
  besideTable: [1, 'points', 'a line drawn through a table from one along its side'],
});
