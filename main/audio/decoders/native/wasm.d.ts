/** A file as a `data:` URL, part of the bundle. */
declare module '*.wasm?url&inline' {
  const url: string;
  export default url;
}

/** The part of the WebAssembly JavaScript interface that is used here; the types of Node leave it to those of the page. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    /** @param pages of 64 KiB */
    constructor(pages: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: unknown;
  }
  class RuntimeError extends Error {}
}
