import { DocumentError } from '../../errors.js';
import { written } from '../look.js';
import type { Content, DocumentIssue, DocumentLimits } from '../model.js';
import { OBJECT } from '../sight.js';
import { assembleBlocks } from '../word/blocks.js';
import { titleMeta } from '../word/docx/read-docx.js';
import { LINKING_FIELD, type LinkedStretch, withLinkedMarks } from '../word/linked-marks.js';
import { RowBuilder, RtfFlow } from './flow.js';
import { RtfHead } from './head.js';
import {
  type Destination,
  depthOf,
  formatted,
  type GroupState,
  lookOf,
  PLAIN_PARAGRAPH,
  PLAIN_RUN,
} from './state.js';
import { type RtfToken, readTokens } from './tokens.js';
import { CHARACTERS, encodingOfCodePage, SKIPPED } from './words.js';

/**
 * Reads an RTF file (RTF 1.9.1) as Word shows it with all tracked changes accepted: body text, tables, lists' numbers and
 * fields' results, without headers, footers, notes and comments.
 *
 * @throws DocumentError `damaged`, where it ends before its last group does; `too_deep`
 */
export function readRtf(bytes: Uint8Array, limits: DocumentLimits): Content {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const reader = new RtfReader(limits.depth);
  for (const token of readTokens(text)) reader.take(token);
  const { blocks, issues } = assembleBlocks(reader.finish(), limits);
  return { meta: titleMeta(reader.title, blocks), blocks, issues: [...reader.issues, ...issues] };
}

const BLANK = 0x20;
const REPLACEMENT = /\ufffd/g;

class RtfReader {
  title = '';
  readonly #flow = new RtfFlow();
  readonly #groups: GroupState[] = [];
  #state: GroupState = { destination: 'body', run: PLAIN_RUN, paragraph: PLAIN_PARAGRAPH, fallback: 1 };
  /** Whether the next control word says what the group is for, and whether it may be left out (`\*`). */
  #isGroupBegin = false;
  #isOptional = false;
  /** Characters that stand for one that was given already. */
  #skipping = 0;
  /** Whether the file's own group has ended, and whether something stands behind it. */
  #hasEnded = false;
  #goesOn = false;
  #bytes: number[] = [];
  readonly #head = new RtfHead();
  readonly #row = new RowBuilder();
  readonly #innerRow = new RowBuilder();
  /** Open fields: around how many groups, with which code, and where in the text its result begins. */
  readonly #fields: { readonly depth: number; code: string; from: number | null }[] = [];
  /** Of the paragraph that is being read. */
  #text = '';
  #links: LinkedStretch[] = [];
  #floats = false;
  #damaged = 0;
  #boxes = 0;

  constructor(private readonly depth: number) {}

  get issues(): DocumentIssue[] {
    const issues: DocumentIssue[] = [];
    if (this.#goesOn) issues.push({ code: 'truncated', message: 'the RTF file goes on behind its end' });
    if (this.#damaged > 0) {
      issues.push({
        code: 'encoding_damaged',
        message: `${this.#damaged} character(s) could not be decoded`,
      });
    }
    if (this.#boxes > 0)
      issues.push({ code: 'left_out', message: `${this.#boxes} text box(es) were left out` });
    return issues;
  }

  take(token: RtfToken): void {
    if (this.#hasEnded) this.#goesOn ||= token.kind !== 'byte' || token.code > BLANK;
    else if (token.kind === 'open') this.#open();
    else if (token.kind === 'close') this.#close();
    else if (token.kind === 'byte') this.#byte(token.code);
    else if (token.kind === 'data') this.#skipOne();
    else this.#word(token.name, token.value);
  }

  /** @throws DocumentError `damaged` */
  finish(): ReturnType<RtfFlow['finish']> {
    if (!this.#hasEnded) {
      throw new DocumentError('damaged', 'the RTF file ends in the middle');
    }
    if (this.#text !== '' || this.#floats) this.#endParagraph('paragraph', depthOf(this.#state.paragraph));
    return this.#flow.finish();
  }

  #open(): void {
    this.#flush();
    this.#skipping = 0;
    this.#groups.push({ ...this.#state });
    if (this.#groups.length > this.depth) {
      throw new DocumentError('too_deep', `groups of the RTF file are nested more than ${this.depth} deep`);
    }
    this.#isGroupBegin = true;
    this.#isOptional = false;
  }

  #close(): void {
    this.#flush();
    this.#skipping = 0;
    this.#isGroupBegin = false;
    const before = this.#groups.pop();
    if (before !== undefined) this.#state = before;
    if (this.#fields.at(-1)?.depth === this.#groups.length) this.#endField();
    this.#hasEnded = this.#groups.length === 0;
  }

  #endField(): void {
    const field = this.#fields.pop();
    if (field === undefined || field.from === null || !LINKING_FIELD.test(field.code)) return;
    if (this.#text.length > field.from) this.#links.push([field.from, this.#text.length]);
  }

  #byte(code: number): void {
    this.#isGroupBegin = false;
    if (this.#skipping > 0) this.#skipping -= 1;
    else if (code === 0x09) this.#put('\t');
    else this.#bytes.push(code);
  }

  #skipOne(): void {
    if (this.#skipping > 0) this.#skipping -= 1;
  }

  #word(name: string, value: number | null): void {
    const begins = this.#isGroupBegin;
    if (name === '*' && begins) {
      this.#isOptional = true;
      return;
    }
    this.#flush();
    this.#isGroupBegin = false;
    if (begins && this.#destination(name)) return;
    if (name === 'uc') this.#state.fallback = Math.max(0, value ?? 1);
    else if (name === 'u' && this.#skipping === 0) this.#unicode(value ?? 0);
    else if (this.#skipping > 0 && (CHARACTERS.has(name) || name === 'u')) this.#skipping -= 1;
    else if (this.#state.destination !== 'skip') this.#control(name, value);
  }

  /** What the group that begins is for; false where the word says nothing of that. */
  #destination(name: string): boolean {
    const isOptional = this.#isOptional;
    this.#isOptional = false;
    const around = this.#state.destination;
    if (name === 'shptxt') this.#boxes += 1;
    if (around === 'skip' && name !== 'ud') return true;
    const found = DESTINATIONS.get(name);
    if (found !== undefined) this.#state.destination = found;
    else if (name === 'ud') this.#state.destination = 'body';
    else if (PICTURES.has(name)) this.#drawn(name);
    else if (SKIPPED.has(name) || isOptional) this.#state.destination = 'skip';
    else if (name === 'field') this.#fields.push({ depth: this.#groups.length - 1, code: '', from: null });
    else if (name === 'fldrslt') {
      const field = this.#fields.at(-1);
      if (field !== undefined) field.from = this.#text.length;
    } else return false;
    return true;
  }

  /** What stands in the line is part of a cell; what floats may lie anywhere, but is not blank. */
  #drawn(name: string): void {
    if (name === 'shp' || name === 'do') this.#floats = true;
    else if (depthOf(this.#state.paragraph) > 0 && this.#isShown()) this.#text += OBJECT;
    this.#state.destination = 'skip';
  }

  #isShown(): boolean {
    return !lookOf(this.#state.run, false, false).hidden;
  }

  #control(name: string, value: number | null): void {
    const { destination, run } = this.#state;
    if (destination === 'fonts') this.#head.fontWord(name, value);
    else if (destination === 'colors') this.#head.colorWord(name, value);
    if (destination !== 'body' && destination !== 'nested row') return;
    const character = CHARACTERS.get(name);
    const changed = character === undefined ? formatted(run, name, value) : null;
    if (character !== undefined) this.#put(character);
    else if (changed !== null) this.#state.run = changed;
    else if (!this.#rowWord(name, value)) this.#structure(name, value);
  }

  #rowWord(name: string, value: number | null): boolean {
    const row = this.#state.destination === 'nested row' ? this.#innerRow : this.#row;
    return row.take(name, value);
  }

  #structure(name: string, value: number | null): void {
    const { paragraph } = this.#state;
    const depth = depthOf(paragraph);
    switch (name) {
      case 'par':
      case 'sect':
      case '\r':
      case '\n':
        this.#endParagraph('paragraph', depth);
        break;
      case 'page':
      case 'column':
        this.#put('\n');
        break;
      case 'cell':
        this.#endParagraph('cell', 1);
        break;
      case 'nestcell':
        this.#endParagraph('cell', Math.max(2, depth));
        break;
      case 'row':
        this.#flow.row(1, this.#row.definition);
        break;
      case 'nestrow':
        this.#flow.row(Math.max(2, depth), this.#innerRow.definition);
        break;
      case 'pard':
        this.#state.paragraph = PLAIN_PARAGRAPH;
        break;
      case 'intbl':
        this.#state.paragraph = { ...paragraph, inTable: true };
        break;
      case 'itap':
        this.#state.paragraph = { ...paragraph, inTable: (value ?? 0) > 0, nesting: value ?? 0 };
        break;
      case 'cbpat':
        this.#state.paragraph = { ...paragraph, shaded: (value ?? 0) > 0 };
        break;
      case 'ansicpg':
        this.#head.page = encodingOfCodePage(value ?? 0);
        break;
      case 'deff':
        this.#head.defaultFont = value ?? 0;
    }
  }

  #endParagraph(kind: 'paragraph' | 'cell', depth: number): void {
    if (depth > this.depth) {
      throw new DocumentError('too_deep', `tables are nested more than ${this.depth} deep`);
    }
    const marked = depth > 0 ? withLinkedMarks(this.#text, this.#links) : this.#text;
    const text = depth > 0 && this.#floats && marked.trim() === '' ? OBJECT : marked;
    const { run } = this.#state;
    if (kind === 'cell') this.#flow.cell(text, depth);
    else this.#flow.paragraph(text, depth, run.deleted || run.hidden);
    this.#text = '';
    this.#links = [];
    this.#floats = false;
  }

  #unicode(value: number): void {
    this.#put(this.#head.characterOf(value & 0xffff, this.#state.run.font));
    this.#skipping = this.#state.fallback;
  }

  /** Text of bytes ends where its font or its look may. */
  #flush(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    const { destination, run } = this.#state;
    if (destination === 'fonts') this.#head.fontName(bytes);
    else if (destination === 'colors') this.#head.colorEnds(bytes);
    else if (destination !== 'skip' && destination !== 'info') {
      const text = this.#head.textOf(bytes, run.font);
      if (destination === 'body') this.#damaged += text.match(REPLACEMENT)?.length ?? 0;
      this.#put(text);
    }
  }

  #put(text: string): void {
    const { destination, run, paragraph } = this.#state;
    const field = this.#fields.at(-1);
    if (destination === 'title') this.title += text;
    else if (destination === 'field code' && field !== undefined) field.code += text;
    if (destination !== 'body') return;
    const isGrounded = paragraph.shaded || (depthOf(paragraph) > 0 && this.#row.isShaded);
    const look = lookOf(run, this.#head.isWhite(run.color), isGrounded);
    if (!look.hidden) this.#text += text === '\n' ? text : written(text, look);
  }
}

const DESTINATIONS: ReadonlyMap<string, Destination> = new Map([
  ['fonttbl', 'fonts'],
  ['colortbl', 'colors'],
  ['info', 'info'],
  ['title', 'title'],
  ['fldinst', 'field code'],
  ['nesttableprops', 'nested row'],
]);
const PICTURES: ReadonlySet<string> = new Set(['pict', 'shppict', 'shp', 'do', 'object']);
