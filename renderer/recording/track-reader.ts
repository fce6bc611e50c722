/** Chromium's way to the samples of a track, which the types of the page do not have. */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize?: number });
  readonly readable: ReadableStream<AudioData>;
}

/** Pieces of 10 ms that wait where the page is busy, before the oldest is lost. */
const MOST_WAITING = 1000;

/** Reads a track piece by piece, as its device sends it, to its end. */
export function trackReader(track: MediaStreamTrack): ReadableStreamDefaultReader<AudioData> {
  return new MediaStreamTrackProcessor({ track, maxBufferSize: MOST_WAITING }).readable.getReader();
}

/** The samples of one piece: an array for each channel; where there are too few, the last one again. */
export function planesOf(data: AudioData, channels: number): Float32Array[] {
  return Array.from({ length: channels }, (_, channel) => {
    const plane = new Float32Array(data.numberOfFrames);
    data.copyTo(plane, { planeIndex: Math.min(channel, data.numberOfChannels - 1), format: 'f32-planar' });
    return plane;
  });
}
