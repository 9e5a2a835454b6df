import type {
  CellChange,
  CellState,
  ChangeInput,
  SectionChange,
  VersionContent,
} from '../../storage/contract/archive.js';
import { tight } from '../text/tight.js';

/** What a version is compared by. */
export type Comparable = Pick<VersionContent, 'digests' | 'figures' | 'sections'>;

/** The cell of an indicator that the other edition of the form does not have. */
const NOT_IN_FORM: CellState = { value: null, reason: 'not_in_form', raw: null };

/**
 * What turned one state of a report into the next, by the first layer of sameness that is broken: figures,
 * then content; a payload that differs in neither is cosmetic.
 */
export function compareVersions(before: Comparable, after: Comparable): ChangeInput {
  const kind =
    before.digests.figures !== after.digests.figures
      ? 'figures_revised'
      : before.digests.content !== after.digests.content
        ? 'text_revised'
        : 'cosmetic';
  if (kind === 'cosmetic') return { kind, cells: [], sections: [], movedFrom: null };
  return {
    kind,
    cells: changedCells(before, after),
    sections: changedSections(before, after),
    movedFrom: null,
  };
}

/** The cells whose value, or reason for having none, differs; in the order of the form. */
export function changedCells(
  before: Pick<Comparable, 'figures'>,
  after: Pick<Comparable, 'figures'>,
): readonly CellChange[] {
  const states = (figures: Comparable['figures']): Map<string, CellState> =>
    new Map(figures.map((f) => [f.indicator, { value: f.value, reason: f.reason, raw: f.raw }]));
  const old = states(before.figures);
  const now = states(after.figures);
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((indicator) => {
    const was = old.get(indicator) ?? NOT_IN_FORM;
    const is = now.get(indicator) ?? NOT_IN_FORM;
    return was.value === is.value && was.reason === is.reason ? [] : [{ indicator, before: was, after: is }];
  });
}

function changedSections(before: Comparable, after: Comparable): readonly SectionChange[] {
  const textOf = (version: Comparable, number: number): string | null => {
    const section = version.sections.find((s) => s.number === number);
    return section === undefined ? null : section.text;
  };
  const numbers = new Set([...before.sections, ...after.sections].map((s) => s.number));
  return [...numbers]
    .sort((a, b) => a - b)
    .flatMap((section) => {
      const was = textOf(before, section);
      const is = textOf(after, section);
      return sameText(was, is) ? [] : [{ section, before: was, after: is }];
    });
}

function sameText(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : tight(a) === tight(b);
}
