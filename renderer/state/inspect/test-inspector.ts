import type { MapInfo } from '@contract';
import { engineOf } from '../training/test-engine';
import { mainOf } from '../training/test-main';
import { Inspector } from './inspector.svelte';
import { inspectedOf } from './test-inspected';

export interface TestInspector {
  readonly inspector: Inspector;
  readonly close: () => void;
}

/** An inspector that looks at a network with these maps, and an engine that answers nothing. */
export function inspectorOf(maps: readonly MapInfo[]): TestInspector {
  const engine = engineOf('analysis', () => null);
  const inspector = new Inspector({ main: mainOf({}).link, engine: engine.link, show: () => undefined });
  inspector.take(inspectedOf({ maps }));
  return {
    inspector,
    close: () => {
      inspector.dispose();
      engine.close();
    }
  };
}
