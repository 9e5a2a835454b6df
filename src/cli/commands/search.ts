import type { FoundSection, SearchResult } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import { type ScopeWords, scopeOf } from '../../questions/scope.js';
import { parseSearch } from '../../questions/search-question.js';
import { markSnippet, snippetOf } from '../../questions/snippet.js';
import { withoutControls } from '../../text/control-characters.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { dataFolderOf } from '../data-folder.js';
import { type CliIo, line } from '../io.js';
import { type FormatOptions, formatOf } from '../row-format.js';
import { printRows } from '../rows.js';

interface Options extends OutputOptions, FormatOptions, ScopeWords {
  readonly section?: readonly number[];
  readonly limit: number;
}

export async function execute(
  { io }: CommandContext,
  words: readonly string[],
  options: Options,
): Promise<void> {
  const question = parseSearch(words.join(' '));
  const result = await dataFolderOf(options, io).readArchive(async (archive) =>
    archive.questions.search({
      ...(await scopeOf(archive, options)),
      question,
      ...defined({ sections: options.section }),
      limit: options.limit,
    }),
  );
  const format = formatOf(options);
  if (format === 'table') {
    // written as it is: its bold type is a control sequence of our own
    for (const found of result.sections) io.stdout.write(`${asText(found, marker(io))}\n`);
    line(io.stdout, summary(result));
    return;
  }
  await printRows(
    io.stdout,
    format,
    ['region', 'agency', 'year', 'kind', 'version', 'section', 'heading', 'score', 'snippet'].map((name) => ({
      name,
    })),
    result.sections.map((found) => {
      const { report, version, section, heading, score } = found;
      const { region, agency, year, kind } = report;
      const snippet = markSnippet(snippetOf(found.text, found.textHits), brackets);
      return {
        cells: [region, agency, year, kind, version, section, heading, Number(score.toFixed(4)), snippet],
        object: asObject(found, snippet),
      };
    }),
  );
  if (result.more) line(io.stderr, summary(result));
}

function asObject(found: FoundSection, snippet: string): unknown {
  const { report, version, withdrawnAt, section, heading, text, score, headingHits, textHits } = found;
  return {
    ...report,
    version,
    withdrawn_at: withdrawnAt?.toISOString() ?? null,
    section,
    heading,
    text,
    score,
    heading_hits: headingHits,
    text_hits: textHits,
    snippet,
  };
}

const brackets = (hit: string): string => `【${hit}】`;

const bold = (hit: string): string => `\u001b[1;31m${hit}\u001b[0m`;

function marker({ stdout, env }: CliIo): (hit: string) => string {
  return stdout.isTTY === true && !env.NO_COLOR ? bold : brackets;
}

function asText(found: FoundSection, mark: (hit: string) => string): string {
  const { report, heading, headingHits, text, textHits, withdrawnAt } = found;
  const state = withdrawnAt === null ? '' : ', withdrawn';
  const kind = report.kind === 'own' ? '' : `, ${report.kind}`;
  const title = markSnippet(snippetOf(withoutControls(heading), headingHits, heading.length), mark);
  const snippet = markSnippet(snippetOf(withoutControls(text), textHits), mark);
  const agency = withoutControls(report.agency);
  return `${agency} ${report.year}${kind}${state}  ${title}${snippet === '' ? '' : `\n    ${snippet}`}`;
}

function summary({ sections, ranked, more }: SearchResult): string {
  if (more) {
    return `the best ${sections.length} of the ${ranked} newest matches; there are more (narrow the search with --year, --region or --section)`;
  }
  return sections.length === ranked
    ? plural(ranked, 'section')
    : `${sections.length} of ${plural(ranked, 'section')} (raise --limit for more)`;
}
