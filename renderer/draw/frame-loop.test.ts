import { describe, expect, it, vi } from 'vitest';
import { FrameLoop } from './frame-loop';

/** An animation-frame clock that ticks by hand. */
function handClock() {
  const waiting = new Map<number, (time: number) => void>();
  let next = 1;
  return {
    waiting,
    request(callback: (time: number) => void): number {
      waiting.set(next, callback);
      return next++;
    },
    cancel: (handle: number): void => void waiting.delete(handle),
    tick(time: number): void {
      const callbacks = [...waiting.values()];
      waiting.clear();
      for (const callback of callbacks) callback(time);
    }
  };
}

describe('FrameLoop', () => {
  it('draws everything once in one frame, then is idle', () => {
    const clock = handClock();
    const loop = new FrameLoop(clock);
    const a = vi.fn();
    const b = vi.fn();
    loop.request(a);
    loop.request(a);
    loop.request(b);
    expect(clock.waiting.size).toBe(1);
    clock.tick(16);
    expect(a.mock.calls).toEqual([[16]]);
    expect(b.mock.calls).toEqual([[16]]);
    expect(clock.waiting.size).toBe(0);
  });

  it('leaves what is asked for while drawing to the next frame', () => {
    const clock = handClock();
    const loop = new FrameLoop(clock);
    let count = 0;
    const again = (): void => {
      count++;
      if (count < 3) loop.request(again);
    };
    loop.request(again);
    clock.tick(0);
    expect(count).toBe(1);
    clock.tick(16);
    clock.tick(32);
    clock.tick(48);
    expect(count).toBe(3);
  });

  it('cancels, and gives the frame back with the last request', () => {
    const clock = handClock();
    const loop = new FrameLoop(clock);
    const a = vi.fn();
    const b = vi.fn();
    loop.request(a);
    loop.request(b);
    loop.cancel(a);
    expect(clock.waiting.size).toBe(1);
    loop.cancel(b);
    expect(clock.waiting.size).toBe(0);
    loop.request(b);
    clock.tick(0);
    expect(a).not.toHaveBeenCalled();
    expect(b).toHaveBeenCalledOnce();
  });

  it('draws the rest where one fails, and reports the failure', () => {
    const clock = handClock();
    const loop = new FrameLoop(clock);
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const rest = vi.fn();
    loop.request(() => {
      throw new Error('no');
    });
    loop.request(rest);
    clock.tick(0);
    expect(rest).toHaveBeenCalledOnce();
    expect(report).toHaveBeenCalledWith(new Error('no'));
    vi.unstubAllGlobals();
  });
});
