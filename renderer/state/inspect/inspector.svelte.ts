import { AppError, type InspectedNetwork, type MapInfo, type Notice, type WeightReading } from '@contract';
import type { EngineLink } from '../../link/engine-link';
import type { MainLink } from '../../link/main-link';
import { History } from './history.svelte';
import { Maps } from './maps.svelte';
import { Selection } from './selection.svelte';
import { Trial } from './trial.svelte';
import { ViewExport } from './view-export.svelte';
import { WeightCurves } from './weight-curves.svelte';

/** Ways to look at weights. */
export const INSPECT_VIEWS = ['maps', 'rows', 'spectrum', 'statistics', 'memory'] as const;
export type InspectView = (typeof INSPECT_VIEWS)[number];

export interface InspectorOptions {
  readonly main: MainLink;
  readonly engine: EngineLink;
  readonly show: (notice: Notice) => void;
}

/** The weights that are looked at, and which of them. Pictures ask the engine anew whenever `inspected.revision` changes. */
export class Inspector {
  readonly engine: EngineLink;
  /** The weight that is pointed at. */
  readonly selection: Selection;
  /** What the view on show lets save. */
  readonly exports: ViewExport;
  /** What the history lets save beside it. */
  readonly historyExports: ViewExport;
  readonly maps: Maps;
  readonly curves: WeightCurves;
  readonly history: History;
  readonly trial: Trial;
  readonly #show: (notice: Notice) => void;
  readonly #stops: readonly (() => void)[];
  #inspected = $state.raw<InspectedNetwork | null>(null);
  #asked = $state(false);
  #view = $state<InspectView>('maps');
  #mapId = $state<string | null>(null);
  #slice = $state(0);
  /** At first the middle one of those that the experiment shows: bin 0 says least. */
  #row = $state(5);
  #reading = $state<WeightReading>('learned');

  constructor({ main, engine, show }: InspectorOptions) {
    this.engine = engine;
    this.#show = show;
    const onFailure = (error: unknown): void => this.tell(error);
    this.selection = new Selection({ engine, onFailure });
    this.maps = new Maps({ engine, choice: () => this, go: (place) => this.go(place), onFailure });
    this.exports = new ViewExport({ main, show });
    this.historyExports = new ViewExport({ main, show });
    this.curves = new WeightCurves(engine);
    const take = (inspected: InspectedNetwork | null): void => this.take(inspected);
    this.history = new History({ main, engine, take, onFailure });
    this.trial = new Trial({ engine, inspected: () => this.#inspected, take, onFailure });
    this.#stops = [
      engine.onPush((message) => {
        if (message.type === 'inspected') this.take(message.inspected);
      }),
      engine.onConnection((connected) => void (connected && this.#ask()))
    ];
  }

  /** null while no weights are there. */
  get inspected(): InspectedNetwork | null {
    return this.#inspected;
  }

  /** Whether the engine has said what it looks at, be it nothing. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Ways to look at what is there: only the recurrent network has a memory, and one from bins to samples no filters. */
  get views(): readonly InspectView[] {
    const inspected = this.#inspected;
    const lacking: readonly InspectView[] = [
      ...(inspected?.network === 'recurrent' ? [] : (['memory'] as const)),
      ...(inspected?.maps.every(({ filters }) => !filters) ? (['spectrum'] as const) : [])
    ];
    return INSPECT_VIEWS.filter((view) => !lacking.includes(view));
  }

  get view(): InspectView {
    return this.views.includes(this.#view) ? this.#view : 'maps';
  }

  /** The map on show: the one chosen, or the first. */
  get map(): MapInfo | null {
    const maps = this.#inspected?.maps ?? [];
    return maps.find(({ id }) => id === this.#mapId) ?? maps[0] ?? null;
  }

  /** Always one of the map on show. */
  get slice(): number {
    return Math.min(this.#slice, (this.map?.slices ?? 1) - 1);
  }

  /** Row within its part; always one of the map on show. */
  get row(): number {
    return Math.min(this.#row, (this.map?.rows.count ?? 1) - 1);
  }

  get reading(): WeightReading {
    return this.#reading;
  }

  show(view: InspectView): void {
    this.#view = view;
    if (view !== 'spectrum' || this.map?.filters) return;
    // A factor has no filters on samples: those of the product are what there is to see.
    const filters = this.#inspected?.maps.find((map) => map.filters);
    if (filters) this.go({ map: filters.id });
  }

  /** Moves to a place in the weights; what is left out stays. */
  go(place: { readonly map?: string; readonly slice?: number; readonly row?: number }): void {
    const { map, slice } = this;
    this.#mapId = place.map ?? this.#mapId;
    this.#slice = place.slice ?? this.#slice;
    this.#row = place.row ?? this.#row;
    if (this.map?.id !== map?.id) this.selection.pin(null);
    else this.selection.turn(this.slice - slice, map?.slices ?? 1);
  }

  read(reading: WeightReading): void {
    this.#reading = reading;
  }

  /** What the engine looks at now. */
  take(inspected: InspectedNetwork | null): void {
    this.#inspected = inspected;
    this.#asked = true;
    this.maps.take(inspected);
    this.history.take(inspected);
    // Another network has other maps.
    if (!inspected?.maps.some(({ id }) => id === this.selection.place?.map)) this.selection.pin(null);
    else this.selection.refresh();
  }

  tell(error: unknown): void {
    if (error instanceof AppError && error.code === 'cancelled') return;
    this.#show({ level: 'error', text: error instanceof Error ? error.message : String(error) });
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.selection.dispose();
    this.maps.dispose();
    this.curves.dispose();
    this.history.dispose();
    this.trial.dispose();
  }

  async #ask(): Promise<void> {
    try {
      this.take(await this.engine.ask('inspected', {}));
    } catch (error) {
      this.tell(error);
    }
  }
}
