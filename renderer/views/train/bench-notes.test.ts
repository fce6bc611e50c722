import { expect, test } from 'vitest';
import type { BackendInfo } from '@contract';
import { DFT, SHARED } from '../../state/training/test-run';
import { benchNotes, FLOAT32_ERROR, type BenchCircumstances } from './bench-notes';

const backend: BackendInfo = { backend: 'tensorflow-cpu', tensorflowVersion: '2.16.2', device: 'CPU', reason: null };
const good: BenchCircumstances = {
  backend,
  backendName: 'CPU · TF 2.16 · fp32',
  relativeError: 1e-7,
  facts: SHARED,
  shown: 'shared-frame'
};
const kinds = (changes: Partial<BenchCircumstances>): string[] =>
  benchNotes({ ...good, ...changes }).map(({ kind }) => kind);

test('where all is well there is nothing to say', () => {
  expect(kinds({})).toEqual([]);
  expect(kinds({ backend: null, backendName: null, relativeError: null, facts: null, shown: null })).toEqual([]);
});

test('a backend in place of the native library says why', () => {
  const [note] = benchNotes({ ...good, backend: { ...backend, backend: 'wasm', reason: 'It is not installed.' } });
  expect(note?.text).toContain('It is not installed.');
});

test('TF32 is told from float32 by its error', () => {
  expect(kinds({ relativeError: FLOAT32_ERROR })).toEqual([]);
  expect(kinds({ relativeError: 5e-4 })).toEqual(['tf32']);
});

test('a network without a spectrogram says what is shown instead', () => {
  const [note] = benchNotes({ ...good, facts: DFT });
  expect(note?.text).toContain('dft-128 makes no spectrogram: the pictures below go on showing shared-frame');
  expect(benchNotes({ ...good, facts: DFT, shown: null })[0]?.text).toContain('no picture is shown');
});
