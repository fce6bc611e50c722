/** What can go wrong, as codes a program can match on; the message beside it is for the person. */
export type FailureCode =
  | 'bad-request' // an argument or message is not of the contract's form
  | 'refused' // the sender or the state does not permit it
  | 'not-found' // a file, clip or checkpoint is no longer there
  | 'bad-audio' // an audio file cannot be read
  | 'bad-checkpoint' // a checkpoint cannot be read
  | 'no-spectrogram' // a network was not made for sound
  | 'disk' // reading or writing failed
  | 'engine-lost' // the engine process ended before it answered
  | 'cancelled' // the caller withdrew the job
  | 'busy' // one such job runs already
  | 'internal'; // a defect of the app

export interface Failure {
  readonly ok: false;
  readonly code: FailureCode;
  readonly message: string;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

/** Every answer that crosses a process border: failure is a value, never a thrown string. */
export type Outcome<T> = Success<T> | Failure;

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failure(code: FailureCode, message: string): Failure {
  return { ok: false, code, message };
}

/** An error with a code and a sentence for the person; becomes a `Failure` at the border. */
export class AppError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options);
    this.name = 'AppError';
  }
}

/** The failure an unknown thrown value stands for. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return failure(error.code, error.message);
  return failure('internal', error instanceof Error ? error.message : String(error));
}
