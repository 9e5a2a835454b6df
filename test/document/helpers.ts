import { readFileSync } from 'node:fs';
import type { Document, DocumentLimits, Table } from '../../src/document/model.js';
import { readTextual } from '../../src/document/textual.js';

/** Reads a source text as UTF-8 bytes. */
export function read(source: string, limits: Partial<DocumentLimits> = {}): Document {
  return readTextual(new TextEncoder().encode(source), { limits });
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/document/${name}`, import.meta.url));
}

export function paragraphs(document: Document): string[] {
  return document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
}

export function tables(document: Document): Table[] {
  return document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
}

/** The texts of a table's cells, row by row. */
export function texts(table: Table | undefined): string[][] | undefined {
  return table?.rows.map((row) => row.map(({ text }) => text));
}

/** Blocks in order: a paragraph as its text, a table as the texts of its rows. */
export function outline(document: Document): (string | string[][] | undefined)[] {
  return document.blocks.map((block) => (block.kind === 'paragraph' ? block.text : texts(block)));
}

/** Cells as `text@row,column rows x columns`. */
export function slots(table: Table | undefined): string[] | undefined {
  return table?.rows
    .flat()
    .map(({ text, row, column, rowSpan, columnSpan }) => `${text}@${row},${column} ${rowSpan}x${columnSpan}`);
}

/** The code of what a function throws; undefined where it throws nothing. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}
