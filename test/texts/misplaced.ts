/**
 * What a careful reader may take a figure for that does not stand where it was to stand.
 *
 * A program pushes what has no room to the right, and a line may begin further right than the others. In a row with a
 * figure in every place the order still says which is which. In any other, someone who goes by the heads above reads the
 * figure in the place where it stands, and someone who sees that the line is pushed reads it in its own: both are right,
 * and so is who says that it can't be told.
 */
import { columnOf, type Drawn, type Range, type Stand } from './lines.js';
import { alsoSay, type Says } from './says.js';
import type { TextTable } from './table.js';

/** Further than this is seen. */
const NEAR = 1;

/** @param stands of each figure of the table that has a text */
export function sayMisplaced(
  table: TextTable,
  { rooms, setting }: Drawn,
  stands: ReadonlyMap<string, Stand>,
  says: Says,
): void {
  const own = new Map([...says].map(([indicator, [stated]]) => [indicator, stated]));
  for (const row of table.rows) {
    const figures = row.flatMap(({ indicator, text }) => (indicator === null ? [] : [{ indicator, text }]));
    if (figures.every(({ text }) => text !== '')) continue;
    const standing = figures.flatMap(({ indicator }) => {
      const stand = stands.get(indicator);
      return stand === undefined ? [] : [{ indicator, stand }];
    });
    if (!standing.some(({ indicator, stand }) => isElsewhere(indicator, stand))) continue;
    for (const { indicator } of figures) {
      for (const room of scaledRooms(indicator)) {
        const there = standing.filter(({ stand }) => overlap(stand, room));
        if (there.length === 0) alsoSay(says, indicator, 'blank');
        for (const other of there) {
          const stated = own.get(other.indicator);
          if (stated !== undefined) alsoSay(says, indicator, stated);
        }
      }
    }
  }

  function isElsewhere(indicator: string, stand: Stand): boolean {
    return stand.moved > NEAR || scaledRooms(indicator).some((room) => !overlap(stand, room));
  }

  function scaledRooms(indicator: string): Range[] {
    return (rooms.get(indicator) ?? []).map(({ from, to }) => ({
      from: columnOf(from, setting),
      to: columnOf(to, setting),
    }));
  }
}

const overlap = (one: Range, other: Range): boolean => one.from < other.to && one.to > other.from;
