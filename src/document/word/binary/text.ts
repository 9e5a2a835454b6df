import { DocumentError } from '../../../errors.js';
import { written } from '../../look.js';
import { OBJECT } from '../../sight.js';
import { LINKING_FIELD, type LinkedStretch, withLinkedMarks } from '../linked-marks.js';
import { symbolOf } from '../symbols.js';
import type { Piece, PieceTable } from './pieces.js';
import type { CharacterProperties, Properties } from './properties.js';
import type { PropertyRun, PropertyRuns } from './runs.js';

/** A stretch of text whose characters share their properties. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly run: PropertyRun | undefined;
  readonly piece: Piece;
}

const DEEPEST_FIELD = 1_000;
const MOST_MARKS = 1_000_000;
const FIELD_BEGIN = 0x13;
const FIELD_SEPARATOR = 0x14;
const FIELD_END = 0x15;
/** A picture in the line, and one that floats ([MS-DOC] 2.4.1). */
const PICTURE = 0x01;
const DRAWING = 0x08;

/** The characters of a binary Word file as they are shown when all tracked changes are accepted. */
export class BinaryText {
  readonly #stretches: readonly Stretch[];
  readonly #pieces: readonly Piece[];
  readonly text: string;

  constructor(
    { text, pieces }: PieceTable,
    runs: PropertyRuns,
    private readonly properties: Properties,
    private readonly fonts: readonly string[],
  ) {
    this.text = text;
    this.#pieces = pieces;
    this.#stretches = pieces.flatMap((piece) => [...stretches(piece, runs)]);
  }

  /** Where a character stands in the file. */
  place(position: number): { piece: Piece; byte: number } | undefined {
    const piece = this.#pieces[search(this.#pieces, position)];
    if (piece === undefined || position < piece.from) return undefined;
    return { piece, byte: piece.at + (position - piece.from) * piece.width };
  }

  characters(position: number, style: number): CharacterProperties | undefined {
    const stretch = this.#stretches[search(this.#stretches, position)];
    return stretch && this.properties.characters(stretch.run, stretch.piece, style);
  }

  /**
   * The marks of all fields between two positions that have a beginning and an end ([MS-DOC] 2.8.25).
   *
   * @throws DocumentError `too_large`
   */
  fields(from: number, to: number): Set<number> {
    const matched = new Set<number>();
    const open: number[][] = [];
    for (const { position, end, properties } of this.#between(from, to, 0)) {
      if (properties.deleted) continue;
      for (let at = position; at < end; at += 1) {
        const code = this.text.charCodeAt(at);
        if (code === FIELD_BEGIN && open.length < DEEPEST_FIELD) open.push([at]);
        else if (code === FIELD_SEPARATOR) open.at(-1)?.push(at);
        else if (code === FIELD_END) for (const mark of [...(open.pop() ?? []), at]) matched.add(mark);
      }
      if (matched.size > MOST_MARKS) {
        throw new DocumentError('too_large', `the Word file has more than ${MOST_MARKS} marks of fields`);
      }
    }
    return matched;
  }

  /**
   * The text between two positions, in the notation of what a reader sees; `story` keeps the fields that are open from
   * one call to the next. In a cell a picture is seen too: one in the line is part of the text, one that floats is all
   * that is seen where nothing else stands.
   */
  read(from: number, to: number, style: number, story: FieldState, inCell: boolean): string {
    let text = '';
    let floats = false;
    story.begin();
    for (const { position, end, properties } of this.#between(from, to, style)) {
      if (properties.deleted) continue;
      let part = '';
      for (let at = position; at < end; at += 1) {
        const code = this.text.charCodeAt(at);
        if (code >= FIELD_BEGIN && code <= FIELD_END) {
          text += written(part, properties);
          part = '';
          story.mark(at, code, text.length);
        } else if (story.inCode) story.code(code);
        else if (!properties.hidden) {
          floats ||= code === DRAWING;
          part += inCell && code === PICTURE ? OBJECT : this.#character(code, properties);
        }
      }
      text += written(part, properties);
    }
    if (!inCell) return text;
    return floats && text.trim() === '' ? OBJECT : withLinkedMarks(text, story.links);
  }

  #character(code: number, { symbol, font }: CharacterProperties): string {
    if (code === 0x28 && symbol !== undefined) return symbolOf(symbol.code, this.fonts[symbol.font] ?? '');
    if (code >= 0xf000 && code <= 0xf0ff) return symbolOf(code, this.fonts[font ?? -1] ?? '');
    if (code >= 0x20) return String.fromCharCode(code);
    return CONTROLS[code] ?? '';
  }

  *#between(from: number, to: number, style: number) {
    for (let index = search(this.#stretches, from); ; index += 1) {
      const stretch = this.#stretches[index];
      if (stretch === undefined || stretch.from >= to) return;
      yield {
        position: Math.max(from, stretch.from),
        end: Math.min(to, stretch.to),
        properties: this.properties.characters(stretch.run, stretch.piece, style),
      };
    }
  }
}

/** [MS-DOC] 2.4.1 and 2.9.275: the characters below 0x20 that stand for something in a text. */
const CONTROLS: Readonly<Record<number, string>> = {
  9: '\t',
  11: '\n',
  12: '\n',
  14: '\n',
  30: '-',
};

/** Characters of a field's code that are looked at: its name comes first. */
const LONGEST_NAME = 20;

/** Which fields are open: only their results are shown. */
export class FieldState {
  readonly #open: ('code' | 'result')[] = [];
  /** The codes of the open fields, and where the results of those that are links began in the text at hand. */
  readonly #fields: { code: string; from: number | null }[] = [];
  #links: LinkedStretch[] = [];
  #codes = 0;

  constructor(private readonly marks: ReadonlySet<number>) {}

  get inCode(): boolean {
    return this.#codes > 0;
  }

  /** The links that ended in the text at hand. */
  get links(): readonly LinkedStretch[] {
    return this.#links;
  }

  /** Another text begins; links that began in an earlier one go on from its beginning. */
  begin(): void {
    this.#links = [];
    for (const field of this.#fields) if (field.from !== null) field.from = 0;
  }

  /** A character of a field's code. */
  code(code: number): void {
    const field = this.#fields.at(-1);
    if (field !== undefined && field.code.length < LONGEST_NAME) field.code += String.fromCharCode(code);
  }

  /** @param length of the text before the mark */
  mark(at: number, code: number, length: number): void {
    if (!this.marks.has(at)) return;
    this.#linkOf(code, length);
    if (code !== FIELD_BEGIN && this.#open.pop() === 'code') this.#codes -= 1;
    if (code === FIELD_SEPARATOR) this.#open.push('result');
    if (code !== FIELD_BEGIN) return;
    this.#open.push('code');
    this.#codes += 1;
  }

  #linkOf(code: number, length: number): void {
    if (code === FIELD_BEGIN) {
      this.#fields.push({ code: '', from: null });
      return;
    }
    const field = this.#fields.at(-1);
    if (code === FIELD_SEPARATOR && field !== undefined && LINKING_FIELD.test(field.code))
      field.from = length;
    if (code !== FIELD_END) return;
    this.#fields.pop();
    if (field !== undefined && field.from !== null) this.#links.push([field.from, length]);
  }
}

function* stretches(piece: Piece, runs: PropertyRuns): Generator<Stretch> {
  const { from, to, at, width } = piece;
  let index = runs.indexAt(at);
  for (let position = from; position < to; ) {
    const byte = at + (position - from) * width;
    let run = runs.run(index);
    while (run !== undefined && run.to <= byte) {
      index += 1;
      run = runs.run(index);
    }
    const inside = run !== undefined && run.from <= byte;
    const limit = run === undefined ? Number.POSITIVE_INFINITY : inside ? run.to : run.from;
    const end = Math.min(to, from + Math.ceil((limit - at) / width));
    yield { from: position, to: end, run: inside ? run : undefined, piece };
    position = end;
  }
}

/** The index of the stretch that holds a position, else of the first one behind it. */
function search(parts: readonly { readonly to: number }[], position: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((parts[middle]?.to ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
