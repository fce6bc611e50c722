import { readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';

const NVIDIA_DRIVER = '/proc/driver/nvidia/gpus';

/** Name of the processor, as the system reports it. */
export function cpuName(): string {
  return cpus()[0]?.model.trim() || 'CPU';
}

/** Name of the first NVIDIA GPU as its Linux driver reports it, `GPU` where the driver does not say. */
export function gpuName(): string {
  try {
    const [first] = readdirSync(NVIDIA_DRIVER);
    const text = readFileSync(`${NVIDIA_DRIVER}/${first ?? ''}/information`, 'utf8');
    return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? 'GPU';
  } catch {
    return 'GPU';
  }
}
