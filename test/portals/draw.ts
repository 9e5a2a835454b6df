/** What differs between two portals of one kind: drawn from a seed. */
import { partSeed, type Random, seededRandom } from '../../src/simulation/reports/random.js';

type Attributes = readonly (readonly [name: string, value: string])[];

const SAFE = /^[\w./:-]+$/;

export class Draw {
  readonly #seed: readonly (string | number)[];
  #random: Random;
  /** Quotes around attributes; '' where they need none. */
  readonly #quote: string;
  readonly #isUpper: boolean;
  readonly #isShuffled: boolean;
  /** Quotes of texts in scripts. */
  readonly #mark: string;
  readonly #comma: string;

  constructor(...seed: readonly (string | number)[]) {
    this.#seed = seed;
    this.#random = seededRandom(partSeed(...seed));
    this.#quote = this.pick('"', '"', "'", '');
    this.#isUpper = this.chance(0.2);
    this.#isShuffled = this.chance(0.5);
    this.#mark = this.pick('"', "'");
    this.#comma = this.pick(',', ', ', ',\n    ');
  }

  /** Before a page is written: what is drawn for it is the same at every visit. */
  rewind(): void {
    this.#random = seededRandom(partSeed(...this.#seed, 'page'));
  }

  pick<T>(...items: readonly [T, ...T[]]): T {
    const [first] = items;
    return items[this.#random.between(0, items.length - 1)] ?? first;
  }

  chance(share: number): boolean {
    return this.#random.next() < share;
  }

  between(low: number, high: number): number {
    return this.#random.between(low, high);
  }

  digits(count: number): string {
    return Array.from({ length: count }, (_, at) => this.between(at === 0 ? 1 : 0, 9)).join('');
  }

  hex(count: number): string {
    return Array.from({ length: count }, () => this.between(0, 15).toString(16)).join('');
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((count) => this.hex(count)).join('-');
  }

  shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = this.between(0, at);
      const [a, b] = [all[at], all[other]];
      if (a === undefined || b === undefined) continue;
      all[at] = b;
      all[other] = a;
    }
    return all;
  }

  /** A start tag as this portal writes them. */
  open(name: string, attributes: Attributes = []): string {
    const ordered = this.#isShuffled ? [...attributes].reverse() : attributes;
    const written = ordered.map(([key, value]) => ` ${key}=${this.#quoted(value)}`);
    return `<${this.#cased(name)}${written.join('')}>`;
  }

  tag(name: string, attributes: Attributes, inner: string): string {
    return `${this.open(name, attributes)}${inner}</${this.#cased(name)}>`;
  }

  /** A text in a script. */
  text(value: string): string {
    return `${this.#mark}${value}${this.#mark}`;
  }

  /** A call in a script: numbers as they are, texts in quotes. */
  call(name: string, ...args: readonly (string | number)[]): string {
    const written = args.map((arg) => (typeof arg === 'number' ? String(arg) : this.text(arg)));
    return `${name}(${written.join(this.#comma)})`;
  }

  /** A `<script>` as this portal writes them, with what it left in there over the years. */
  script(...lines: readonly string[]): string {
    const type = this.pick('', ' type="text/javascript"', ' language="javascript" type="text/javascript"');
    const old = this.pick(
      '',
      '/* 2019年改版前的代码\n var oldPage = 1; */\n',
      '// by wangzhan 20200311\n',
      '//createPageHTML(12,0,"default","htm");\n',
    );
    return `<script${type}>\n${old}${lines.join('\n')}\n</script>`;
  }

  #cased(name: string): string {
    return this.#isUpper ? name.toUpperCase() : name;
  }

  #quoted(value: string): string {
    const safe = value.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    if (this.#quote === '' && SAFE.test(value)) return value;
    if (this.#quote === "'" && !value.includes("'")) return `'${safe}'`;
    return `"${safe.replaceAll('"', '&quot;')}"`;
  }
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
