import type { DocumentMeta } from '../../document/model.js';
import { comparableTitle } from '../../text/report-year.js';
import { isReportTitle, readTitle } from './title.js';

/** The most lines that a title may take. */
const MOST_LINES = 3;

/** The titles that a document gives itself, the principal one first. */
export interface Titles {
  readonly title: string | null;
  /** Other titles that the page shows: its heading, its `<title>`. */
  readonly others: readonly string[];
}

/**
 * The document's own title: of the lines before its first section the one that the page repeats as its heading or
 * `<title>`, else the last, which stands nearest to the text (related reports are linked above it); else the page's own.
 *
 * @param lines the paragraphs before the first section
 */
export function findTitles(lines: readonly string[], meta: DocumentMeta): Titles {
  const presented = [meta.articleTitle, meta.title?.replace(/[-_|—].*$/u, ''), meta.title].flatMap((text) =>
    text !== undefined && isReportTitle(text) ? [text] : [],
  );
  const written = titleLines(lines.map((line) => line.replace(/^#+\s*/, '')));
  const repeated = written.find((line) =>
    presented.some((text) => comparableTitle(text) === comparableTitle(line)),
  );
  const title = repeated ?? written.at(-1) ?? presented[0] ?? null;
  return { title, others: presented.filter((text) => text !== title) };
}

/**
 * Lines that are titles. A title without the agency or the year takes it from the line above, and where no line is
 * a title by itself, lines are read together.
 */
function titleLines(lines: readonly string[]): string[] {
  const single = lines.flatMap((line, at) => (isTitle(line) ? [completed(lines, at)] : []));
  if (single.length > 0) return single;
  for (let span = 2; span <= MOST_LINES; span += 1) {
    const joined = lines.flatMap((_, at) => {
      const candidate = lines.slice(at, at + span).join('');
      return isTitle(candidate) ? [candidate] : [];
    });
    if (joined.length > 0) return joined;
  }
  return [];
}

const isTitle = (line: string): boolean => isReportTitle(line) && !/[。；]/u.test(line);

/** 「甲市乙局」 over 「2023年政府信息公开工作年度报告」. */
function completed(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  const above = lines[at - 1];
  const { agency, year } = readTitle(line);
  if (above === undefined || (agency !== null && year !== null)) return line;
  const joined = above + line;
  const reading = readTitle(joined);
  const gains = (agency === null && reading.agency !== null) || (year === null && reading.year !== null);
  const keeps = (agency === null || reading.agency === agency) && (year === null || reading.year === year);
  return isTitle(joined) && gains && keeps && HEAD.test(above.trim()) ? joined : line;
}

/** A line that is no more than an agency's name, a year, or both. */
const HEAD =
  /^(?:\p{Script=Han}{2,30}(?:府|局|办|室|会|厅|部|署|院|处|站|队|中心|市|县|区|旗|州|盟|镇|乡|街道|所|社|校|行|馆|司|团)(?:\d{4}年度?)?|[\d〇○零一二三四五六七八九]{4}年度?)$/u;
