/** After this many engine processes that ended over it, a file is not opened again without being asked for. */
const LIMIT = 2;

/**
 * Remembers over which files the engine was lost. One loss proves nothing against a file; a file that ends every engine
 * must not keep the app from starting, so it gives way before the supervisor gives up.
 */
export class LostFiles {
  readonly #losses = new Map<string, number>();

  add(path: string): void {
    this.#losses.set(path, (this.#losses.get(path) ?? 0) + 1);
  }

  has(path: string): boolean {
    return (this.#losses.get(path) ?? 0) >= LIMIT;
  }
}
