import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Random } from '../../signal/random';
import { CheckpointError, checkpointPieces, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './format';

const PARAMETERS = 256 * 258;

function normals(seed: number): Float32Array {
  const values = new Float32Array(PARAMETERS);
  new Random(seed).fillNormal(values);
  return values;
}

const CHECKPOINT: Checkpoint = {
  network: 'shared-frame',
  weights: normals(1),
  bestStep: 20,
  snrDb: 130.5,
  mse: 1.7e-16,
  step: 21,
  epoch: 3,
  seed: 7,
  method: 'sgd',
  learningRate: 0.75,
  momentum: 0.5,
  batch: 2048,
  examples: 4096,
  data: 'tones',
  experiments: [
    { pruning: { kind: 'threshold', below: 1e-6 }, precision: 'float32' },
    { pruning: { kind: 'bands' }, precision: 'int8' }
  ],
  backend: 'tensorflow-cpu',
  tensorflowVersion: '2.16.2',
  oneDnn: true,
  appVersion: '0.1.0',
  createdAt: '2020-03-01T12:00:00.000Z',
  training: {
    weights: normals(2),
    generator: Uint32Array.of(1, 2, 3, 0xffffffff),
    seconds: 0.4,
    bests: [113.2, 130.5],
    loss: { sum: 1e-9, count: 3, best: null, bad: 1 },
    restarts: { bests: [1.5, 2.5], best: 2.5, restarts: 1 },
    clock: { batches: { step: 12, epoch: 2 }, method: { step: 6, epoch: 1 } },
    slots: new Map([['velocity', normals(3)]])
  }
};

interface Manifest {
  facts: Record<string, unknown>;
  tensors: Record<string, unknown>[];
}

/** A file whose manifest was changed by hand, with the lengths and the checksum that go with it. */
function forged(
  change: (manifest: Manifest) => void,
  options: { json?: string; tensors?: Uint8Array } = {}
): Uint8Array {
  const bytes = Buffer.from(encodeCheckpoint(CHECKPOINT));
  const length = bytes.readUInt32LE(12);
  const manifest = JSON.parse(bytes.toString('utf8', 24, 24 + length)) as Manifest;
  change(manifest);
  const json = Buffer.from(options.json ?? JSON.stringify(manifest));
  const body = Buffer.concat([bytes.subarray(0, 24), json, options.tensors ?? bytes.subarray(24 + length, -32)]);
  body.writeUInt32LE(json.length, 12);
  body.writeBigUInt64LE(BigInt(body.length + 32), 16);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

function refusal(bytes: Uint8Array): string {
  try {
    decodeCheckpoint(bytes, 'fine.checkpoint');
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointError);
    const { message } = error as CheckpointError;
    expect(message).toMatch(/^Cannot open fine\.checkpoint: [^\n]+; [^\n]+\.$/);
    return message;
  }
  throw new Error('the bytes were accepted');
}

describe('a checkpoint', () => {
  it('survives the way to bytes and back', () => {
    expect(decodeCheckpoint(encodeCheckpoint(CHECKPOINT), 'x')).toEqual(CHECKPOINT);
    const bare: Checkpoint = { ...CHECKPOINT, momentum: 0, examples: null, snrDb: null, mse: null, training: null };
    expect(decodeCheckpoint(encodeCheckpoint(bare), 'x')).toEqual(bare);
  });

  it.each([
    ['sgd', 0, []],
    ['sgd', 0.9, ['velocity']],
    ['adam', 0, ['mean', 'square']],
    ['amsgrad', 0, ['mean', 'square', 'largest']]
  ] as const)('holds what %s with momentum %d remembers', (method, momentum, names) => {
    const slots = new Map(names.map((name, i) => [name as string, normals(10 + i)]));
    const training = { ...CHECKPOINT.training!, slots, loss: null };
    const checkpoint: Checkpoint = { ...CHECKPOINT, method, momentum, training };
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint), 'x')).toEqual(checkpoint);
  });

  it('holds the Gram matrix of least squares, and none of another size', () => {
    const gram = new Float32Array(256 * 256).fill(2);
    const training = {
      ...CHECKPOINT.training!,
      slots: new Map([
        ['gram', gram],
        ['residual', normals(4)]
      ])
    };
    const checkpoint: Checkpoint = { ...CHECKPOINT, method: 'least-squares', momentum: 0, training };
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint), 'x')).toEqual(checkpoint);
    const short = { ...checkpoint, training: { ...training, slots: new Map([['gram', gram]]) } };
    expect(() => encodeCheckpoint(short)).toThrow(/method\/residual of shared-frame needs 66048 numbers, got 0/);
  });

  it('is read from the middle of a larger buffer, and its arrays own their memory', () => {
    const bytes = encodeCheckpoint(CHECKPOINT);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    const read = decodeCheckpoint(larger.subarray(3), 'x');
    larger.fill(0);
    expect(read).toEqual(CHECKPOINT);
    expect(read.weights.buffer.byteLength).toBe(PARAMETERS * 4);
  });

  it('begins with its magic, version 1 and its length, little-endian', () => {
    const bytes = Buffer.from(encodeCheckpoint(CHECKPOINT));
    expect(bytes.toString('latin1', 0, 8)).toBe('\x89NSP\r\n\x1a\n');
    expect(bytes.readUInt32LE(8)).toBe(1);
    expect(bytes.readBigUInt64LE(16)).toBe(BigInt(bytes.length));
    const start = 24 + bytes.readUInt32LE(12);
    expect(start % 8).toBe(0);
    expect(bytes.readFloatLE(start)).toBe(CHECKPOINT.weights[0]);
  });

  it('comes in pieces of at most a megabyte, which are its tensors themselves', () => {
    const weights = new Float32Array(2048 * 8514).fill(0.5);
    const pieces = [...checkpointPieces({ ...CHECKPOINT, network: 'dense-stft', weights, training: null })];
    expect(Math.max(...pieces.map(({ length }) => length))).toBe(1024 * 1024);
    const views = pieces.filter(({ buffer }) => buffer === weights.buffer);
    expect(views.reduce((sum, { length }) => sum + length, 0)).toBe(weights.byteLength);
    expect(pieces.map(({ length }) => length)).toEqual([24, pieces[1]?.length, ...views.map((v) => v.length), 32]);
  });

  it('is not written with tensors of another size', () => {
    expect(() => checkpointPieces({ ...CHECKPOINT, weights: new Float32Array(3) })).toThrow(RangeError);
    expect(() => encodeCheckpoint({ ...CHECKPOINT, weights: new Float32Array(3) })).toThrow(
      /needs 66048 numbers, got 3/
    );
  });
});

describe('a damaged checkpoint is refused', () => {
  const whole = encodeCheckpoint(CHECKPOINT);

  it('with a bit of its weights flipped', () => {
    const bytes = whole.slice();
    bytes[whole.length >> 1]! ^= 1;
    expect(refusal(bytes)).toMatch(/checksum does not match/);
  });

  it('cut off', () => {
    expect(refusal(whole.subarray(0, 0))).toMatch(/it is empty/);
    expect(refusal(whole.subarray(0, 40))).toMatch(/within its header/);
    expect(refusal(whole.subarray(0, 1000))).toMatch(/cut off: 1000 of \d+ bytes/);
  });

  it('with bytes after its end', () => {
    expect(refusal(Buffer.concat([whole, Buffer.alloc(1)]))).toMatch(/follows its end/);
  });

  it('that is another kind of file', () => {
    expect(refusal(Buffer.from('RIFF....WAVEfmt and so on, for long enough to hold a header and more'))).toMatch(
      /does not begin like a checkpoint/
    );
  });

  it('of a newer version, with the advice to update', () => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(2, 8);
    expect(refusal(bytes)).toMatch(/version 2, and this app reads version 1; use a newer app/);
  });
});

describe('whatever happens to the bytes of a checkpoint, it is noticed:', () => {
  const whole = encodeCheckpoint({ ...CHECKPOINT, training: null });
  const random = new Random(1);
  const below = (limit: number): number => Math.floor(random.uniform() * limit);

  it('one bit flipped, anywhere', () => {
    const bytes = whole.slice();
    for (let flip = 0; flip < 2000; flip++) {
      // Every other one hits header, manifest or checksum, which are few of the bytes.
      const offset = flip % 2 ? below(bytes.length) : (bytes.length - 32 + below(700)) % bytes.length;
      const bit = 1 << below(8);
      bytes[offset]! ^= bit;
      refusal(bytes);
      bytes[offset]! ^= bit;
    }
    expect(decodeCheckpoint(bytes, 'x').weights).toEqual(CHECKPOINT.weights);
  });

  it('cut anywhere', () => {
    for (let length = 0; length < 100; length++) refusal(whole.subarray(0, length));
    for (let cut = 0; cut < 900; cut++) refusal(whole.subarray(0, below(whole.length)));
  });

  it('its manifest changed, even with lengths and checksum that go with it', () => {
    const length = Buffer.from(whole).readUInt32LE(12);
    const text = Buffer.from(whole).toString('latin1', 24, 24 + length);
    let accepted = 0;
    for (let i = 0; i < 1000; i++) {
      const changed = [...text];
      for (let change = below(3); change >= 0; change--) {
        changed.splice(below(text.length), below(3), String.fromCharCode(32 + below(95)));
      }
      const bytes = forged(() => undefined, { json: changed.join(''), tensors: whole.subarray(24 + length, -32) });
      try {
        const { network, weights } = decodeCheckpoint(bytes, 'x');
        expect([network, weights.length]).toEqual(['shared-frame', PARAMETERS]);
        accepted += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(CheckpointError);
      }
    }
    expect(accepted).toBeGreaterThan(5);
    expect(accepted).toBeLessThan(900);
  });
});

describe('a forged checkpoint is refused', () => {
  it('but not where nothing was forged', () => {
    expect(
      decodeCheckpoint(
        forged(() => undefined),
        'x'
      )
    ).toEqual(CHECKPOINT);
  });

  it('with a shape the network does not have, however large', () => {
    const shaped = (shape: unknown): string => refusal(forged(({ tensors }) => (tensors[0]!['shape'] = shape)));
    expect(shaped([256, 257])).toMatch(/is 256 x 257, and the network needs 256 x 258/);
    expect(shaped([2 ** 52, 2 ** 52])).toMatch(/the network needs 256 x 258/);
    expect(shaped([256, 258, 1])).toMatch(/the network needs/);
    for (const shape of [[-256, -258], [256.5, 258], ['256', 258], null, 66048]) {
      expect(shaped(shape)).toMatch(/no valid "tensors"/);
    }
  });

  it('with tensors missing, too many, misplaced or unknown', () => {
    expect(refusal(forged(({ tensors }) => tensors.pop()))).toMatch(/exactly the tensors/);
    expect(refusal(forged(({ tensors }) => tensors.push(tensors[0]!)))).toMatch(/exactly the tensors/);
    expect(refusal(forged(({ tensors }) => (tensors[0]!['name'] = 'bias')))).toMatch(/exactly the tensors/);
    expect(refusal(forged(({ tensors }) => (tensors[1]!['offset'] = 0)))).toMatch(/wrong place/);
    expect(refusal(forged(({ tensors }) => (tensors[0]!['file'] = '/etc/x')))).toMatch(/unknown entry "file"/);
    expect(refusal(forged(() => undefined, { tensors: new Uint8Array(8) }))).toMatch(
      /take 792576 bytes, and it holds 8/
    );
  });

  it('with weights that are not finite', () => {
    for (const value of [NaN, Infinity]) {
      const weights = CHECKPOINT.weights.slice();
      weights[1234] = value;
      expect(refusal(encodeCheckpoint({ ...CHECKPOINT, weights }))).toMatch(
        /"weights" holds numbers that are not finite/
      );
    }
  });

  it('with a manifest that is none', () => {
    expect(refusal(forged(() => undefined, { json: 'weights' }))).toMatch(/not JSON/);
    expect(refusal(forged(() => undefined, { json: 'null' }))).toMatch(/no valid "manifest"/);
    expect(refusal(forged(() => undefined, { json: '[]' }))).toMatch(/no valid "manifest"/);
    expect(refusal(forged(() => undefined, { json: ' '.repeat((1 << 20) + 1) }))).toMatch(/larger than 1 MB/);
    const beyond = Buffer.from(encodeCheckpoint({ ...CHECKPOINT }));
    beyond.writeUInt32LE(beyond.length, 12);
    expect(refusal(beyond)).toMatch(/beyond its end/);
  });

  it.each([
    ['network', 'dense-tft'],
    ['network', 'toString'],
    ['snrDb', 'high'],
    ['mse', -1],
    ['step', 1.5],
    ['epoch', -1],
    ['seed', 2 ** 32],
    ['method', 'magic'],
    ['learningRate', 0],
    ['batch', '2048'],
    ['momentum', 0],
    ['momentum', 'some'],
    ['examples', 1.5],
    ['examples', null],
    ['backend', 'abacus'],
    ['tensorflowVersion', 'x'.repeat(1000)],
    ['oneDnn', 1],
    ['appVersion', null],
    ['createdAt', 'yesterday'],
    ['experiments', {}],
    ['experiments', 'bands'],
    ['precision', [{ pruning: { kind: 'none' }, precision: 'int4' }]],
    ['pruning', [{ pruning: { kind: 'bands', below: 1 }, precision: 'int8' }]],
    ['below', [{ pruning: { kind: 'threshold', below: -1 }, precision: 'int8' }]],
    ['generator', [1, -2, 3, 4]],
    ['bests', [null]],
    ['loss', null],
    ['training', 5]
  ])('with the entry %s = %j', (key, value) => {
    const inTraining = ['generator', 'bests', 'loss'].includes(key);
    const bytes = forged(({ facts }) => {
      if (inTraining) facts['training'] = { ...(facts['training'] as object), [key]: value };
      else facts[['precision', 'pruning', 'below'].includes(key) ? 'experiments' : key] = value;
    });
    expect(refusal(bytes)).toContain(`no valid "${key}"`);
  });

  it('with an entry too many or too few', () => {
    expect(refusal(forged(({ facts }) => (facts['run'] = 1)))).toMatch(/unknown entry "run"/);
    expect(refusal(forged(({ facts }) => delete facts['seed']))).toMatch(/no valid "seed"/);
  });
});
