/** Tables that are not quite the form's: its labels, its heads, and more rows and columns than it has. */
import {
  forTwoYears,
  withColumnNumbers,
  withExtraRows,
  withNumbersColumn,
  withoutHead,
  withRemarksColumn,
  withRowNumbers3,
  withRowNumbersFirst,
} from '../heads.js';
import { type Kind, withAndWithoutZeros } from '../kind.js';
import { asOutline, spacedOut, unmerged, withNumbers, withoutGroups, withoutOrdinals } from '../labels.js';

export const TABLE_KINDS: readonly Kind[] = [
  ...withAndWithoutZeros({
    id: 'upright groups',
    what: 'Labels of groups stand upright, a character a line.',
    look: { isUpright: true },
  }),
  ...withAndWithoutZeros({
    id: 'no groups',
    what: 'Groups of rows without their labels.',
    changes: [withoutGroups],
  }),
  ...withAndWithoutZeros({
    id: 'no ordinals',
    what: 'Labels without 「一、」, 「（一）」, 「1.」.',
    changes: [withoutOrdinals],
  }),
  ...withAndWithoutZeros({
    id: 'extra rows',
    what: 'One or two rows that the form does not have.',
    changes: [withExtraRows],
  }),
  ...withAndWithoutZeros({
    id: 'a column of remarks',
    what: 'A last column 备注, most of it empty.',
    changes: [withRemarksColumn],
  }),
  ...withAndWithoutZeros({
    id: 'a column of other numbers',
    what: 'A last column 合计 or 上年总计 with numbers of its own.',
    changes: [withNumbersColumn],
  }),
  ...withAndWithoutZeros({
    id: 'two years',
    what: 'Table 3 with the year before beside each figure.',
    changes: [forTwoYears],
  }),
  ...withAndWithoutZeros({
    id: 'no head',
    what: 'Table 3 with one row of heads, or with none.',
    changes: [withoutHead],
  }),
  ...withAndWithoutZeros({
    id: 'numbered rows',
    what: 'A first column 序号 with the number of each row.',
    changes: [withRowNumbersFirst],
  }),
  ...withAndWithoutZeros({
    id: 'numbered rows, beside figures',
    what: 'A column 行次 with the number of each row, between labels and figures.',
    changes: [withRowNumbers3],
  }),
  ...withAndWithoutZeros({
    id: 'numbered columns',
    what: 'A row below the head with the number of each column.',
    changes: [withColumnNumbers],
  }),
  ...withAndWithoutZeros({
    id: 'spaced labels',
    what: 'Blanks between the characters of short labels: 「总    计」, 「自 然 人」.',
    changes: [spacedOut],
  }),
  ...withAndWithoutZeros({
    id: 'numbers in labels',
    what: 'Remarks with numbers in brackets behind some labels, wrapped with them.',
    changes: [withNumbers],
  }),
  ...withAndWithoutZeros({
    id: 'merged cells parted',
    what: 'Every slot a cell of its own; a label that is merged in the form stands in its first row alone.',
    changes: [unmerged],
  }),
  ...withAndWithoutZeros({
    id: 'outline',
    what: 'All labels in one column, groups in lines of their own above their rows.',
    changes: [asOutline],
  }),
];
