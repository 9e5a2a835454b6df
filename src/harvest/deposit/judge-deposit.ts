import type { DocumentIssue } from '../../document/model.js';
import { DocumentError } from '../../errors.js';
import { isReport } from '../../report/recognise.js';
import type { Derived } from '../derive/derive.js';
import type { Deriver } from '../derive/deriver.js';
import type { Deposit, Judged, Refusal } from './deposit-model.js';
import { deriveUnread } from './unread.js';

/** Such a file is not faulty; nianbao just has no reader for it. */
const WHOLE: ReadonlySet<DocumentError['code']> = new Set(['unsupported', 'encrypted']);

/** @throws DocumentError where no document can be made of the bytes */
export function deriveDeposit(
  deriver: Deriver,
  { bytes, hints, mediaType }: Pick<Deposit, 'bytes' | 'hints' | 'mediaType'>,
): Promise<Derived> {
  return deriver.derive(bytes, { hints, contentType: mediaType });
}

/** Are these bytes a report, and whose? */
export async function judgeDeposit(
  deriver: Deriver,
  input: Pick<Deposit, 'bytes' | 'hints' | 'mediaType' | 'source'>,
): Promise<Judged | Refusal> {
  let derived: Derived;
  try {
    derived = await deriveDeposit(deriver, input);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const isWhole = WHOLE.has(error.code);
    const isUnread = isWhole && input.source.kind !== 'file';
    const unread = isUnread ? deriveUnread(input.bytes, deriver.editions, input.hints, error.message) : null;
    return (
      (unread === null ? null : named(unread)) ?? {
        reason: error.message,
        keep: isWhole,
        ...(!isWhole && error.code !== 'empty' ? { broken: true } : {}),
        findings: [],
      }
    );
  }
  const { report, findings } = derived;
  if (!isReport(report)) {
    const listed = listedScan(derived, deriver, input);
    if (listed !== null) return listed;
    // a file in which no report was found may be one that a better reader will find
    const isFile = isFileOf(derived);
    const reason = isFile ? 'the file holds no report that could be found' : 'the page holds no report';
    return { reason, keep: isFile, ...(isFile ? {} : { noReport: true }), findings };
  }
  if (isHalf(derived)) {
    const reason = 'the page ends in the middle of the report';
    return { reason, keep: false, ...(isFileOf(derived) ? { broken: true } : {}), findings };
  }
  const unnamed = (['agency', 'year'] as const).filter((part) => report[part] === null);
  const reason = `the report's ${unnamed[0]} can't be told for sure`;
  return named(derived) ?? { reason, keep: true, findings, unnamed };
}

function isFileOf({ format }: Derived): boolean {
  return format !== 'html' && format !== 'text';
}

/** A listed scan without a recognisable report still counts as the report; its content is unknown. */
function listedScan(
  derived: Derived,
  deriver: Deriver,
  { bytes, hints, source }: Pick<Deposit, 'bytes' | 'hints' | 'source'>,
): Judged | null {
  const isScan = derived.issues.some(({ code }) => code === 'recognised');
  if (!isScan || source.kind === 'file') return null;
  const unread = deriveUnread(bytes, deriver.editions, hints, 'no report was recognised in its pictures');
  return unread === null ? null : named(unread);
}

function named(derived: Derived): Judged | null {
  const { agency, year, kind } = derived.report;
  return agency === null || year === null ? null : { derived, report: { agency, year, kind } };
}

/** The document broke off, and tables or sections are missing. */
function isHalf({ issues, report }: Derived): boolean {
  const has = (code: DocumentIssue['code']) => issues.some((issue) => issue.code === code);
  if (has('cut_off')) return true;
  if (!has('truncated')) return false;
  return report.sections.length < 6 || report.figures.some((figure) => figure.reason === 'absent');
}
