import { tolerances } from '../../tolerances.js';

/** Tables without a grid of lines: by where texts stand. */
export const UNRULED = tolerances({
  textGap: [1, 'type', 'words of one text from texts of two columns, in the rows of a table'],
  headingGap: [
    0.2,
    'type',
    'characters of one heading from headings of two columns, which stand closer than figures',
  ],
  sameBase: [0.25, 'type', 'texts on one baseline from texts on two, by their middles'],
  near: [1.8, 'type', 'rows of one table from what stands apart, by the white between lines'],
  sameSize: [0.06, 'share', 'type of one size from type of two'],
  leading: [1.7, 'type', 'lines of one label or heading from those of two, middle to middle'],
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
  fewestRows: [2, 'count', 'a table from a line of texts'],
  fewestColumns: [5, 'count', 'columns that show by standing below each other from chance'],
  gutter: [2, 'points', 'columns that no row runs together from columns that touch'],
  sameEdge: [8, 'points', 'rules of one table, which begin and end together, from others'],
  besideTable: [1, 'points', 'a line drawn through a table from one along its side'],
});
