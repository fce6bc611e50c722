import type { ByteReader } from '../byte-reader';
import { boxAt, contentOf, damaged, type Box } from './boxes';

/** Where a packet lies in the file. */
export interface Place {
  readonly position: number;
  readonly bytes: number;
}

interface Run {
  /** Number of the first chunk of this kind, from 1 on. */
  readonly firstChunk: number;
  readonly packets: number;
}

/** Where the packets of a track lie, by its sample table (ISO/IEC 14496-12 section 8.5 to 8.7; packets are its samples). */
export class SampleTable {
  readonly #sizes: Buffer;
  readonly #equalBytes: number;
  readonly #count: number;
  readonly #runs: readonly Run[];
  readonly #offsets: Buffer;
  readonly #offsetBytes: number;
  /** Length of all packets in ticks of the track; null where it does not say. */
  readonly ticks: number | null;

  /** @throws DecodingError where a table is missing or shorter than it says */
  constructor(reader: ByteReader, stbl: Box) {
    const table = (type: string): Buffer => contentOf(reader, boxAt(reader, stbl, type));
    const sizes = table('stsz');
    this.#equalBytes = numberAt(sizes, 4);
    this.#count = numberAt(sizes, 8);
    this.#sizes = rows(sizes, { from: 12, count: this.#equalBytes === 0 ? this.#count : 0, bytes: 4 });
    this.#runs = runsOf(table('stsc'));
    const far = boxAt(reader, stbl, 'co64');
    const offsets = far ? contentOf(reader, far) : table('stco');
    this.#offsetBytes = far ? 8 : 4;
    this.#offsets = rows(offsets, { from: 8, count: numberAt(offsets, 4), bytes: this.#offsetBytes });
    this.ticks = ticksOf(table('stts'), this.#count);
  }

  *places(): Generator<Place> {
    let packet = 0;
    let run = 0;
    const chunks = this.#offsets.length / this.#offsetBytes;
    for (let chunk = 1; chunk <= chunks && packet < this.#count; chunk++) {
      while (this.#runs[run + 1] && this.#runs[run + 1]!.firstChunk <= chunk) run++;
      let position = this.#offset(chunk - 1);
      const end = Math.min(this.#count, packet + (this.#runs[run]?.packets ?? 0));
      for (; packet < end; packet++) {
        const bytes = this.#equalBytes || this.#sizes.readUInt32BE(4 * packet);
        yield { position, bytes };
        position += bytes;
      }
    }
  }

  #offset(chunk: number): number {
    const at = chunk * this.#offsetBytes;
    return this.#offsetBytes === 4 ? this.#offsets.readUInt32BE(at) : Number(this.#offsets.readBigUInt64BE(at));
  }
}

function runsOf(table: Buffer): Run[] {
  const bytes = rows(table, { from: 8, count: numberAt(table, 4), bytes: 12 });
  const runs: Run[] = [];
  for (let at = 0; at < bytes.length; at += 12) {
    runs.push({ firstChunk: bytes.readUInt32BE(at), packets: bytes.readUInt32BE(at + 4) });
  }
  return runs;
}

/** Sum of what each packet lasts, where the table speaks of all of them. */
function ticksOf(table: Buffer, count: number): number | null {
  const bytes = rows(table, { from: 8, count: numberAt(table, 4), bytes: 8 });
  let packets = 0;
  let ticks = 0;
  for (let at = 0; at < bytes.length; at += 8) {
    packets += bytes.readUInt32BE(at);
    ticks += bytes.readUInt32BE(at) * bytes.readUInt32BE(at + 4);
  }
  return packets === count && ticks > 0 ? ticks : null;
}

function numberAt(bytes: Buffer, at: number): number {
  if (bytes.length < at + 4) throw damaged();
  return bytes.readUInt32BE(at);
}

/** The rows of a table that says how many it has. */
function rows(
  table: Buffer,
  { from, count, bytes }: { readonly from: number; readonly count: number; readonly bytes: number }
): Buffer {
  const end = from + count * bytes;
  if (end > table.length) throw damaged();
  return table.subarray(from, end);
}
