// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { failure, success, type Notice } from '@contract';
import { mainOf, type Answers } from '../training/test-main';
import type { Exportable } from './exportable';
import { ViewExport } from './view-export.svelte';

function exportsOf(answers: Answers = {}): { exports: ViewExport; asked: [string, unknown][]; shown: Notice[] } {
  const { link: main, asked } = mainOf(answers);
  const shown: Notice[] = [];
  return { exports: new ViewExport({ main, show: (notice) => shown.push(notice) }), asked, shown };
}

const offer: Exportable = {
  name: 'weights',
  pictureOf: (scale) => Promise.resolve(new Blob([Uint8Array.of(scale)])),
  table: () => 'bin\n1\n',
  part: { map: 'frames', slice: 2, reading: 'learned', rows: null }
};

test('what a view offers is saved as picture, table and array', async () => {
  const { exports, asked } = exportsOf();
  exports.offer(offer);
  await exports.savePicture(4);
  await exports.saveTable();
  await exports.saveArray();
  expect(asked).toEqual([
    ['savePicture', { name: 'weights', png: Uint8Array.of(4) }],
    ['saveTable', { name: 'weights', csv: 'bin\n1\n' }],
    ['exportMap', offer.part]
  ]);
});

test('an offer that was withdrawn, or has no table and no array, asks nothing of main', async () => {
  const { exports, asked } = exportsOf();
  const withdraw = exports.offer({ ...offer, table: null, part: null });
  await exports.saveTable();
  await exports.saveArray();
  withdraw();
  await exports.savePicture(1);
  expect([exports.offered, asked]).toEqual([null, []]);
});

test('the withdrawal of an older offer leaves the newer one', () => {
  const { exports } = exportsOf();
  const withdraw = exports.offer(offer);
  const newer = { ...offer, name: 'rows' };
  exports.offer(newer);
  withdraw();
  expect(exports.offered).toBe(newer);
});

test('failures are told, a dialog that was closed is none', async () => {
  const { exports, shown } = exportsOf({
    saveTable: () => failure('disk', 'The disk is full.'),
    exportMap: () => success(null)
  });
  exports.offer({ ...offer, pictureOf: () => Promise.reject(new RangeError('It is too large.')) });
  await exports.savePicture(2);
  await exports.saveTable();
  await exports.saveArray();
  expect(shown.map(({ text }) => text)).toEqual(['It is too large.', 'The disk is full.']);
});
