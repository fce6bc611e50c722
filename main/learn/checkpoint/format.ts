import { createHash } from 'node:crypto';
import { slotShapes, weightShape } from '../shapes';
import { CheckpointError, type Checkpoint, type CheckpointFacts } from './checkpoint';
import { factsToJson, fieldsOf, FormatError, parseFacts } from './facts';
import { areFinite, checkEntries, elements, floatPieces, parseEntries, readFloats } from './tensors';

export { CheckpointError, type Checkpoint, type Refusal, type TrainingMoment } from './checkpoint';

/*
 * One file: a header of 24 bytes, a manifest in JSON, tensors of float32, and the SHA-256 of all bytes before it.
 * Numbers are little-endian.
 *
 *   0   8  magic; its line ends and its byte above 127 show a transfer that took it for text
 *   8   4  version of the format
 *  12   4  length of the manifest
 *  16   8  length of the whole file
 *  24      manifest { facts, tensors: [{ name, shape, offset }] }, padded with spaces to a multiple of 8
 *          tensors, one after another
 *          SHA-256
 */
const MAGIC = Uint8Array.of(0x89, 0x4e, 0x53, 0x50, 0x0d, 0x0a, 0x1a, 0x0a);
const VERSION = 1;
const HEADER_BYTES = 24;
const HASH_BYTES = 32;
const MAX_MANIFEST_BYTES = 1 << 20;

/** Names of the tensors. */
const WEIGHTS = 'weights';
const TRAINING_WEIGHTS = 'training/weights';
const SLOTS = 'method/';
const NONE = new Float32Array();

/**
 * The checkpoint as the bytes of one file.
 * @throws RangeError where a tensor does not have the size of its network
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.concat([...checkpointPieces(checkpoint)]);
  return new Uint8Array(buffer, byteOffset, length);
}

/**
 * The same bytes in pieces of at most a megabyte, made one by one as they are asked for. They are views of the tensors,
 * which must not change until the last piece is written.
 * @throws RangeError at once where a tensor does not have the size of its network
 */
export function checkpointPieces(checkpoint: Checkpoint): Iterable<Uint8Array> {
  const { weights, training, ...rest } = checkpoint;
  const facts: CheckpointFacts = { ...rest, training: training && withoutTensors(training) };
  const slots = training ? [...slotsOf(facts).keys()].map((name) => training.slots.get(name) ?? NONE) : [];
  const tensors = training ? [weights, training.weights, ...slots] : [weights];
  let offset = 0;
  const entries = [...shapesOf(facts)].map(([name, shape], i) => {
    const entry = { name, shape, offset };
    if (tensors[i]?.length !== elements(shape)) {
      throw new RangeError(`${name} of ${facts.network} needs ${elements(shape)} numbers, got ${tensors[i]?.length}`);
    }
    offset += elements(shape) * Float32Array.BYTES_PER_ELEMENT;
    return entry;
  });
  const json = Buffer.from(JSON.stringify({ facts: factsToJson(facts), tensors: entries }), 'utf8');
  const manifest = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  manifest.set(json);
  const header = headerOf(manifest.length, HEADER_BYTES + manifest.length + offset + HASH_BYTES);
  return withHash([header, manifest], tensors);
}

function withoutTensors({
  generator,
  seconds,
  bests,
  loss,
  restarts,
  clock
}: NonNullable<Checkpoint['training']>): CheckpointFacts['training'] {
  return { generator, seconds, bests, loss, restarts, clock };
}

function headerOf(manifestBytes: number, fileBytes: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const header = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  header.setUint32(8, VERSION, true);
  header.setUint32(12, manifestBytes, true);
  header.setBigUint64(16, BigInt(fileBytes), true);
  return bytes;
}

function* withHash(head: readonly Uint8Array[], tensors: readonly Float32Array[]): Generator<Uint8Array> {
  const hash = createHash('sha256');
  for (const part of [head, ...tensors.map(floatPieces)]) {
    for (const piece of part) {
      hash.update(piece);
      yield piece;
    }
  }
  yield hash.digest();
}

/**
 * Reads a checkpoint from the bytes of its file.
 * @param name of the file, for the sentence
 * @throws CheckpointError where the bytes are not exactly one checkpoint of this version
 */
export function decodeCheckpoint(bytes: Uint8Array, name: string): Checkpoint {
  try {
    return decode(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw CheckpointError.opening(name, { reason: error.message, help: error.help }, error);
  }
}

function decode(bytes: Uint8Array): Checkpoint {
  const manifestBytes = checkHeader(bytes);
  const body = bytes.length - HASH_BYTES;
  if (!hashOf(bytes.subarray(0, body)).equals(bytes.subarray(body))) {
    throw new FormatError('its checksum does not match, so some of its bytes were changed');
  }
  const start = HEADER_BYTES + manifestBytes;
  const manifest = fieldsOf(parseJson(bytes.subarray(HEADER_BYTES, start)), 'manifest', ['facts', 'tensors']);
  const facts = parseFacts(manifest['facts']);
  const entries = parseEntries(manifest['tensors']);
  const shapes = shapesOf(facts);
  checkEntries(entries, shapes, body - start);
  const tensors = entries.map(({ name, shape, offset }) => {
    const values = readFloats(bytes, start + offset, elements(shape));
    if (!areFinite(values)) throw new FormatError(`its tensor "${name}" holds numbers that are not finite`);
    return values;
  });
  const [weights = NONE, trainingWeights = NONE, ...rest] = tensors;
  const slots = new Map([...slotsOf(facts).keys()].map((name, i) => [name, rest[i] ?? NONE]));
  return { ...facts, weights, training: facts.training && { ...facts.training, weights: trainingWeights, slots } };
}

/** Checks the header; returns the length of the manifest. */
function checkHeader(bytes: Uint8Array): number {
  if (bytes.length === 0) throw new FormatError('it is empty');
  const begins = bytes.subarray(0, MAGIC.length);
  if (!begins.every((byte, i) => byte === MAGIC[i])) {
    throw new FormatError('it does not begin like a checkpoint of this app');
  }
  if (bytes.length < HEADER_BYTES + HASH_BYTES) throw new FormatError('it is cut off within its header');
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const version = header.getUint32(8, true);
  if (version !== VERSION) {
    throw new FormatError(
      `its format has version ${version}, and this app reads version ${VERSION}`,
      'use a newer app'
    );
  }
  const length = header.getBigUint64(16, true);
  if (length > bytes.length) throw new FormatError(`it is cut off: ${bytes.length} of ${length} bytes are there`);
  if (length < bytes.length) throw new FormatError(`something follows its end, after byte ${length}`);
  const manifestBytes = header.getUint32(12, true);
  if (manifestBytes > MAX_MANIFEST_BYTES) throw new FormatError('its manifest is larger than 1 MB');
  if (HEADER_BYTES + manifestBytes + HASH_BYTES > bytes.length) {
    throw new FormatError('its manifest reaches beyond its end');
  }
  return manifestBytes;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new FormatError('its manifest is not JSON');
  }
}

/** Name and shape of the tensors that belong to these facts, in the order of the file. */
function shapesOf(facts: CheckpointFacts): ReadonlyMap<string, readonly number[]> {
  const shape = weightShape(facts.network);
  const entries: [string, readonly number[]][] = [[WEIGHTS, shape]];
  if (facts.training) {
    entries.push([TRAINING_WEIGHTS, shape]);
    for (const [name, slot] of slotsOf(facts)) entries.push([SLOTS + name, slot]);
  }
  return new Map(entries);
}

function slotsOf({ method, network, momentum }: CheckpointFacts): ReadonlyMap<string, readonly number[]> {
  return slotShapes(method, weightShape(network), momentum);
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
