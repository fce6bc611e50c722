/** A context whose clock runs at `rate`, so that samples are played as they are; where that is refused, at the sound card's own rate. */
export function openContext(rate: number): AudioContext {
  try {
    return new AudioContext({ sampleRate: rate, latencyHint: 'interactive' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return new AudioContext();
    throw error;
  }
}
