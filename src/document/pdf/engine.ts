/** PDFium as WebAssembly: its calls, its memory, and what becomes of it when it breaks. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Box, Matrix } from '../layout/page/geometry.js';

type Call = (...args: number[]) => number;

const isCall = (value: unknown): value is Call => typeof value === 'function';

/** The calls that the readers use (PDFium's public/*.h; `Ext` by the package). Handles and addresses are numbers. */
function callsOf(exports: object) {
  const call = (name: string): Call => {
    const found: unknown = Reflect.get(exports, name);
    if (!isCall(found)) throw new Error(`PDFium has no ${name}`);
    return found;
  };
  return {
    malloc: call('malloc'),
    free: call('free'),
    loadDocument: call('FPDF_LoadMemDocument64'),
    closeDocument: call('FPDF_CloseDocument'),
    lastError: call('FPDF_GetLastError'),
    pageCount: call('FPDF_GetPageCount'),
    pageSize: call('FPDF_GetPageSizeByIndexF'),
    loadPage: call('FPDF_LoadPage'),
    closePage: call('FPDF_ClosePage'),
    pageBox: call('FPDF_GetPageBoundingBox'),
    pageRotation: call('FPDFPage_GetRotation'),
    countObjects: call('FPDFPage_CountObjects'),
    object: call('FPDFPage_GetObject'),
    flatten: call('FPDFPage_Flatten'),
    saveCopy: call('PDFiumExt_SaveAsCopy'),
    openWriter: call('PDFiumExt_OpenFileWriter'),
    writtenSize: call('PDFiumExt_GetFileWriterSize'),
    written: call('PDFiumExt_GetFileWriterData'),
    closeWriter: call('PDFiumExt_CloseFileWriter'),

    typeOf: call('FPDFPageObj_GetType'),
    matrix: call('FPDFPageObj_GetMatrix'),
    setMatrix: call('FPDFPageObj_SetMatrix'),
    setActive: call('FPDFPageObj_SetIsActive'),
    fillColour: call('FPDFPageObj_GetFillColor'),
    strokeColour: call('FPDFPageObj_GetStrokeColor'),
    strokeWidth: call('FPDFPageObj_GetStrokeWidth'),
    clip: call('FPDFPageObj_GetClipPath'),
    countClipPaths: call('FPDFClipPath_CountPaths'),
    countClipSegments: call('FPDFClipPath_CountPathSegments'),
    clipSegment: call('FPDFClipPath_GetPathSegment'),
    countMarks: call('FPDFPageObj_CountMarks'),
    mark: call('FPDFPageObj_GetMark'),
    markName: call('FPDFPageObjMark_GetName'),
    removeMarkEntry: call('FPDFPageObjMark_RemoveParam'),
    countFormObjects: call('FPDFFormObj_CountObjects'),
    formObject: call('FPDFFormObj_GetObject'),

    countSegments: call('FPDFPath_CountSegments'),
    segment: call('FPDFPath_GetPathSegment'),
    setDrawMode: call('FPDFPath_SetDrawMode'),
    drawMode: call('FPDFPath_GetDrawMode'),
    segmentPoint: call('FPDFPathSegment_GetPoint'),
    segmentType: call('FPDFPathSegment_GetType'),
    isSegmentClosed: call('FPDFPathSegment_GetClose'),

    loadText: call('FPDFText_LoadPage'),
    closeText: call('FPDFText_ClosePage'),
    countCharacters: call('FPDFText_CountChars'),
    unicode: call('FPDFText_GetUnicode'),
    isGenerated: call('FPDFText_IsGenerated'),
    isHyphen: call('FPDFText_IsHyphen'),
    isUntold: call('FPDFText_HasUnicodeMapError'),
    origin: call('FPDFText_GetCharOrigin'),
    characterBox: call('FPDFText_GetCharBox'),
    looseBox: call('FPDFText_GetLooseCharBox'),
    textObject: call('FPDFText_GetTextObject'),
    renderMode: call('FPDFTextObj_GetTextRenderMode'),
    fontSize: call('FPDFTextObj_GetFontSize'),
    font: call('FPDFTextObj_GetFont'),
    setCodes: call('FPDFText_SetCharcodes'),
    fontName: call('FPDFFont_GetBaseFontName'),
    glyphWidth: call('FPDFFont_GetGlyphWidth'),
    standardFont: call('FPDFText_LoadStandardFont'),

    imageFacts: call('FPDFImageObj_GetImageMetadata'),
    renderImage: call('FPDFImageObj_GetRenderedBitmap'),
    createBitmap: call('FPDFBitmap_Create'),
    destroyBitmap: call('FPDFBitmap_Destroy'),
    fillBitmap: call('FPDFBitmap_FillRect'),
    bitmapFormat: call('FPDFBitmap_GetFormat'),
    bitmapWidth: call('FPDFBitmap_GetWidth'),
    bitmapHeight: call('FPDFBitmap_GetHeight'),
    bitmapStride: call('FPDFBitmap_GetStride'),
    bitmapPixels: call('FPDFBitmap_GetBuffer'),
    render: call('FPDF_RenderPageBitmap'),

    openForm: call('PDFiumExt_OpenFormFillInfo'),
    initForm: call('PDFiumExt_InitFormFillEnvironment'),
    exitForm: call('PDFiumExt_ExitFormFillEnvironment'),
    closeForm: call('PDFiumExt_CloseFormFillInfo'),
    formPageLoaded: call('FORM_OnAfterLoadPage'),
    formPageClosing: call('FORM_OnBeforeClosePage'),
    countAnnotations: call('FPDFPage_GetAnnotCount'),
    annotation: call('FPDFPage_GetAnnot'),
    closeAnnotation: call('FPDFPage_CloseAnnot'),
    annotationType: call('FPDFAnnot_GetSubtype'),
    annotationFlags: call('FPDFAnnot_GetFlags'),
    annotationBox: call('FPDFAnnot_GetRect'),
    hasLook: call('EPDFAnnot_HasAppearanceStream'),
    fieldType: call('FPDFAnnot_GetFormFieldType'),
    fieldFlags: call('FPDFAnnot_GetFormFieldFlags'),
    fieldValue: call('FPDFAnnot_GetFormFieldValue'),
    fieldTypeSize: call('FPDFAnnot_GetFontSize'),
    countOptions: call('FPDFAnnot_GetOptionCount'),
    optionLabel: call('FPDFAnnot_GetOptionLabel'),
    isOptionChosen: call('FPDFAnnot_IsOptionSelected'),
  };
}

/** Bytes of memory that a file may make PDFium take: a page of the most pixels in colour, and room. */
const MOST_MEMORY = 768 * 1024 * 1024;
/** With more than this taken it is not kept for the next file: its memory never shrinks. */
const KEPT_MEMORY = 96 * 1024 * 1024;
const PAGE_OF_MEMORY = 65_536;
/** Bytes for what calls write to. */
const SCRATCH = 512;

/** Powers of ten with which numbers of up to seven digits become whole. */
const SCALES: readonly (readonly [least: number, scale: number])[] = [
  [1000, 1e3],
  [100, 1e4],
  [10, 1e5],
  [1, 1e6],
  [0.1, 1e7],
];
const FINEST = 1e8;
const SEVEN_DIGITS = 1e4;

/** The decimal number that the file has: PDFium keeps numbers in single precision, where what was level is so no longer. */
function decimal(value: number): number {
  const size = Math.abs(value);
  if (size >= SEVEN_DIGITS || !Number.isFinite(value)) return value;
  let scale = FINEST;
  for (const [least, fitting] of SCALES) {
    if (size >= least) {
      scale = fitting;
      break;
    }
  }
  return Math.round(value * scale) / scale;
}

/** An instance of PDFium. Everything that calls write is read before the next call. */
export class Pdfium {
  readonly calls: ReturnType<typeof callsOf>;
  /** Where calls may write, `SCRATCH` bytes. */
  readonly scratch: number;
  readonly #memory: WebAssembly.Memory;
  readonly #words = new Map<string, number>();
  #integers = new Int32Array();
  #floats = new Float32Array();
  #doubles = new Float64Array();
  #bytes = new Uint8Array();

  constructor(exports: object, memory: WebAssembly.Memory) {
    this.calls = callsOf(exports);
    this.#memory = memory;
    this.scratch = this.calls.malloc(SCRATCH);
  }

  get memorySize(): number {
    return this.#memory.buffer.byteLength;
  }

  /** All of its memory, until the next call. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  /** A float that a call wrote `at` bytes into the scratch. */
  float(at: number): number {
    if (this.#floats.buffer !== this.#memory.buffer) this.#floats = new Float32Array(this.#memory.buffer);
    return decimal(this.#floats[(this.scratch + at) >> 2] ?? 0);
  }

  double(at: number): number {
    if (this.#doubles.buffer !== this.#memory.buffer) this.#doubles = new Float64Array(this.#memory.buffer);
    return decimal(this.#doubles[(this.scratch + at) >> 3] ?? 0);
  }

  integer(at: number): number {
    if (this.#integers.buffer !== this.#memory.buffer) this.#integers = new Int32Array(this.#memory.buffer);
    return this.#integers[(this.scratch + at) >> 2] ?? 0;
  }

  /** Six floats that a call wrote into the scratch. */
  matrix(): Matrix {
    return [this.float(0), this.float(4), this.float(8), this.float(12), this.float(16), this.float(20)];
  }

  /** Writes six floats to where a call may read them. */
  giveMatrix(values: Matrix): number {
    this.float(0);
    this.#floats.set(values, this.scratch >> 2);
    return this.scratch;
  }

  /** Writes an integer to where a call may read it. */
  giveInteger(value: number): void {
    this.integer(0);
    this.#integers[this.scratch >> 2] = value;
  }

  /** A box that a call wrote as left, top, right and bottom. */
  box(): Box {
    return { x0: this.float(0), y0: this.float(12), x1: this.float(8), y1: this.float(4) };
  }

  /** The address of a word in ASCII, which stays. */
  word(text: string): number {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    const at = this.calls.malloc(text.length + 1);
    this.bytes.set(new TextEncoder().encode(`${text}\0`), at);
    this.#words.set(text, at);
    return at;
  }

  /** What a call writes that gives its length in bytes and writes where there is room: `write(0, 0)` asks. */
  text(encoding: 'utf-8' | 'utf-16le', write: (to: number, room: number) => number): string {
    const length = write(0, 0);
    const end = encoding === 'utf-8' ? 1 : 2;
    if (length <= end) return '';
    const at = this.calls.malloc(length);
    write(at, length);
    const text = new TextDecoder(encoding).decode(this.bytes.slice(at, at + length - end));
    this.calls.free(at);
    return text;
  }
}

let program: Promise<WebAssembly.Module> | undefined;
let idle: Pdfium | null = null;

/**
 * Works with PDFium. What throws, a trap of PDFium among it, leaves that instance to be forgotten: its memory may be
 * in any state. No two files share one at a time.
 */
export async function* withPdfium<T>(
  work: (pdfium: Pdfium) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const pdfium = idle ?? (await start());
  idle = null;
  yield* work(pdfium);
  if (pdfium.memorySize <= KEPT_MEMORY) idle ??= pdfium;
}

async function start(): Promise<Pdfium> {
  const { init } = await import('@embedpdf/pdfium');
  program ??= compile();
  const compiled = await program;
  let memory: WebAssembly.Memory | undefined;
  const { pdfium } = await init({
    instantiateWasm: (imports: object, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      if (instance.exports.memory instanceof WebAssembly.Memory) memory = bounded(instance.exports.memory);
      done(instance);
      return instance.exports;
    },
    print: () => undefined,
    printErr: () => undefined,
  });
  const exports: unknown = pdfium.wasmExports;
  if (memory === undefined || typeof exports !== 'object' || exports === null) {
    throw new Error('PDFium did not start');
  }
  const setUp: unknown = Reflect.get(exports, 'PDFiumExt_Init');
  if (isCall(setUp)) setUp();
  return new Pdfium(exports, memory);
}

function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  return WebAssembly.compile(readFileSync(file));
}

/** The memory, which from now on refuses to grow over the limit: PDFium then ends, and with it the file. */
function bounded(memory: WebAssembly.Memory): WebAssembly.Memory {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * PAGE_OF_MEMORY > MOST_MEMORY)
      throw new RangeError('too much memory');
    return grow(pages);
  };
  return memory;
}
