import type { YearRange } from '../../storage/contract/archive.js';
import { UsageError } from '../errors.js';

const FIRST = 2008;
const LAST = 2100;

/**
 * Report years as the user writes them: `2023`, `2019..2023`, `2021..` (and later), `..2020` (and earlier).
 * @throws UsageError where they are no years, or the range is the wrong way round
 */
export function parseYears(text: string): YearRange {
  const match = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text.trim());
  const [, from, dots, to] = match ?? [];
  if (
    match === null ||
    (from === undefined && to === undefined) ||
    (dots === undefined && to !== undefined)
  ) {
    throw new UsageError(`「${text}」 is not a report year`, {
      hint: 'e.g. 2023, 2019..2023, 2021.. or ..2020',
    });
  }
  const range = {
    from: from === undefined ? FIRST : Number(from),
    to: to === undefined ? (dots === undefined ? Number(from) : LAST) : Number(to),
  };
  if (range.from > range.to) {
    throw new UsageError(`the years ${text} run backwards`, { hint: `${range.to}..${range.from} is meant?` });
  }
  if (range.from < FIRST || range.to > LAST) {
    throw new UsageError(`report years are from ${FIRST} to ${LAST}, not ${text}`);
  }
  return range;
}
