import type { CallResults, EngineMessage, EngineRole } from '@contract';
import type { Call, CallKind, EngineRequest } from '@contract/schemas';
import { EngineLink } from '../../link/engine-link';
import { settle } from '../test-grid';

export interface TestEngine {
  readonly link: EngineLink;
  readonly asked: Call[];
  /** Gives the link a port. */
  connect(): Promise<void>;
  push(message: EngineMessage): Promise<void>;
  close(): void;
}

/** An engine at the other end of a real port, that answers by a function; null leaves a call without an answer. */
export function engineOf(role: EngineRole, answer: (call: Call) => CallResults[CallKind] | null): TestEngine {
  const link = new EngineLink(role);
  const asked: Call[] = [];
  let far: MessagePort | null = null;
  const arrived = async (): Promise<void> => {
    for (let i = 0; i < 4; i++) await settle();
  };
  return {
    link,
    asked,
    async connect() {
      const { port1, port2 } = new MessageChannel();
      far?.close();
      far = port2;
      port2.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
        if (data.type !== 'call') return;
        asked.push(data.call);
        const value = answer(data.call);
        if (value) port2.postMessage({ type: 'reply', job: data.job, value } satisfies EngineMessage);
      };
      link.attach(port1);
      await arrived();
    },
    async push(message) {
      far?.postMessage(message);
      await arrived();
    },
    close() {
      link.drop();
      far?.close();
    }
  };
}
