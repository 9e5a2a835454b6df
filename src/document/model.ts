/**
 * The document model: what every reader produces and the recogniser reads.
 *
 * A document is a flow of blocks in reading order. It knows nothing of indicators, portals or file formats.
 */

/** A run of text between two breaks. White space is folded to single blanks; never empty. */
interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

/**
 * A cell, at its origin (top left) slot. `row` and `column` are zero-based slots of the table's grid.
 * Spans are at least 1 and never reach outside the grid.
 */
export interface Cell {
  /** The text as it stands, line breaks kept as `\n`, outer white space trimmed; '' for an empty cell. */
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** Marked as a header cell by the source (`<th>`). */
  readonly header: boolean;
}

/**
 * A table: its cells row by row. `rows[r]` holds the cells whose origin is in row r, by column; a slot that
 * a span from above covers has no cell of its own there. Rows may differ in length: a row that is too short
 * or too long in the source stays so, nothing is padded.
 */
export interface Table {
  readonly kind: 'table';
  /** 1-based position among the document's tables; part of every figure's locator. */
  readonly index: number;
  /** 1-based page or sheet on which it begins, for formats that have pages. */
  readonly page?: number;
  readonly rows: readonly (readonly Cell[])[];
  /** How many columns the widest row has, spans counted. */
  readonly width: number;
  /** False where the source had no spans to give (plain text): columns of different rows need not line up. */
  readonly aligned: boolean;
}

export type Block = Paragraph | Table;

/** Something about the bytes that a reader of the figures should know. */
export interface DocumentIssue {
  readonly code:
    | 'encoding_mismatch' // declared one charset, held another; decoded by the bytes
    | 'encoding_damaged' // some bytes could not be decoded and became U+FFFD
    | 'truncated' // the source ends before its own end mark
    | 'cut_off' // the source ends in the middle of its main text
    | 'span_clipped' // a rowspan/colspan beyond the table was cut
    | 'unclear_grid' // lines leave open which cells belong together, or are drawn through a table
    | 'limit_reached' // a limit cut something off
    | 'no_reader' // the format has no reader, or its pages are pictures and nothing can recognise them
    | 'recognised' // pages are pictures, and were read by recognition
    | 'left_out' // hidden cells, sheets or rows, or formulas without a result, were not read
    | 'pictures' // pictures stand in a text without tables
    | 'several_files'; // an archive holds several files that may be the report: one was read
  readonly message: string;
}

/** What the page says of itself (GB/T meta tags, `<title>`); '' is never stored. */
export interface DocumentMeta {
  readonly title?: string;
  /** `ArticleTitle` */
  readonly articleTitle?: string;
  /** `PubDate`, or a 发布日期 near the title, as YYYY-MM-DD */
  readonly published?: string;
  /** `ContentSource` */
  readonly contentSource?: string;
  /** `ColumnName` */
  readonly columnName?: string;
  /** `SiteName` */
  readonly siteName?: string;
}

/** What a reader of one format makes of decoded text. */
export interface Content {
  readonly meta: DocumentMeta;
  readonly blocks: readonly Block[];
  readonly issues: readonly DocumentIssue[];
}

export interface Document {
  readonly format: DocumentFormat;
  /** WHATWG name of the charset that was used to decode, e.g. `utf-8`, `gb18030`; null for formats that say it themselves. */
  readonly encoding: string | null;
  readonly meta: DocumentMeta;
  readonly blocks: readonly Block[];
  readonly issues: readonly DocumentIssue[];
}

export type DocumentFormat =
  | 'html'
  | 'text'
  | 'docx'
  | 'flat-opc'
  | 'wordml'
  | 'doc'
  | 'xlsx'
  | 'xls'
  | 'pdf'
  | 'rtf'
  | 'odt'
  | 'fodt'
  | 'ods'
  | 'fods'
  | 'ofd'
  | 'mht'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'gif'
  | 'webp'
  | 'bmp';

/** Bounds that every reader keeps; a breach is a DocumentError or a `limit_reached` issue. */
export interface DocumentLimits {
  /** Bytes of the payload. */
  readonly bytes: number;
  /** Grid slots (cells times spans) of all tables together. */
  readonly cells: number;
  /** Depth of nested elements. */
  readonly depth: number;
  /** Pages, or sheets, or members of an archive. */
  readonly pages: number;
  /** Bytes of all that is packed in the payload, unpacked. */
  readonly unpacked: number;
  /** Seconds that reading may take; while pictures are recognised, from one line of text to the next. */
  readonly seconds: number;
  /** Seconds that the recognition of all pictures may take. */
  readonly recognition: number;
}

export const DEFAULT_LIMITS: DocumentLimits = {
  bytes: 20 * 1024 * 1024,
  cells: 200_000,
  depth: 512,
  pages: 500,
  unpacked: 200 * 1024 * 1024,
  seconds: 60,
  recognition: 900,
};
