/** The text of a new portal's YAML, with what was observed as comments. */
import { stringify } from 'yaml';

/** What is written; `portal` holds the keys of the YAML in their order. */
export interface PortalTemplate {
  readonly portal: Readonly<Record<string, unknown>>;
  /** Lines of comment above everything, without `#`. */
  readonly head: readonly string[];
  /** Lines of comment above a key, without `#`. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
  /** The path of portal.schema.json, relative to the file. */
  readonly schema: string;
}

/** The YAML's text. Comments are made safe: a title from a page cannot begin a line of YAML. */
export function portalYaml({ portal, head, notes, schema }: PortalTemplate): string {
  const parts = Object.entries(portal).map(([key, value]) => {
    const text = stringify({ [key]: value }, { lineWidth: 0, defaultStringType: 'PLAIN' });
    const note = notes[key] ?? [];
    const isLong = note.length > 0 || (typeof value === 'object' && value !== null);
    return `${isLong ? '\n' : ''}${comment(note)}${text}`;
  });
  return `${comment([`yaml-language-server: $schema=${schema}`, ...head])}${parts.join('')}`;
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${oneLine(line)}`.trimEnd().concat('\n')).join('');
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
