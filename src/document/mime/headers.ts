/** The fields before a message or one of its parts (RFC 5322, 2.2; RFC 2045), by their names in small letters. */
export type MailFields = ReadonlyMap<string, string>;

const FIELD = /^([!-9;-~]{1,80}):[ \t]*(.*)$/;
const MOST_FIELDS = 500;

/**
 * The fields at the beginning of a text, and where what follows them begins. Of two with one name the first counts.
 * @returns null where the text does not begin with fields
 */
export function readFields(text: string, from = 0): { fields: MailFields; end: number } | null {
  const fields = new Map<string, string>();
  let name = '';
  let value = '';
  let at = from;
  let isWhole = false;
  const keep = () => {
    if (name !== '' && !fields.has(name)) fields.set(name, value.trim());
  };
  while (at < text.length && fields.size < MOST_FIELDS) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).replace(/\r$/, '');
    at = Math.min(text.length, end + 1);
    isWhole = line === '';
    if (isWhole) break;
    if (name !== '' && /^[ \t]/.test(line)) {
      value += ` ${line.trim()}`;
      continue;
    }
    const field = FIELD.exec(line);
    if (field === null) return null;
    keep();
    name = (field[1] ?? '').toLowerCase();
    value = field[2] ?? '';
  }
  keep();
  return fields.size > 0 ? { fields, end: isWhole ? at : text.length } : null;
}

/** What a field such as Content-Type says: its value, and its parameters by their names (RFC 2045, 5.1). */
export interface FieldValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([!#-'*+\-.\w^`|~]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/g;

export function readFieldValue(field: string | undefined): FieldValue {
  const written = (field ?? '').slice(0, 2_000);
  const value = (written.split(';', 1)[0] ?? '').trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of written.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'));
  }
  return { value, parameters };
}
