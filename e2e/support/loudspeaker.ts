import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** What the page plays, from `tapLoudspeaker` on; null until it plays. */
    loudspeaker: AnalyserNode | null;
  }
}

/** Lets the test hear what the page plays from now on, as `window.loudspeaker`. */
export async function tapLoudspeaker(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.loudspeaker = null;
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode | AudioParam): AudioNode {
      if (to === this.context.destination) {
        window.loudspeaker = this.context.createAnalyser();
        Reflect.apply(connect, this, [window.loudspeaker]);
      }
      return Reflect.apply(connect, this, [to]) as AudioNode;
    };
  });
}
