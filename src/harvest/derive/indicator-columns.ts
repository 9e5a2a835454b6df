import type { IndicatorColumn } from '../../../storage/contract/archive.js';
import type { Editions } from '../../report/edition/editions.js';

/** The form's indicators as the archive needs them: one column of its wide table each. */
export function indicatorColumns({ indicators }: Editions): readonly IndicatorColumn[] {
  return indicators.map(({ id, zh, en, unit, editions }) => ({
    id,
    labelZh: zh,
    labelEn: en,
    unit,
    editions,
  }));
}
