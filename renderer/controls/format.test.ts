import { expect, test } from 'vitest';
import {
  describeBackend,
  describeClip,
  formatBytes,
  formatClock,
  formatDb,
  formatHz,
  formatNumber,
  formatRate,
  formatSeconds,
  formatSmall,
  formatSpan
} from './format';

test('clock times', () => {
  expect(formatClock(0)).toBe('0:00.00');
  expect(formatClock(3.21)).toBe('0:03.21');
  expect(formatClock(59.999)).toBe('0:59.99');
  expect(formatClock(61.5)).toBe('1:01.50');
  expect(formatClock(3725.04)).toBe('1:02:05.04');
});

test('frame times show neighbouring frames apart', () => {
  expect(formatSeconds(3.2290004, 0.007)).toBe('3.229 s');
  expect(formatSeconds(0.00266667, 56 / 48000)).toBe('0.0027 s');
});

test('frequencies keep the fractions of their bin', () => {
  expect(formatHz(437.5)).toBe('437.5 Hz');
  expect(formatHz(31.25)).toBe('31.25 Hz');
  expect(formatHz((14 * 44100) / 256)).toBe('2411.72 Hz');
});

test('decibels: a dash for none, no negative zero', () => {
  expect(formatDb(null)).toBe('–');
  expect(formatDb(-12.34)).toBe('−12.3');
  expect(formatDb(-0.04)).toBe('0.0');
  expect(formatDb(128.45, 0)).toBe('128');
});

test('small numbers and rates', () => {
  expect(formatSmall(2.91e-16)).toBe('2.9e-16');
  expect(formatSmall(0)).toBe('0');
  expect(formatRate(8000)).toBe('8 kHz');
  expect(formatRate(44100)).toBe('44.1 kHz');
  expect(formatRate(800)).toBe('800 Hz');
});

test('a clip in one line', () => {
  const clip = { id: 'a', name: 'a.wav', rate: 44100, channels: 2, samples: 44100, seconds: 1, encoding: 'PCM 16 bit' };
  expect(describeClip(clip)).toBe('a.wav: 0:01.00, 44.1 kHz, stereo, PCM 16 bit');
});

test('a backend in one line', () => {
  const native = { backend: 'tensorflow-cpu', tensorflowVersion: '2.16.2', device: 'CPU', reason: null } as const;
  expect(describeBackend(native, 1e-7)).toBe('CPU · TF 2.16 · fp32');
  expect(describeBackend({ ...native, backend: 'tensorflow-gpu' }, 3e-4)).toBe('GPU · TF 2.16 · tf32');
  expect(describeBackend({ ...native, backend: 'wasm', tensorflowVersion: '4.22.0' }, null)).toBe(
    'WASM · TF.js 4.22 · fp32'
  );
});

test('spans, sizes and numbers keep to what one reads', () => {
  expect([0.44, 9.94, 9.96, 59.4, 59.6, 200, 3900].map(formatSpan)).toEqual([
    '0.4 s',
    '9.9 s',
    '10 s',
    '59 s',
    '1 min 0 s',
    '3 min 20 s',
    '1 h 5 min'
  ]);
  expect([0, 999, 66_048, 1_234_567, 999_600, 70e9].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '66 kB',
    '1.2 MB',
    '1.0 MB',
    '70 GB'
  ]);
  expect([0.75, 0.001, 1e-7, 0.5833333].map(formatNumber)).toEqual(['0.75', '0.001', '1e-7', '0.5833']);
});
