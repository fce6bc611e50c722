/** The largest few of many numbers above 0, each with what belongs to it. */
export class Largest<T> {
  readonly #count: number;
  readonly #found: { readonly size: number; readonly item: T }[] = [];
  #least: number;

  /** @param count how many, at most */
  constructor(count: number) {
    this.#count = count;
    this.#least = count > 0 ? 0 : Infinity;
  }

  /** A number that is not larger need not be taken. */
  get least(): number {
    return this.#least;
  }

  /** @param size above `least` */
  take(size: number, item: T): void {
    const behind = this.#found.findIndex((found) => found.size < size);
    this.#found.splice(behind < 0 ? this.#found.length : behind, 0, { size, item });
    if (this.#found.length > this.#count) this.#found.pop();
    if (this.#found.length === this.#count) this.#least = this.#found[this.#count - 1]!.size;
  }

  /** Largest first. */
  get items(): readonly T[] {
    return this.#found.map(({ item }) => item);
  }
}
