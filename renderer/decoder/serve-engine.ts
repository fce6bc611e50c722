import type { DecodingAnswer, DecodingRequest } from '@contract';
import { DecodingFault, PacketDecoder } from './packet-decoder';

/** Answers an engine's requests one after the other. */
export function serveEngine(port: MessagePort): void {
  let decoder: PacketDecoder | null = null;
  let work = Promise.resolve();

  async function answerTo(request: DecodingRequest): Promise<DecodingAnswer> {
    if (request.type === 'configure') {
      decoder = await PacketDecoder.open(request.config);
      return { type: 'configured' };
    }
    if (!decoder) throw new DecodingFault('unsupported');
    const block = request.type === 'finish' ? await decoder.finish() : await decoder.decode(packetsOf(request));
    return { type: 'decoded', ...block };
  }

  port.onmessage = ({ data }: MessageEvent<DecodingRequest>) => {
    work = work.then(async () => {
      const answer = await answerTo(data).catch((error: unknown): DecodingAnswer => {
        // A decoder may throw whatever it likes over a hostile file.
        return { type: 'refused', why: error instanceof DecodingFault ? error.why : 'damaged' };
      });
      port.postMessage(answer);
    });
  };
}

function packetsOf({ bytes, sizes }: Extract<DecodingRequest, { type: 'decode' }>): Uint8Array[] {
  let at = 0;
  return sizes.map((size) => bytes.subarray(at, (at += size)));
}
