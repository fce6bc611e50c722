import type { BackendInfo } from '@contract';
import { version as appVersion } from '../../package.json';
import type { Checkpoint } from './checkpoint/checkpoint';

type Provenance = Pick<Checkpoint, 'backend' | 'tensorflowVersion' | 'oneDnn' | 'appVersion' | 'createdAt'>;

/** What a checkpoint that is made now is made by. */
export function provenance({ backend, tensorflowVersion }: BackendInfo): Provenance {
  return {
    backend,
    tensorflowVersion,
    oneDnn: backend.startsWith('tensorflow') && process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0',
    appVersion,
    createdAt: new Date().toISOString()
  };
}
