import type { Notice, Outcome } from '@contract';
import type { MainLink } from '../../link/main-link';
import type { Exportable } from './exportable';

/** Longest name that main takes. */
const LONGEST_NAME = 80;

export interface ViewExportOptions {
  readonly main: MainLink;
  readonly show: (notice: Notice) => void;
}

/** Saves what the view on show offers; main asks for the place and tells how it went. */
export class ViewExport {
  readonly #options: ViewExportOptions;
  #offered = $state.raw<Exportable | null>(null);

  constructor(options: ViewExportOptions) {
    this.#options = options;
  }

  /** What can be saved now, null where nothing can. */
  get offered(): Exportable | null {
    return this.#offered;
  }

  /** Offers something until another view does or what is returned is called: made to be an effect's own. */
  offer(exportable: Exportable): () => void {
    this.#offered = exportable;
    return () => {
      if (this.#offered === exportable) this.#offered = null;
    };
  }

  /** @param scale device pixels of one CSS pixel */
  async savePicture(scale: number): Promise<void> {
    const { offered } = this;
    if (!offered) return;
    await this.#try(async () => {
      const png = new Uint8Array(await (await offered.pictureOf(scale)).arrayBuffer());
      return await this.#options.main.ask('savePicture', { name: nameOf(offered), png });
    });
  }

  async saveTable(): Promise<void> {
    const { offered } = this;
    const table = offered?.table;
    if (!table) return;
    await this.#try(() => this.#options.main.ask('saveTable', { name: nameOf(offered), csv: table() }));
  }

  async saveArray(): Promise<void> {
    const part = this.#offered?.part;
    if (!part) return;
    await this.#try(() => this.#options.main.ask('exportMap', part));
  }

  async #try(save: () => Promise<Outcome<unknown>>): Promise<void> {
    try {
      const outcome = await save();
      if (!outcome.ok && outcome.code !== 'cancelled') this.#tell(outcome.message);
    } catch (error) {
      this.#tell(error instanceof Error ? error.message : String(error));
    }
  }

  #tell(text: string): void {
    this.#options.show({ level: 'error', text });
  }
}

function nameOf({ name }: Exportable): string {
  return name.slice(0, LONGEST_NAME);
}
