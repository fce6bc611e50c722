const LAYERS = 256;
/** Where the tail of the 256-layer normal ziggurat begins, and the area of each layer (Marsaglia & Tsang 2000). */
const TAIL = 3.6541528853610088;
const AREA = 0.00492867323399;
/** A draw's upper 24 bits, signed, place a point within its layer. */
const STEPS = 2 ** 23;

interface Ziggurat {
  /** Right edge of each layer, divided by `STEPS`. */
  readonly width: Float64Array;
  /** Points below this lie wholly under the curve. */
  readonly inside: Float64Array;
  /** exp(-x^2 / 2) at the right edge of each layer, and above the top layer. */
  readonly height: Float64Array;
}

const density = (x: number): number => Math.exp(-0.5 * x * x);

function buildZiggurat(): Ziggurat {
  // edge[0] is the width a rectangle of the base layer's area would have; edge[256] is the peak.
  const edge = new Float64Array(LAYERS + 1);
  edge[0] = AREA / density(TAIL);
  edge[1] = TAIL;
  for (let i = 2; i < LAYERS; i++) {
    const previous = edge[i - 1]!;
    edge[i] = Math.sqrt(-2 * Math.log(AREA / previous + density(previous)));
  }
  const width = new Float64Array(LAYERS);
  const inside = new Float64Array(LAYERS);
  for (let i = 0; i < LAYERS; i++) {
    width[i] = edge[i]! / STEPS;
    inside[i] = (edge[i + 1]! / edge[i]!) * STEPS;
  }
  return { width, inside, height: edge.map(density) };
}

const ziggurat = buildZiggurat();

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** splitmix32: spreads a seed over the state, so that near seeds start far apart. */
function spread(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x9e3779b9) | 0;
    let t = a ^ (a >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
}

/**
 * Random numbers that are the same on every machine for the same seed: xoshiro128** (Blackman & Vigna 2021), normals by
 * the ziggurat method (Marsaglia & Tsang 2000) with independent bits for layer and place (Doornik 2005).
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /** @throws RangeError unless `seed` is a whole number from 0 to 2^53 - 1. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`The seed is ${seed}; it must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
    }
    const low = spread(seed % 2 ** 32);
    const high = spread(Math.floor(seed / 2 ** 32) ^ low());
    this.#a = low() ^ high();
    this.#b = low() ^ high();
    this.#c = low() ^ high();
    this.#d = low() ^ high() || 1;
  }

  /**
   * Goes on exactly where the generator whose `state` this is stood.
   * @throws RangeError unless the state is four words that are not all zero.
   */
  static restore(state: Uint32Array): Random {
    if (state.length !== 4 || state.every((word) => word === 0)) {
      throw new RangeError('The state of a generator is four 32-bit words that are not all zero.');
    }
    const random = new Random(0);
    random.#a = state[0]! | 0;
    random.#b = state[1]! | 0;
    random.#c = state[2]! | 0;
    random.#d = state[3]! | 0;
    return random;
  }

  /** Four words: all there is to know of the generator. */
  get state(): Uint32Array {
    return Uint32Array.of(this.#a, this.#b, this.#c, this.#d);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Fills `out` with independent normals of mean 0 and variance 1. */
  fillNormal(out: Float32Array): void {
    const { width, inside } = ziggurat;
    for (let i = 0; i < out.length; i++) {
      const bits = this.#next();
      const layer = bits & (LAYERS - 1);
      // The half step makes the two signs equally likely and zero impossible.
      const place = (bits >> 8) + 0.5;
      out[i] = Math.abs(place) < inside[layer]! ? place * width[layer]! : this.#nearEdge(layer, place * width[layer]!);
    }
  }

  /** A normal, where the first point fell outside the part of its layer that lies wholly under the curve. */
  #nearEdge(firstLayer: number, firstX: number): number {
    const { width, inside, height } = ziggurat;
    let layer = firstLayer;
    let x = firstX;
    for (;;) {
      if (layer === 0) return Math.sign(x) * this.#tail();
      const low = height[layer]!;
      if (low + this.uniform() * (height[layer + 1]! - low) < density(x)) return x;
      const bits = this.#next();
      layer = bits & (LAYERS - 1);
      const place = (bits >> 8) + 0.5;
      x = place * width[layer]!;
      if (Math.abs(place) < inside[layer]!) return x;
    }
  }

  /** A normal above `TAIL` (Marsaglia 1964). */
  #tail(): number {
    for (;;) {
      const x = -Math.log(1 - this.uniform()) / TAIL;
      const y = -Math.log(1 - this.uniform());
      if (2 * y > x * x) return TAIL + x;
    }
  }

  /** 32 random bits as a signed number. */
  #next(): number {
    const b = this.#b;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= b << 9;
    this.#d = rotate(this.#d, 11);
    return result;
  }
}
