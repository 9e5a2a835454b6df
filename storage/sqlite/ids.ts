/** Numbers of rows, told apart by table: that of a report fits nowhere where a version's is wanted. */
import { z } from 'zod';

const row = z.int().positive();
const agency = row.brand<'AgencyId'>();
const portal = row.brand<'PortalRowId'>();
const report = row.brand<'ReportId'>();
const source = row.brand<'SourceId'>();
const payload = row.brand<'PayloadId'>();
const version = row.brand<'VersionId'>();
const capture = row.brand<'CaptureId'>();

export type AgencyId = z.infer<typeof agency>;
/** Of a portal's row: everywhere else a portal is named by the text of its file's name. */
export type PortalRowId = z.infer<typeof portal>;
export type ReportId = z.infer<typeof report>;
export type SourceId = z.infer<typeof source>;
export type PayloadId = z.infer<typeof payload>;
export type VersionId = z.infer<typeof version>;
export type CaptureId = z.infer<typeof capture>;

/** What an INSERT says of the row that it made; selected rows have the type that their statement declares. */
interface Inserted {
  readonly lastInsertRowid: number | bigint;
}

export function toAgencyId({ lastInsertRowid }: Inserted): AgencyId {
  return agency.parse(Number(lastInsertRowid));
}

export function toPortalRowId({ lastInsertRowid }: Inserted): PortalRowId {
  return portal.parse(Number(lastInsertRowid));
}

export function toReportId({ lastInsertRowid }: Inserted): ReportId {
  return report.parse(Number(lastInsertRowid));
}

export function toSourceId({ lastInsertRowid }: Inserted): SourceId {
  return source.parse(Number(lastInsertRowid));
}

export function toPayloadId({ lastInsertRowid }: Inserted): PayloadId {
  return payload.parse(Number(lastInsertRowid));
}

export function toVersionId({ lastInsertRowid }: Inserted): VersionId {
  return version.parse(Number(lastInsertRowid));
}

export function toCaptureId({ lastInsertRowid }: Inserted): CaptureId {
  return capture.parse(Number(lastInsertRowid));
}
