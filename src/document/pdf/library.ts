/** The part of pdf.js that the readers use, loaded on first use and without a trace in the process. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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
  getAnnotations(parameters: { readonly intent: string }): Promise<readonly unknown[]>;
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

/** Classes of browsers that pdf.js wants to find when it is loaded, and uses to draw only: nothing is drawn here. */
const DRAWING = ['DOMMatrix', 'ImageData', 'Path2D'];

/** What pdf.js leaves in the global scope and does not need once it is loaded. */
const LEFTOVERS = ['pdfjsLib', 'pdfjsWorker', '_pdfjsTestingUtils', ...DRAWING, 'navigator', 'self'];

const packageFolder = findPackage();

let loaded: Promise<PdfLibrary> | undefined;

/** pdf.js; the same for every caller. */
export function pdfLibrary(): Promise<PdfLibrary> {
  loaded ??= loadPdfLibrary(packageFolder);
  return loaded;
}

/**
 * Loads pdf.js from a folder. At that moment it looks for a canvas package, complains if there is none, and puts a few
 * browser classes into the global scope: it draws nothing here, so it gets stand-ins, the complaints are dropped and the
 * scope is put back.
 */
export async function loadPdfLibrary(from: string): Promise<PdfLibrary> {
  const before = new Set(LEFTOVERS.filter((name) => name in globalThis));
  for (const name of DRAWING) if (!before.has(name)) Reflect.set(globalThis, name, class {});
  const warn = console.warn;
  console.warn = (...parts: unknown[]): void => {
    if (!/@napi-rs\/canvas|Cannot polyfill/u.test(String(parts[0]))) warn.apply(console, parts);
  };
  try {
    // both halves are loaded here: else pdf.js loads its worker at the first document
    await import(fileUrl(from, 'legacy', 'build', 'pdf.worker.mjs'));
    const library: PdfLibrary = await import(fileUrl(from, 'legacy', 'build', 'pdf.mjs'));
    return library;
  } finally {
    console.warn = warn;
    for (const name of LEFTOVERS) if (!before.has(name)) Reflect.deleteProperty(globalThis, name);
  }
}

/** In dist/ the parts that are needed (scripts/copy-pdfjs.mjs), among the sources the package that they come from. */
function findPackage(): string {
  const built = fileURLToPath(new URL('../../../pdfjs', import.meta.url));
  if (existsSync(built)) return built;
  return dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
}

function fileUrl(...parts: readonly string[]): string {
  return pathToFileURL(parts.join(sep)).href;
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
