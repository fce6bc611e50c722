/** The learned inverse by which spectrograms go back to sound. */
export interface InverseInUse {
  /** The run that it belongs to. */
  readonly run: string;
  /** Counts the times that one was taken into use: the same run may have better weights later. */
  readonly revision: number;
}
