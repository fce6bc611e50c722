import type { BackendInfo, ClipFacts, ClipInfo } from '@contract';

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

/** A number as it is printed: its minus is as wide as a plus. */
export function withMinus(number: string): string {
  return number.replace(/^-/, '−');
}

export function formatDb(db: number | null, digits = 1): string {
  if (db === null) return DASH;
  const text = db.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : withMinus(text);
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

/** A time that is left or was taken: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatSpan(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `66 kB`, `1.2 MB`: decimal, as file managers count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let power = 0;
  while (power < units.length - 1 && bytes / 1000 ** power >= 999.5) power++;
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** A number of any size with four digits at most: `0.75`, `0.001`, `1e-7`. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** What a file holds, in one line. */
export function describeClip({ name, ...facts }: ClipInfo): string {
  return `${name}: ${describeFacts(facts).join(', ')}`;
}

/** Length, rate, channels and encoding as a person reads them. */
export function describeFacts({ rate, channels, seconds, encoding }: ClipFacts): readonly string[] {
  const voices = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`;
  return [formatClock(seconds), formatRate(rate), voices, encoding];
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
