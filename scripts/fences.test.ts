import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const RULES: readonly (string | null)[] = ['boundaries/dependencies', 'no-restricted-imports'];

/**
 * Breaks every fence of the import table once. The broken text is linted under the name of a file that exists: where it
 * stands is what counts. No types are looked at, since no fence depends on them.
 */
const lint = new ESLint({
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { project: null } } }
});

async function complaints(file: string, text: string): Promise<string[]> {
  const [result] = await lint.lintText(text, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'parse error');
}

const broken: [file: string, imported: string, rule: string][] = [
  ['preload/contract/wire.ts', '../../main/signal/stft', 'boundaries/dependencies'],
  ['preload/contract/wire.ts', 'electron', 'no-restricted-imports'],
  ['preload/index.ts', '../main/signal/stft', 'boundaries/dependencies'],
  ['preload/index.ts', 'node:fs', 'no-restricted-imports'],
  ['main/signal/stft.ts', '../audio/npy', 'boundaries/dependencies'],
  ['main/signal/stft.ts', 'node:fs', 'no-restricted-imports'],
  ['main/signal/scales/ticks.ts', '../stft', 'boundaries/dependencies'],
  ['main/audio/npy.ts', '../learn/tensorflow', 'boundaries/dependencies'],
  ['main/audio/npy.ts', '@tensorflow/tfjs', 'no-restricted-imports'],
  ['main/learn/tensorflow.ts', '../audio/npy', 'boundaries/dependencies'],
  ['main/learn/tensorflow.ts', 'electron', 'no-restricted-imports'],
  ['main/library/checkpoints.ts', '../engine/port', 'boundaries/dependencies'],
  ['main/library/checkpoints.ts', 'zod', 'no-restricted-imports'],
  ['main/engine/port.ts', '../supervisor/engine-process', 'boundaries/dependencies'],
  ['main/engine/port.ts', '@tensorflow/tfjs', 'no-restricted-imports'],
  ['main/cli/index.ts', '../supervisor/engine-process', 'boundaries/dependencies'],
  ['main/cli/index.ts', 'electron', 'no-restricted-imports'],
  ['main/supervisor/engine-process.ts', '../library/checkpoints', 'boundaries/dependencies'],
  ['main/supervisor/engine-process.ts', 'zod', 'no-restricted-imports'],
  ['main/index.ts', './engine/port', 'boundaries/dependencies'],
  ['main/index.ts', './signal/stft', 'boundaries/dependencies'],
  ['renderer/link/main-link.ts', '../state/view-types', 'boundaries/dependencies'],
  ['renderer/link/main-link.ts', 'svelte', 'no-restricted-imports'],
  ['renderer/state/view-types.ts', '../../main/signal/stft', 'boundaries/dependencies'],
  ['renderer/state/view-types.ts', 'electron', 'no-restricted-imports'],
  ['renderer/draw/frame-loop.ts', '../link/main-link', 'boundaries/dependencies'],
  ['renderer/draw/frame-loop.ts', '../../main/signal/stft', 'boundaries/dependencies'],
  ['renderer/main.ts', '../preload/index', 'boundaries/dependencies'],
  ['renderer/main.ts', 'node:path', 'no-restricted-imports']
];

describe('the import table', () => {
  it.each(broken)('%s may not import %s', async (file, imported, rule) => {
    expect(await complaints(file, `import * as broken from '${imported}';\nexport const use = broken;\n`)).toContain(
      rule
    );
  });

  it('lets every room use the types of the contract', async () => {
    const text = `import type { Tile } from '@contract';\nexport type Use = Tile;\n`;
    for (const file of ['main/audio/npy.ts', 'main/signal/stft.ts', 'renderer/draw/frame-loop.ts']) {
      expect(await complaints(file, text)).toEqual([]);
    }
  });

  it('keeps the values of the contract from the rooms that compute', async () => {
    const text = `import { AppError } from '@contract';\nexport const use = AppError;\n`;
    expect(await complaints('main/signal/stft.ts', text)).toContain('boundaries/dependencies');
  });
});
