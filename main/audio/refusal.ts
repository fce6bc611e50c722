/** A reason why a file cannot be read, and what would help: parts of a sentence. */
export interface Refusal {
  readonly reason: string;
  readonly help: string;
}

export function isRefusal(value: object): value is Refusal {
  return 'reason' in value;
}
