import type { InspectedNetwork, WeightBlock, WeightReading } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import { Bands } from './bands.svelte';
import { blocksOf, callFor, keyOf, levelFor, type BlockPlace, type MapPicture } from './block-places';
import { MapView } from './map-view.svelte';
import { SlicePlayer } from './slice-player.svelte';
import { WeightBlocks, type BlockSource } from './weight-blocks.svelte';

/** As many slices stand side by side. */
export const SIDE_BY_SIDE = 4;
/** Slices that are fetched ahead while they play. */
const AHEAD = 3;

/** What maps need to know of what is looked at. */
export interface MapChoice {
  readonly map: MapPicture['map'] | null;
  readonly slice: number;
  readonly reading: WeightReading;
}

export interface MapsOptions {
  readonly engine: EngineLink;
  readonly choice: () => MapChoice;
  readonly go: (place: { readonly slice: number }) => void;
  readonly onFailure: (error: unknown) => void;
}

/** How the maps of the weights are looked at, and the weights that takes. */
export class Maps {
  readonly view = new MapView();
  readonly blocks: WeightBlocks;
  readonly bands: Bands;
  readonly player: SlicePlayer;
  readonly #options: MapsOptions;
  #together = $state(true);
  #fixedLimit = $state<number | null>(null);
  #seenLimit = $state<number | null>(null);
  #shown: readonly BlockPlace[] = [];
  readonly #controller = new AbortController();
  #network: InspectedNetwork['network'] | null = null;

  constructor(options: MapsOptions) {
    this.#options = options;
    const { engine, onFailure } = options;
    this.blocks = new WeightBlocks({
      request: (place, signal) => engine.ask('weight-block', callFor(place), { signal }),
      onFailure
    });
    this.bands = new Bands(engine, onFailure);
    this.player = new SlicePlayer({ ready: () => this.blocks.has(this.#shown), advance: () => this.step(1) });
  }

  /** Whether the map on show has enough slices to stand side by side. */
  get canStandTogether(): boolean {
    return (this.#options.choice().map?.slices ?? 0) >= SIDE_BY_SIDE;
  }

  /** Several slices side by side, else one alone. */
  get together(): boolean {
    return this.#together && this.canStandTogether;
  }

  setTogether(together: boolean): void {
    this.#together = together;
  }

  /** Magnitude at both ends of the colour scale where a person fixed it; null for the largest that is visible. */
  get fixedLimit(): number | null {
    return this.#fixedLimit;
  }

  /** @throws RangeError unless the limit is positive */
  fixLimit(limit: number | null): void {
    if (limit !== null && !(limit > 0 && limit < Infinity))
      throw new RangeError(`The colour scale goes to a weight above 0, not to ${limit}.`);
    this.#fixedLimit = limit;
  }

  /** Largest weight on screen, null while none is. */
  get seenLimit(): number | null {
    return this.#seenLimit;
  }

  /** The largest weight that was drawn, null for none. */
  see(limit: number | null): void {
    this.#seenLimit = limit;
  }

  /** The pictures on show, from the left. */
  readonly pictures: readonly MapPicture[] = $derived.by(() => this.#picturesAt(this.#options.choice().slice));

  /** On to other slices, round from the last to the first. */
  step(by: number): void {
    const { map, slice } = this.#options.choice();
    const slices = map?.slices ?? 1;
    this.#options.go({ slice: (((slice + by) % slices) + slices) % slices });
  }

  /** Fetches what is on show, `width` device pixels a picture, and while slices play what comes next. */
  fetch(width: number): void {
    const { slice } = this.#options.choice();
    this.#shown = this.pictures.flatMap((picture) => this.#blocksOf(picture, width));
    for (const picture of this.pictures) this.bands.ask(picture.map, picture.slice);
    const steps = this.player.playing ? Array.from({ length: AHEAD }, (_, i) => i + 1) : [];
    const next = steps.flatMap((step) => this.#picturesAt(slice + step));
    this.blocks.want([...this.#shown, ...next.flatMap((picture) => this.#blocksOf(picture, width))]);
  }

  /**
   * Blocks for a picture to be saved, whatever is on show.
   * @throws AppError where the engine refuses
   */
  async load(places: readonly BlockPlace[]): Promise<BlockSource> {
    const { engine } = this.#options;
    const blocks = new Map<string, WeightBlock>();
    for (const place of places)
      blocks.set(keyOf(place), await engine.ask('weight-block', callFor(place), { signal: this.#controller.signal }));
    return { block: (place) => blocks.get(keyOf(place)) };
  }

  /** Nothing is on show any more. */
  rest(): void {
    this.player.stop();
    this.blocks.want([]);
  }

  /** The weights changed, or are those of another network. */
  take(inspected: InspectedNetwork | null): void {
    const network = inspected?.network ?? null;
    if (network === this.#network) this.blocks.weightsChanged();
    else {
      this.blocks.forget();
      this.bands.forget();
      this.#fixedLimit = null;
      this.player.stop();
    }
    this.#network = network;
  }

  dispose(): void {
    this.rest();
    this.#controller.abort();
    this.bands.dispose();
  }

  #picturesAt(slice: number): readonly MapPicture[] {
    const { map, reading } = this.#options.choice();
    if (!map) return [];
    const apart = Math.floor((map.slices - 1) / (SIDE_BY_SIDE - 1));
    const count = this.together ? SIDE_BY_SIDE : 1;
    return Array.from({ length: count }, (_, i) => ({ map, slice: (slice + i * apart) % map.slices, reading }));
  }

  #blocksOf(picture: MapPicture, width: number): readonly BlockPlace[] {
    const { area } = this.view;
    return blocksOf(picture, area, levelFor(area.columns, width));
  }
}
