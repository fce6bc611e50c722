import type { ViewRange } from './view-types';
import { pageSpan, panSpan, revealInSpan, withinLimits, zoomSpan, type Span, type SpanLimits } from './view-maths';

export interface ViewLimits {
  readonly time: SpanLimits;
  readonly frequency: SpanLimits;
}

const NOTHING: ViewLimits = { time: { end: 1, shortest: 1 }, frequency: { end: 4000, shortest: 4000 } };

/** The part of the clip on screen. It never leaves the clip: its limits are 0..duration and 0..half the rate. */
export class View {
  #limits = $state.raw<ViewLimits>(NOTHING);
  #time = $state.raw<Span>({ low: 0, high: 1 });
  #frequency = $state.raw<Span>({ low: 0, high: 4000 });
  readonly range: ViewRange = $derived({
    startSeconds: this.#time.low,
    endSeconds: this.#time.high,
    lowHz: this.#frequency.low,
    highHz: this.#frequency.high
  });
  readonly fitted: boolean = $derived(
    this.#time.high - this.#time.low >= this.#limits.time.end &&
      this.#frequency.high - this.#frequency.low >= this.#limits.frequency.end
  );

  /** A new clip: all of it. */
  show(limits: ViewLimits): void {
    this.#limits = limits;
    this.fit();
  }

  /** The same clip on another grid: the times stay, the frequencies are those of the new grid. */
  regrid(limits: ViewLimits): void {
    this.#limits = limits;
    this.#time = withinLimits(this.#time, limits.time);
    this.#frequency = { low: 0, high: limits.frequency.end };
  }

  /** Back to a part that was on screen before, as far as the clip has it. */
  restore({ startSeconds, endSeconds, lowHz, highHz }: ViewRange): void {
    this.#time = withinLimits({ low: startSeconds, high: endSeconds }, this.#limits.time);
    this.#frequency = withinLimits({ low: lowHz, high: highHz }, this.#limits.frequency);
  }

  fit(): void {
    this.#time = { low: 0, high: this.#limits.time.end };
    this.#frequency = { low: 0, high: this.#limits.frequency.end };
  }

  /** Below 1 zooms in. The time `at` keeps its place on the screen; without it, the middle does. */
  zoomTime(factor: number, at = (this.#time.low + this.#time.high) / 2): void {
    this.#time = zoomSpan(this.#time, this.#limits.time, { at, factor });
  }

  zoomFrequency(factor: number, at = (this.#frequency.low + this.#frequency.high) / 2): void {
    this.#frequency = zoomSpan(this.#frequency, this.#limits.frequency, { at, factor });
  }

  /** Moves by a share of what is visible. */
  panTime(share: number): void {
    this.#time = panSpan(this.#time, this.#limits.time, share * (this.#time.high - this.#time.low));
  }

  panFrequency(share: number): void {
    const by = share * (this.#frequency.high - this.#frequency.low);
    this.#frequency = panSpan(this.#frequency, this.#limits.frequency, by);
  }

  /** Moves just far enough that a point is visible, with some of what lies around it. */
  reveal(point: { seconds: number; hz: number }, margin: { seconds: number; hz: number }): void {
    const time = { at: point.seconds, margin: margin.seconds };
    this.#time = revealInSpan(this.#time, this.#limits.time, time);
    this.#frequency = revealInSpan(this.#frequency, this.#limits.frequency, { at: point.hz, margin: margin.hz });
  }

  /** All of a stretch of time; the frequencies stay. */
  showTime(startSeconds: number, endSeconds: number): void {
    this.#time = withinLimits({ low: startSeconds, high: endSeconds }, this.#limits.time);
  }

  /** Turns the page where a moment lies on another one. */
  showMoment(seconds: number): void {
    const { low, high } = this.#time;
    if (seconds < low || seconds > high) this.#time = pageSpan(this.#time, this.#limits.time, seconds);
  }

  /** Turns the page when the playing position leaves it; a view that was moved away stays where it is. */
  follow(before: number, seconds: number): void {
    const { low, high } = this.#time;
    if (before >= low && before <= high) this.showMoment(seconds);
  }
}
