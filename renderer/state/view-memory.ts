import { SOUNDS, type Sound } from '@contract';
import { PANE_NAMES, type PaneName, type TimeSpan, type ViewRange } from './view-types';

/** What a person looks at in a clip, and listens to. */
export interface Look {
  readonly range: ViewRange;
  /** Where playing is. */
  readonly seconds: number;
  readonly marked: { readonly seconds: number; readonly hz: number } | null;
  /** The pane that has the keyboard focus. */
  readonly focus: PaneName | null;
  /** What is marked to be played. */
  readonly region: TimeSpan | null;
  readonly looping: boolean;
  readonly sound: Sound;
}

/** Kept this often at most while it changes. */
export const KEEP_MS = 500;

const KEY = 'look';
/** A year, as in the calls to an engine. */
const LONGEST_SECONDS = 31_536_000;
const HIGHEST_HZ = 1_000_000;

/** Keeps what is looked at over a reload of the page, for the clip it belongs to; a window that opens afresh has none. */
export class ViewMemory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #read: () => Look;
  #clip: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, read: () => Look) {
    this.#storage = storage;
    this.#read = read;
  }

  /** A clip is on show from now on; returns how it was looked at before a reload, null where it was not. */
  begin(clip: string): Look | null {
    const past = this.#clip === null ? parseLook(this.#storage.getItem(KEY), clip) : null;
    this.#clip = clip;
    return past;
  }

  /** Something changed: it is kept soon. */
  note(): void {
    if (this.#clip !== null) this.#timer ??= setTimeout(() => this.keep(), KEEP_MS);
  }

  /** Keeps it now: the page goes away. */
  keep(): void {
    this.#forgetTimer();
    if (this.#clip !== null) this.#storage.setItem(KEY, JSON.stringify({ clip: this.#clip, ...this.#read() }));
  }

  dispose(): void {
    this.#forgetTimer();
    this.#clip = null;
  }

  #forgetTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** The look that a text holds for a clip; null where it is damaged, of another clip, or none. */
export function parseLook(text: string | null, clip: string): Look | null {
  const kept = text === null ? null : membersOf(parseJson(text));
  const range = membersOf(kept?.['range']);
  if (!kept || !range || kept['clip'] !== clip) return null;
  const { startSeconds, endSeconds, lowHz, highHz } = range;
  const { seconds, focus, looping, sound } = kept;
  if (!isWithin(startSeconds, LONGEST_SECONDS) || !isWithin(endSeconds, LONGEST_SECONDS)) return null;
  if (!isWithin(lowHz, HIGHEST_HZ) || !isWithin(highHz, HIGHEST_HZ)) return null;
  if (!isWithin(seconds, LONGEST_SECONDS) || startSeconds >= endSeconds || lowHz >= highHz) return null;
  return {
    range: { startSeconds, endSeconds, lowHz, highHz },
    seconds,
    marked: placeOf(kept['marked']),
    focus: PANE_NAMES.find((pane) => pane === focus) ?? null,
    region: spanOf(kept['region']),
    looping: looping === true,
    sound: SOUNDS.find((known) => known === sound) ?? 'original'
  };
}

function spanOf(value: unknown): TimeSpan | null {
  const { startSeconds, endSeconds } = membersOf(value) ?? {};
  if (!isWithin(startSeconds, LONGEST_SECONDS) || !isWithin(endSeconds, LONGEST_SECONDS)) return null;
  return startSeconds < endSeconds ? { startSeconds, endSeconds } : null;
}

function placeOf(value: unknown): Look['marked'] {
  const { seconds, hz } = membersOf(value) ?? {};
  return isWithin(seconds, LONGEST_SECONDS) && isWithin(hz, HIGHEST_HZ) ? { seconds, hz } : null;
}

function isWithin(value: unknown, highest: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= highest;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
