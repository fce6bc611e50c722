import { readFile } from 'node:fs/promises';

/** The numbers that the training engine left in a file for this one: float32 of this machine. */
export async function readShownWeights(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  // In memory of its own, whose start suits the numbers.
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
