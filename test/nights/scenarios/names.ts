/** Whose reports the scenarios play. */
import { report } from '../portal/report.js';
import type { Stage } from '../stage.js';

export const FINANCE = '平湖市财政局';
export const AUDIT = '平湖市审计局';
/** As an agency's own typing error has it. */
export const MISSPELT = '平湖市财正局';

/** The report of most scenarios, with 12 decisions on licences. */
export const first = report(FINANCE);

/** A scenario's first night: the report at `a`. */
export const published = (stage: Stage): void => stage.publish('a', first);
/** The report with another figure. */
export const revised = (licences: number) => ({ ...first, licences });
