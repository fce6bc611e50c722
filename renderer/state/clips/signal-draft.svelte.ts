import type { SignalKind } from '@contract';
import type { SignalChoice } from '@contract/schemas';
import { FIRST_SIGNALS, refusalOf, type SignalNumber } from './signal-rules';

/** The test signal as a person puts it together. Each kind keeps its own parameters, which always fit together. */
export class SignalDraft {
  #kind = $state<SignalKind>('sine');
  #signals = $state.raw<Readonly<Record<SignalKind, SignalChoice>>>(FIRST_SIGNALS);
  readonly signal: SignalChoice = $derived(this.#signals[this.#kind]);

  get kind(): SignalKind {
    return this.#kind;
  }

  choose(kind: SignalKind): void {
    this.#kind = kind;
  }

  /** @throws RangeError where `refusalOf` refuses the value */
  set(name: SignalNumber, value: number): void {
    const refusal = refusalOf(this.signal, name, value);
    if (refusal !== null) throw new RangeError(refusal);
    this.#signals = { ...this.#signals, [this.#kind]: { ...this.signal, [name]: value } };
  }
}
