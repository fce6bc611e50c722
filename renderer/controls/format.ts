import type { BackendInfo, ClipInfo } from '@contract';

/** What stands where a number is unknown. */
export const DASH = '–';

/** `0:03.21`, with hours where there are some. */
export function formatClock(seconds: number): string {
  const hundredths = Math.floor(Math.max(0, seconds) * 100 + 1e-6);
  const rest = String(hundredths % 100).padStart(2, '0');
  const whole = Math.floor(hundredths / 100);
  const secs = String(whole % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${secs}.${rest}` : `${minutes}:${secs}.${rest}`;
}

/** Seconds with as many decimals as tell neighbouring frames apart. */
export function formatSeconds(seconds: number, hopSeconds: number): string {
  return `${seconds.toFixed(hopSeconds < 0.002 ? 4 : 3)} s`;
}

/** `437.5 Hz`: bins lie on fractions of a hertz. */
export function formatHz(hz: number): string {
  return `${Number(hz.toFixed(2))} Hz`;
}

export function formatDb(db: number | null, digits = 1): string {
  if (db === null) return DASH;
  const text = db.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

/** `2.9e-16` */
export function formatSmall(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** `8 kHz`, `44.1 kHz` */
export function formatRate(rate: number): string {
  return rate >= 1000 ? `${Number((rate / 1000).toFixed(3))} kHz` : `${rate} Hz`;
}

/** What a file holds, in one line. */
export function describeClip({ name, rate, channels, seconds, encoding }: ClipInfo): string {
  const voices = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`;
  return `${name}: ${formatClock(seconds)}, ${formatRate(rate)}, ${voices}, ${encoding}`;
}

const BACKEND_NAMES = {
  'tensorflow-gpu': ['GPU', 'TF'],
  'tensorflow-cpu': ['CPU', 'TF'],
  wasm: ['WASM', 'TF.js'],
  cpu: ['JavaScript', 'TF.js']
} as const;

/** `CPU · TF 2.16 · fp32`; products worse than float32 rounding are TF32. */
export function describeBackend({ backend, tensorflowVersion }: BackendInfo, relativeError: number | null): string {
  const [device, library] = BACKEND_NAMES[backend];
  const version = tensorflowVersion.split('.').slice(0, 2).join('.');
  const precision = relativeError !== null && relativeError > 1e-5 ? 'tf32' : 'fp32';
  return `${device} · ${library} ${version} · ${precision}`;
}
