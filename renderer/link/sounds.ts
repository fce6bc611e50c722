import { AppError, SOUNDS_AT, type SampleBlock } from '@contract';

/** A sound that main serves under an id, and what its bytes are. */
export interface ServedSound {
  readonly id: string;
  readonly rate: number;
  /** That are played. */
  readonly channels: 1 | 2;
}

const SAMPLE_BYTES = 4;

/**
 * Fetches samples from the app's own protocol: a range of bytes, which main reads from the disk whatever an engine does.
 * @param count samples per channel, at most `MAX_SAMPLES_PER_RANGE`
 * @throws AppError `not-found` where the sound is there no more, `bad-request` where it has no such range, `disk`
 */
export async function fetchSamples(
  { id, rate, channels }: ServedSound,
  start: number,
  count: number
): Promise<SampleBlock> {
  const stride = channels * SAMPLE_BYTES;
  const Range = `bytes=${start * stride}-${(start + count) * stride - 1}`;
  const answer = await fetch(SOUNDS_AT + encodeURIComponent(id), { headers: { Range } }).catch((error: unknown) => {
    throw new AppError('internal', 'The sound cannot be fetched. Open it again.', { cause: error });
  });
  if (answer.status !== 206) throw refusal(answer.status, await answer.text());
  const bytes = await answer.arrayBuffer();
  if (bytes.byteLength !== count * stride) throw refusal(416, 'The sound ended before its end. Open it again.');
  return { rate, channels, start, count, values: planar(new Float32Array(bytes), channels) };
}

/** From sample after sample to channel after channel. */
function planar(interleaved: Float32Array, channels: 1 | 2): Float32Array {
  if (channels === 1) return interleaved;
  const count = interleaved.length / channels;
  const values = new Float32Array(interleaved.length);
  for (let i = 0, at = 0; i < count; i++) {
    values[i] = interleaved[at++] ?? 0;
    values[count + i] = interleaved[at++] ?? 0;
  }
  return values;
}

function refusal(status: number, sentence: string): AppError {
  const code = status === 404 ? 'not-found' : status === 416 ? 'bad-request' : 'disk';
  return new AppError(code, sentence);
}
