import { SPEEDS, type Speed } from '@contract';
import type { SettingsPatch } from '@contract/schemas';
import type { TimeSpan, Transport } from './view-types';

/** One period of a high tone; what is shorter is no region that a person hears. */
const SHORTEST_SECONDS = 0.001;
/** While its edge is dragged, a region is not what is looped yet. */
const SETTLE_MS = 150;

type PlayedBy = Pick<Transport, 'phase' | 'durationSeconds' | 'seek' | 'setLoop' | 'setSpeed'>;

/** How the clip is played: the region a person marked, whether it is looped, the speed, and whether the view follows. */
export class Playing {
  readonly #transport: PlayedBy;
  readonly #keep: (patch: SettingsPatch) => void;
  #region = $state.raw<TimeSpan | null>(null);
  #looping = $state(false);
  #speed = $state<Speed>(1);
  #following = $state(true);
  #settling: ReturnType<typeof setTimeout> | null = null;

  /** @param keep takes what is to be the same at the next start */
  constructor(transport: PlayedBy, keep: (patch: SettingsPatch) => void) {
    this.#transport = transport;
    this.#keep = keep;
  }

  get region(): TimeSpan | null {
    return this.#region;
  }
  /** Whether the region is played again and again, or where there is none the whole clip. */
  get looping(): boolean {
    return this.#looping;
  }
  get speed(): Speed {
    return this.#speed;
  }
  /** Whether the view goes along with the playing position. */
  get following(): boolean {
    return this.#following;
  }

  /**
   * Marks what lies between two times, in whichever order, as far as the clip has it. Where nothing plays, Play begins
   * there.
   */
  select(a: number, b: number): void {
    this.#mark(a, b);
    if (this.#region && this.#transport.phase !== 'playing') this.#transport.seek(this.#region.startSeconds);
  }

  clear(): void {
    this.#region = null;
    this.#settle(0);
  }

  toggleLoop(): void {
    this.#looping = !this.#looping;
    this.#settle(0);
  }

  /** To the next speed, slower (-1) or faster (1); at the last one nothing changes. */
  stepSpeed(by: -1 | 1): void {
    const next = SPEEDS[SPEEDS.findIndex((speed) => speed === this.#speed) + by];
    if (next !== undefined) this.setSpeed(next);
  }

  setSpeed(speed: Speed): void {
    this.useSpeed(speed);
    this.#keep({ speed });
  }

  follow(following: boolean): void {
    this.useFollowing(following);
    this.#keep({ following });
  }

  /** As it was kept. */
  useSpeed(speed: Speed): void {
    this.#transport.setSpeed(speed);
    this.#speed = speed;
  }

  /** As it was kept. */
  useFollowing(following: boolean): void {
    this.#following = following;
  }

  /** As it was before a reload. */
  restore(region: TimeSpan | null, looping: boolean): void {
    this.#looping = looping;
    if (region) this.#mark(region.startSeconds, region.endSeconds);
    this.#settle(0);
  }

  /** The person moved the view along the time: what was playing meanwhile is left to itself. */
  panned(): void {
    if (this.#transport.phase === 'playing') this.#following = false;
  }

  dispose(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = null;
  }

  #mark(a: number, b: number): void {
    const within = (seconds: number): number => Math.min(this.#transport.durationSeconds, Math.max(0, seconds));
    const [startSeconds, endSeconds] = [within(Math.min(a, b)), within(Math.max(a, b))];
    this.#region = endSeconds - startSeconds < SHORTEST_SECONDS ? null : { startSeconds, endSeconds };
    this.#settle(SETTLE_MS);
  }

  #settle(milliseconds: number): void {
    this.dispose();
    if (milliseconds > 0) this.#settling = setTimeout(() => this.#settle(0), milliseconds);
    else this.#transport.setLoop(this.#looping ? (this.#region ?? this.#whole) : null);
  }

  get #whole(): TimeSpan | null {
    const { durationSeconds } = this.#transport;
    return durationSeconds > 0 ? { startSeconds: 0, endSeconds: durationSeconds } : null;
  }
}
