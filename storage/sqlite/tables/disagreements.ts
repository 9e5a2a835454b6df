import type Database from 'better-sqlite3';
import type { Finding } from '../../../src/report/model.js';
import type { ReportId, VersionId } from '../ids.js';
import type { FindingWriter } from './findings.js';

/** The rule of findings that say so of two sources of one report. */
export const DISAGREE = 'report.sources_disagree';

/** What findings say of sources that disagree: today's among the findings, and since when and until when each did. */
export interface DisagreementStore {
  /** Inside a transaction: puts these findings in the place of those that any of the report's versions has. */
  replace(
    of: { readonly reportId: ReportId; readonly versionId: VersionId },
    findings: readonly Finding[],
    at: string,
  ): void;
}

interface Told {
  readonly severity: string;
  readonly message: string;
  readonly indicators: string;
  readonly fingerprint: string;
}

export function disagreementStore(db: Database.Database, findings: FindingWriter): DisagreementStore {
  const told = db.prepare<[VersionId], Told>(
    `SELECT severity, message, indicators, fingerprint FROM finding_row
     WHERE version_id = ? AND rule = '${DISAGREE}' ORDER BY position`,
  );
  const end = db.prepare<{ reportId: ReportId; versionId: VersionId; at: string; messages: string }>(
    `UPDATE disagreement_row SET until = @at
     WHERE until IS NULL AND version_id IN (SELECT id FROM version_row WHERE report_id = @reportId)
       AND NOT (version_id = @versionId AND message IN (SELECT value FROM json_each(@messages)))`,
  );
  const begin = db.prepare<Told & { versionId: VersionId; at: string }>(
    `INSERT INTO disagreement_row (version_id, severity, message, indicators, fingerprint, since)
       SELECT @versionId, @severity, @message, @indicators, @fingerprint, @at
       WHERE NOT EXISTS (SELECT 1 FROM disagreement_row
         WHERE version_id = @versionId AND message = @message AND until IS NULL)`,
  );
  return {
    replace({ reportId, versionId }, now, at) {
      findings.replaceRule(reportId, versionId, DISAGREE, now);
      const rows = told.all(versionId);
      end.run({ reportId, versionId, at, messages: JSON.stringify(rows.map(({ message }) => message)) });
      for (const row of rows) begin.run({ ...row, versionId, at });
    },
  };
}
