import { z } from 'zod';
import { DECODING_FAILURES, type DecodingAnswer } from './decoding';

/** Beyond any message of the agreed size. */
const MOST_VALUES = 2 ** 20;

/** What comes from the page that decodes: it has looked into files of strangers, so nothing is taken on trust. */
export const decodingAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('configured') }),
  z
    .strictObject({
      type: z.literal('decoded'),
      rate: z.number().min(1).max(1_000_000),
      channels: z.number().int().min(1).max(255),
      values: z.instanceof(Float32Array).refine(({ length }) => length <= MOST_VALUES, 'too many values')
    })
    .refine(({ channels, values }) => values.length % channels === 0, 'not as many values for each channel'),
  z.strictObject({ type: z.literal('refused'), why: z.enum(DECODING_FAILURES) })
]) satisfies z.ZodType<DecodingAnswer>;
