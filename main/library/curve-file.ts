import { open, type FileHandle } from 'node:fs/promises';
import type { TrainingPoint } from '@contract';

/*
 * A learning curve on disk: records of seven float64, little-endian, in the order of the steps. A record that a crash
 * cut off, and whatever follows it, is not read.
 */
const NUMBERS = 7;
const RECORD_BYTES = NUMBERS * Float64Array.BYTES_PER_ELEMENT;
/** Records read at once. */
const BLOCK = 4096;

function encode(points: readonly TrainingPoint[]): Buffer {
  const bytes = Buffer.alloc(points.length * RECORD_BYTES);
  points.forEach(({ step, epoch, mse, snrDb, seconds, msPerStep, learningRate }, i) => {
    [step, epoch, mse, snrDb ?? NaN, seconds, msPerStep, learningRate].forEach((number, k) => {
      bytes.writeDoubleLE(number, i * RECORD_BYTES + k * Float64Array.BYTES_PER_ELEMENT);
    });
  });
  return bytes;
}

/** null where the record is not one of a curve. */
function decode(bytes: Buffer, at: number): TrainingPoint | null {
  const read = (k: number): number => bytes.readDoubleLE(at + k * Float64Array.BYTES_PER_ELEMENT);
  const [step, epoch, mse, snr, seconds, msPerStep, learningRate] = [0, 1, 2, 3, 4, 5, 6].map(read) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number
  ];
  const isSound = Number.isSafeInteger(step) && step > 0 && Number.isSafeInteger(epoch) && epoch > 0;
  if (!isSound || ![mse, seconds, msPerStep, learningRate].every((number) => number >= 0)) return null;
  return { step, epoch, mse, snrDb: Number.isNaN(snr) ? null : snr, seconds, msPerStep, learningRate };
}

/** Points of a curve behind `afterStep`, at most `most`, oldest first; none where there is no such file. */
export async function readCurve(
  path: string,
  { afterStep = 0, most = Infinity }: { readonly afterStep?: number; readonly most?: number } = {}
): Promise<TrainingPoint[]> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return [];
  try {
    const points: TrainingPoint[] = [];
    for await (const point of records(file)) {
      if (point.step > afterStep) points.push(point);
      if (points.length >= most) break;
    }
    return points;
  } finally {
    await file.close();
  }
}

async function* records(file: FileHandle): AsyncGenerator<TrainingPoint> {
  const bytes = Buffer.alloc(BLOCK * RECORD_BYTES);
  let last = 0;
  for (let position = 0; ; position += bytes.length) {
    const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
    for (let at = 0; at + RECORD_BYTES <= bytesRead; at += RECORD_BYTES) {
      const point = decode(bytes, at);
      if (!point || point.step <= last) return;
      last = point.step;
      yield point;
    }
    if (bytesRead < bytes.length) return;
  }
}

/** A curve that grows at its end; its owner closes it. */
export class CurveFile {
  readonly #file: FileHandle;
  #end: number;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /**
   * Opens a curve to go on behind a step: what lies beyond it is cut off.
   * @throws the error of the file system
   */
  static async open(path: string, afterStep: number): Promise<CurveFile> {
    const file = await open(path, 'a+');
    let kept = 0;
    for await (const { step } of records(file)) {
      if (step > afterStep) break;
      kept += 1;
    }
    await file.truncate(kept * RECORD_BYTES);
    return new CurveFile(file, kept * RECORD_BYTES);
  }

  /** Resolves when the points are written; those of earlier calls come first. */
  append(points: readonly TrainingPoint[]): Promise<void> {
    const bytes = encode(points);
    this.#writing = this.#writing.then(async () => {
      await this.#file.write(bytes, 0, bytes.length, this.#end);
      this.#end += bytes.length;
    });
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }
}
