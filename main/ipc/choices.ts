/** A file that a person chose. */
export interface Choice {
  /** null for what came with the app. */
  readonly path: string | null;
}

/** A checkpoint that a person chose. */
export interface CheckpointChoice extends Choice {
  /** False for the weights of a run, which the list of runs leads to. */
  readonly isRecent: boolean;
}
