// what is used of WebAssembly: Node's types of version 20 leave it out, and the browser's would bring the DOM
declare namespace WebAssembly {
  class Module {}
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
