import type { PaneName } from './view-types';

export type Dialog =
  'none' | 'shortcuts' | 'about' | 'compare' | 'four-tones' | 'new-signal' | 'save-clip' | 'save-visible';

/** One for each thing a person comes to do. */
export const ROOMS = ['listen', 'train', 'inspect', 'learn'] as const;
export type Room = (typeof ROOMS)[number];

/** What the Learn room has set up somewhere else, and what to look at there. */
export interface Lesson {
  readonly title: string;
  readonly text: string;
}

/** A lesson and the room that it is about. */
interface TaughtLesson extends Lesson {
  readonly room: Room;
}

const ROOM_KEY = 'room';

/** Below this width of the window the panel folds by itself. */
export const NARROW_PX = 1180;

/** A key held at least this long shows the other picture only while it is held; a tap leaves it there. */
export const HOLD_MS = 250;

/** What is on show besides the data: the room, dialogs, the panel, which picture the reference pane shows. */
export class Layout {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #room = $state<Room>('listen');
  #dialog = $state<Dialog>('none');
  #width = $state(Infinity);
  #drawer = $state(false);
  #flicker = $state(false);
  #lesson = $state.raw<TaughtLesson | null>(null);
  #heldSince: number | null = null;
  readonly #panes = new Map<PaneName, HTMLElement>();
  readonly narrow: boolean = $derived(this.#width < NARROW_PX);

  /** @param storage keeps the room over a reload; a window that opens afresh begins by listening */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    const kept = storage.getItem(ROOM_KEY);
    this.#room = ROOMS.find((room) => room === kept) ?? 'listen';
  }

  get room(): Room {
    return this.#room;
  }
  get dialog(): Dialog {
    return this.#dialog;
  }
  /** Whether the reference pane shows the network. */
  get flicker(): boolean {
    return this.#flicker;
  }
  /** Whether the panel lies over the panes of a narrow window. */
  get drawer(): boolean {
    return this.#drawer;
  }

  /** What to look at in this room, until it is dismissed or the Learn room is back. */
  get lesson(): Lesson | null {
    return this.#lesson?.room === this.#room ? this.#lesson : null;
  }

  /** Says what to look at in the room on show; null for nothing any more. */
  teach(lesson: Lesson | null): void {
    this.#lesson = lesson && { ...lesson, room: this.#room };
  }

  enter(room: Room): void {
    if (room === 'learn') this.#lesson = null;
    if (room === this.#room) return;
    this.#room = room;
    this.#drawer = false;
    this.#storage.setItem(ROOM_KEY, room);
  }

  open(dialog: Dialog): void {
    this.#dialog = dialog;
  }

  resize(width: number): void {
    this.#width = width;
    if (!this.narrow) this.#drawer = false;
  }

  /** Opens the panel of a narrow window; a wide one docks it by the settings. */
  openDrawer(): void {
    this.#drawer = this.narrow;
  }

  toggleDrawer(): void {
    this.#drawer = !this.#drawer;
  }

  toggleFlicker(): void {
    this.#flicker = !this.#flicker;
  }

  pressFlicker(now: number): void {
    if (this.#heldSince !== null) return;
    this.#heldSince = now;
    this.toggleFlicker();
  }

  releaseFlicker(now: number): void {
    if (this.#heldSince !== null && now - this.#heldSince >= HOLD_MS) this.toggleFlicker();
    this.#heldSince = null;
  }

  /** Makes a pane known, so that keys can move the focus to it; returns what ends that. */
  register(pane: PaneName, element: HTMLElement): () => void {
    this.#panes.set(pane, element);
    return () => this.#panes.delete(pane);
  }

  focus(pane: PaneName): void {
    this.#panes.get(pane)?.focus();
  }

  /** Takes the focus from the pane that has it. */
  leave(): void {
    for (const element of this.#panes.values()) if (element === document.activeElement) element.blur();
  }

  /** The pane that has the keyboard focus. */
  get focused(): PaneName | null {
    for (const [pane, element] of this.#panes) if (element === document.activeElement) return pane;
    return null;
  }
}
