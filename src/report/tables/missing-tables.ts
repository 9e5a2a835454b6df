import type { Block, DocumentIssue } from '../../document/model.js';
import { wordsOf } from '../../document/sight.js';
import { labelKey } from '../../text/label.js';
import { simplified } from '../../text/simplify.js';
import type { Edition } from '../edition/edition.js';
import type { Finding } from '../model.js';

/** Labels that only one form has, which a text must hold to be taken for its tables. */
const FEWEST_LABELS = 2;

/** What looks like the tables of a form without being any. */
export interface TablesInText {
  readonly edition: Edition;
  /** Labels of the form in the text. */
  readonly labels: number;
}

/** The form whose own labels stand in the lines of a text; null where there are none, or no more than a sentence may name. */
export function tablesInText(blocks: readonly Block[], editions: readonly Edition[]): TablesInText | null {
  const keys = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [labelKey(simplified(wordsOf(block.text)))] : [],
  );
  const found = editions.map(
    (edition): TablesInText => ({
      edition,
      labels: edition.recognise.filter((label) => keys.some((key) => key.includes(label))).length,
    }),
  );
  const [best] = found.sort((a, b) => b.labels - a.labels || b.edition.years.from - a.edition.years.from);
  return best === undefined || best.labels < FEWEST_LABELS ? null : best;
}

/** Says what stands where the tables of a report should be: their text, pictures, or nothing. */
export function noTablesFinding(text: TablesInText | null, issues: readonly DocumentIssue[]): Finding {
  const pictures = issues.find(({ code }) => code === 'pictures');
  const kept = 'its sections are kept, no figures are extracted';
  const message =
    text !== null
      ? `the text holds ${text.labels} labels of the form of ${text.edition.id}, but not as tables that can be read: ${kept}`
      : pictures !== undefined
        ? `the text has no statutory tables; ${pictures.message}, which may show them: ${kept}`
        : `the text has no statutory tables: ${kept}`;
  return { rule: 'form.no_tables', severity: 'error', indicators: [], message };
}
