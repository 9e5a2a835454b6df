/**
 * A document with one of its sections replaced: what stands between `<!-- name -->` and `<!-- /name -->`.
 * @param {string} document
 * @param {string} name
 * @param {string} text
 */
export function withSection(document, name, text) {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [document.indexOf(from), document.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`the document has no section ${name}`);
  return `${document.slice(0, start + from.length)}\n\n${text.trim()}\n\n${document.slice(end)}`;
}

/** A Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
