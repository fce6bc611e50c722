import { expect, test } from 'vitest';
import { AppError, type HealthMessage } from '@contract';
import { ControlPort, type OrderHandlers } from './control-port';
import { explain } from './explain';

async function answerTo(orders: OrderHandlers): Promise<HealthMessage> {
  const answer = new Promise<HealthMessage>((resolve) => {
    const ignore = (): void => undefined;
    const control = new ControlPort(resolve, {
      orders,
      explain,
      onPagePort: ignore,
      onWeightsPort: ignore,
      onDecoderPort: ignore,
      onShutdown: ignore
    });
    control.receive({ type: 'order', id: 3, order: { kind: 'stop-training' } }, undefined);
  });
  return await answer;
}

test('an order is answered under its number', async () => {
  expect(await answerTo({ 'stop-training': () => null })).toEqual({ type: 'answer', id: 3, value: null });
});

test('an order that fails is refused with the code and the sentence of its error', async () => {
  const refuse = (): never => {
    throw new AppError('busy', 'A run is under way.');
  };
  const refusal = { type: 'refusal', id: 3, code: 'busy', message: 'A run is under way.' };
  expect(await answerTo({ 'stop-training': refuse })).toEqual(refusal);
});

test('an order this engine does not know is refused', async () => {
  expect(await answerTo({})).toMatchObject({ type: 'refusal', id: 3, code: 'internal' });
});
