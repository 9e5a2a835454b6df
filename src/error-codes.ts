/**
 * The codes of all errors that nianbao raises on purpose. They are stable and meant for programs: logs, metrics and
 * JSON output carry them. A new code is declared here first.
 */

/** Why bytes can't be read as a document. */
export type DocumentCode =
  | 'damaged'
  | 'empty'
  | 'encrypted'
  | 'too_deep'
  | 'too_large'
  | 'too_slow'
  | 'unsupported';

/** What the archive refuses or can't do. */
export type ArchiveCode =
  // opening it
  | 'no_archive'
  | 'no_sqlite'
  | 'not_an_archive'
  | 'older'
  | 'newer'
  | 'locked'
  | 'read_only'
  | 'closed'
  // its file
  | 'busy'
  | 'constraint'
  | 'damaged'
  | 'disk_full'
  | 'io'
  | 'no_permission'
  | 'sqlite'
  // what it is given
  | 'bad_figure'
  | 'bad_indicator'
  | 'digest_mismatch'
  | 'stale'
  | 'unknown_indicator'
  // what it is asked
  | 'bad_sql'
  | 'no_finding'
  | 'no_run'
  | 'no_version'
  | 'not_a_question'
  | 'stopped'
  | 'too_large'
  | 'too_slow';

/** Why a question or a dataset comes to nothing. */
type AskingCode =
  | 'disk_full'
  | 'export_failed'
  | 'interrupted'
  | 'no_agency'
  | 'no_finding'
  | 'no_history'
  | 'no_measure'
  | 'no_report'
  | 'no_version'
  | 'not_a_dataset';

/** Why a probe of a portal comes to nothing. */
export type ProbeCode =
  | 'probe_blocked'
  | 'probe_directory'
  | 'probe_missing'
  | 'probe_not_html'
  | 'probe_off_limits'
  | 'probe_robots'
  | 'probe_unreachable'
  | 'probe_unrecognised';

/** Why an exchange comes to no answer. */
export type FetchCode = 'fetch_blocked' | 'fetch_failed' | 'fetch_off_limits';

/** What of the surroundings is not as it must be. */
type SurroundingsCode =
  | 'browser_missing'
  | 'config'
  | 'drawing'
  | 'feed'
  | 'fixture_charset'
  | 'fixture_format'
  | 'no_address'
  | 'no_permission'
  | 'port_taken'
  | 'simulation'
  | 'unreadable_file'
  | 'unwritable_file'
  | 'usage';

export type ErrorCode = DocumentCode | ArchiveCode | AskingCode | ProbeCode | FetchCode | SurroundingsCode;
