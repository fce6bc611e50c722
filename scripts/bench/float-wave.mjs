const HEADER_BYTES = 44;
const FLOAT = 3;

/**
 * A WAV file of 32-bit float samples in one channel.
 * @param {Float32Array} samples full scale is 1
 * @param {number} rate samples per second
 * @returns {Buffer}
 */
export function floatWave(samples, rate) {
  const bytes = Buffer.alloc(HEADER_BYTES + samples.byteLength);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(FLOAT, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(4 * rate, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.byteLength, 40);
  samples.forEach((value, i) => bytes.writeFloatLE(value, HEADER_BYTES + 4 * i));
  return bytes;
}
