import { z } from 'zod';

const whole = z.number().int().min(0);

/**
 * Where a sound that can be played lies and how its samples are stored: an engine tells main, and nobody else. A value that
 * does not change; another file, or another part of it, is another one.
 */
export const storedSoundSchema = z
  .strictObject({
    path: z.string().min(1),
    /** How messages call the file. */
    name: z.string(),
    layout: z
      .strictObject({
        format: z
          .strictObject({
            kind: z.enum(['pcm', 'unsigned', 'float']),
            order: z.enum(['little', 'big']),
            channels: z.number().int().min(1).max(65_535),
            /** Samples per second. */
            rate: z.number().positive(),
            /** Bits of a sample that count, and the bytes that hold them. */
            bits: z.number().int().min(1).max(64),
            bytes: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(8)])
          })
          .readonly(),
        /** Position of the first sample in the file, in bytes. */
        dataStart: whole,
        /** Per channel. */
        samples: whole.min(1)
      })
      .readonly(),
    /** What samples are multiplied with when they are played. */
    gain: z.number().positive()
  })
  .readonly();

export type StoredSound = z.infer<typeof storedSoundSchema>;
