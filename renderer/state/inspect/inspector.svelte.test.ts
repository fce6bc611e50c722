// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { FRAME_MAP } from './test-curves';
import { inspectedOf } from './test-inspected';
import { inspectorOf, type TestInspector } from './test-inspector';

const product = { ...FRAME_MAP, id: 'product' };
const stage = { ...FRAME_MAP, id: 'stage 1', filters: false };

let room: TestInspector;
afterEach(() => room.close());

test('only the recurrent network has a memory, and one without filters no spectrum', () => {
  room = inspectorOf([product]);
  const { inspector } = room;
  expect(inspector.views).toEqual(['maps', 'rows', 'spectrum', 'statistics']);
  inspector.take(inspectedOf({ network: 'recurrent', maps: [product] }));
  inspector.show('memory');
  expect(inspector.view).toBe('memory');
  inspector.take(inspectedOf({ network: 'inverse', maps: [{ ...product, filters: false }] }));
  expect([inspector.views, inspector.view]).toEqual([['maps', 'rows', 'statistics'], 'maps']);
  inspector.show('spectrum');
  expect(inspector.view).toBe('maps');
});

test('the spectrum of a factor is that of the filters that all factors make up', () => {
  room = inspectorOf([product, stage]);
  const { inspector } = room;
  inspector.go({ map: 'stage 1', row: 7 });
  inspector.show('rows');
  expect(inspector.map?.id).toBe('stage 1');
  inspector.show('spectrum');
  expect([inspector.map?.id, inspector.row, inspector.view]).toEqual(['product', 7, 'spectrum']);
});
