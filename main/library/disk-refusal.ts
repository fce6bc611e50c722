/** Checkpoints and sounds fail on the same disks: one table serves both. */
export { diskRefusal } from '../audio/disk-refusal';
