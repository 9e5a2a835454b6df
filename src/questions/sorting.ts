import { SORT_FIELDS, type SortKey } from '../../storage/contract/archive.js';
import { UsageError } from '../errors.js';
import { closest } from '../text/suggest.js';
import type { Column } from './columns.js';

/**
 * Sort keys as the user writes them: names joined by commas, `-` before a descending one.
 * @throws UsageError for a name that is neither a field of reports nor an indicator
 */
export function parseSort(text: string, catalogue: readonly Column[]): readonly SortKey[] {
  return text.split(/[,，]/).flatMap((word) => {
    const name = word.trim();
    if (name === '') return [];
    const descending = name.startsWith('-');
    const by = descending ? name.slice(1) : name;
    const known = [...SORT_FIELDS, ...catalogue.map(({ id }) => id)];
    if (known.includes(by)) return [{ by, descending }];
    const near = closest(by, known);
    throw new UsageError(`cannot sort reports by 「${by}」`, {
      hint: near.length > 0 ? `${near.join(', ')}?` : `by ${SORT_FIELDS.join(', ')} or an indicator`,
    });
  });
}
