/** Keeps hostile or broken nesting from the parser, whose work on a tag grows with the depth it stands in. */

/** Deeper than any page is meant to be. */
const DEEPEST = 300;
const VOID = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
);
/** Elements whose inside is no markup. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp']);
/** An element of these that stands open is closed by the next of its group. */
const GROUPS: Readonly<Record<string, string>> = {
  p: 'p',
  li: 'li',
  td: 'cell',
  th: 'cell',
  dt: 'term',
  dd: 'term',
  option: 'option',
};

/**
 * The page without the tags that would open an element deeper than 300; what stands inside those stays. A sane
 * page comes back as it is. Takes linear time.
 */
export function shallow(html: string): string {
  const open: string[] = [];
  const kept: string[] = [];
  let from = 0;
  for (let at = html.indexOf('<'); at >= 0; ) {
    if (html.startsWith('<!--', at)) {
      at = after(html, '-->', at + 4, '<');
      continue;
    }
    const tag = /^<(\/?)([a-z][^\s/>]{0,39})/i.exec(html.slice(at, at + 42));
    const end = tag === null ? -1 : html.indexOf('>', at);
    if (tag === null || end < 0) {
      if (tag !== null) break;
      at = html.indexOf('<', at + 1);
      continue;
    }
    const name = (tag[2] ?? '').toLowerCase();
    const fits = tag[1] === '/' ? closes(open, name) : opens(open, name);
    if (!fits) {
      kept.push(html.slice(from, at));
      from = end + 1;
    }
    at = tag[1] !== '/' && RAW.has(name) ? endOfRaw(html, name, end) : html.indexOf('<', end);
  }
  return from === 0 ? html : kept.join('') + html.slice(from);
}

function after(html: string, mark: string, from: number, next: string): number {
  const end = html.indexOf(mark, from);
  return end < 0 ? -1 : html.indexOf(next, end + mark.length);
}

/** Enters a start tag; false where it would stand too deep. */
function opens(open: string[], name: string): boolean {
  if (VOID.has(name) || RAW.has(name)) return true;
  const group = GROUPS[name];
  const top = open.at(-1);
  if (group !== undefined && top !== undefined && GROUPS[top] === group) open.pop();
  if (open.length >= DEEPEST) return false;
  open.push(name);
  return true;
}

/** Enters an end tag; false where nothing of its name is open. Some open what they were to close. */
function closes(open: string[], name: string): boolean {
  const at = open.lastIndexOf(name);
  if (at < 0) return name === 'br' || VOID.has(name) || RAW.has(name);
  open.length = at;
  return true;
}

function endOfRaw(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? -1;
}
