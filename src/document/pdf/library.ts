/** The part of pdf.js that the readers use, loaded on first use and without a trace in the process. */
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PdfLibrary {
  readonly OPS: Readonly<Record<string, number>>;
  readonly AnnotationMode: { readonly ENABLE: number };
  getDocument(parameters: Readonly<Record<string, unknown>>): PdfLoading;
}

export interface PdfLoading {
  readonly promise: Promise<PdfFile>;
  destroy(): Promise<void>;
}

export interface PdfFile {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getOptionalContentConfig(): Promise<{ isVisible(group: unknown): boolean }>;
}

export interface PdfPage {
  readonly commonObjs: PdfObjects;
  readonly objs: PdfObjects;
  getViewport(parameters: { scale: number }): {
    readonly width: number;
    readonly height: number;
    readonly transform: readonly number[];
  };
  getOperatorList(parameters: Readonly<Record<string, unknown>>): Promise<PdfOperators>;
  cleanup(): boolean;
}

export interface PdfOperators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

export interface PdfObjects {
  has(id: string): boolean;
  get(id: string): unknown;
  get(id: string, callback: (data: unknown) => void): null;
}

/** What pdf.js leaves in the global scope and does not need once it is loaded. */
const LEFTOVERS = [
  'pdfjsLib',
  'pdfjsWorker',
  '_pdfjsTestingUtils',
  'DOMMatrix',
  'ImageData',
  'Path2D',
  'navigator',
  'self',
];

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('pdfjs-dist/package.json'));

let loaded: Promise<PdfLibrary> | undefined;

/** pdf.js; the same for every caller. */
export function pdfLibrary(): Promise<PdfLibrary> {
  loaded ??= load();
  return loaded;
}

/**
 * Loads pdf.js. At that moment it complains of a missing canvas and puts a few browser classes into the global scope:
 * it renders nothing here, so the complaints are dropped and the scope is put back.
 */
async function load(): Promise<PdfLibrary> {
  const before = new Set(LEFTOVERS.filter((name) => name in globalThis));
  const warn = console.warn;
  console.warn = (...parts: unknown[]): void => {
    if (!/@napi-rs\/canvas|Cannot polyfill/u.test(String(parts[0]))) warn.apply(console, parts);
  };
  try {
    // both halves are loaded here: else pdf.js loads its worker at the first document
    await import(fileUrl('legacy', 'build', 'pdf.worker.mjs'));
    const library: PdfLibrary = await import(fileUrl('legacy', 'build', 'pdf.mjs'));
    return library;
  } finally {
    console.warn = warn;
    for (const name of LEFTOVERS) if (!before.has(name)) Reflect.deleteProperty(globalThis, name);
  }
}

function fileUrl(...parts: readonly string[]): string {
  return pathToFileURL([packageFolder, ...parts].join(sep)).href;
}

/** A folder of the package, as pdf.js wants it: a path with a separator at its end. */
function folder(name: string): string {
  return packageFolder + sep + name + sep;
}

/** Parameters of `getDocument` that let a file run nothing, fetch nothing and say nothing. */
export function safeParameters(bytes: Uint8Array, largestImage: number): Readonly<Record<string, unknown>> {
  return {
    data: new Uint8Array(bytes),
    verbosity: 0,
    stopAtErrors: false,
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: false,
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: largestImage,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    iccUrl: folder('iccs'),
    wasmUrl: folder('wasm'),
  };
}
