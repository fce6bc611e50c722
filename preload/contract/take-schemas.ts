import { z } from 'zod';
import { WAV_ENCODINGS } from './clips';
import { MAX_CHANNELS } from './takes';

const name = z.strictObject({ name: z.string().min(1).max(120) });

/** Argument schemas of the commands about recordings. */
export const takeCommandSchemas = {
  /** The person pressed Record: for a moment the page may ask for the microphone. */
  allowMicrophone: z.undefined(),
  startRecording: z.strictObject({
    rate: z.number().int().min(1).max(1_000_000),
    channels: z.number().int().min(1).max(MAX_CHANNELS)
  }),
  /** Ends the recording and opens it. */
  stopRecording: z.undefined(),
  /** Opens a recording that is not saved yet. */
  keepTake: name,
  /** Deletes a recording that is not saved yet. */
  discardTake: name,
  /** Saves the open recording as a WAV file. */
  saveTake: z.strictObject({ encoding: z.enum(WAV_ENCODINGS) })
} as const;
