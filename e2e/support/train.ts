import { expect, type Locator, type Page } from '@playwright/test';
import { numberIn, settled } from './window';

/** A training engine that starts, and a first step. */
export const BEGIN_MS = 20_000;

/** Opens the room in which networks are trained. */
export async function enter(page: Page): Promise<void> {
  await settled(page);
  await page.getByTestId('room-train').click();
  await expect(page.getByTestId('plan-network')).toBeVisible();
}

export async function type(field: Locator, value: number): Promise<void> {
  await field.fill(String(value));
  await field.blur();
}

/** Two steps through a small fixed set. */
export async function planSmall(page: Page): Promise<void> {
  await page.getByTestId('plan-set').selectOption('fixed');
  await type(page.getByTestId('plan-examples'), 64);
  await type(page.getByTestId('plan-batch'), 32);
  await page.getByTestId('plan-end').selectOption('epochs');
  await type(page.getByTestId('plan-epochs'), 1);
}

/** Small steps without an end in sight. */
export async function planLong(page: Page): Promise<void> {
  await type(page.getByTestId('plan-batch'), 64);
  // So few examples are noisy: at the rate of the recipe the loss would grow.
  await type(page.getByTestId('plan-learningRate'), 0.05);
  await page.getByTestId('plan-end').selectOption('epochs');
  await type(page.getByTestId('plan-epochs'), 100_000);
}

export const phase = (page: Page): Locator => page.getByTestId('training-phase');

export async function inPhase(page: Page, name: string): Promise<void> {
  await expect(phase(page)).toHaveAttribute('data-phase', name, { timeout: BEGIN_MS });
}

export const step = (page: Page): Promise<number> => numberIn(page.getByTestId('training-step'));
