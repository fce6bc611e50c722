/** The cards of the Learn room, in the order in which they are read. */
export const LESSON_NAMES = ['spectrogram', 'layer', 'noise', 'rows', 'bands', 'sharing', 'rounding'] as const;
export type LessonName = (typeof LESSON_NAMES)[number];

interface LessonWords {
  readonly title: string;
  /** One after the other, each a few sentences. */
  readonly paragraphs: readonly string[];
}

export const LESSON_WORDS: Readonly<Record<LessonName, LessonWords>> = {
  spectrogram: {
    title: 'What a spectrogram is',
    paragraphs: [
      'Cut a sound into short frames that overlap, fade each one in and out, and ask how much of every frequency is in it. Each frame becomes a column of the picture: time runs to the right, frequency upwards.',
      'Here a frame is 256 samples under a Hann window, and the next one begins 56 samples later. Each of its 129 bins is a complex number: its size is what the picture shows, its angle says where in the cycle the tone stands.'
    ]
  },
  layer: {
    title: 'Why one linear layer is enough',
    paragraphs: [
      'A window multiplies samples by fixed numbers, and so does the Fourier transform, which then adds them up. A layer without bias or activation does nothing else. Twice the sound gives twice the spectrogram, and two sounds together give the sum of theirs.',
      'Nothing bends, so there is nothing to learn but the numbers themselves. That is linear regression: it has one best answer, and no wrong hollow to get stuck in.'
    ]
  },
  noise: {
    title: 'Why noise as data',
    paragraphs: [
      'White noise holds every frequency at once, all alike strong. Each example teaches every weight, none of them more than another, so that one pace fits all.',
      'Speech lies low. Trained on it, a network fits the low bins and leaves the high ones where chance put them: 200 steps on speech-like sound bring the loss to a fiftieth, and yet on noise it is where it began, below −25 dB. On noise, 17 steps lead from there past 120 dB.'
    ]
  },
  rows: {
    title: 'What the rows are',
    paragraphs: [
      'Every number of the answer is one row of weights, multiplied by the samples and added up. Draw such a row: it is a sine wave with whole periods in the frame, faded in and out. Nobody told the network of sines, nor of Hann windows.',
      'Each bin has two rows, real and imaginary, a quarter of a period apart. The root of the sum of their squares draws the window.'
    ]
  },
  bands: {
    title: 'Why most weights vanish',
    paragraphs: [
      'The experiment’s network joins each of 2,048 samples to each of 8,514 numbers. But a frame hears only its own 256 samples, an eighth of them. Whatever joins it to the others, 87.5 % of all 17,436,672 weights, has to become zero.',
      'The network must find that out as well. In the maps of its weights one sees bands on an empty ground, and with each frame the band moves on by a hop of 56 samples.'
    ]
  },
  sharing: {
    title: 'Sharing weights',
    paragraphs: [
      'Those 33 bands hold the same numbers, learnt 33 times. Let all frames share one matrix instead, 256 × 258 weights that move along the sound: 264 times fewer do the same, for sounds of any length, and are learnt in less than a second.',
      'There are other ways to say less. A recurrent network hears one hop after the other and keeps 200 numbers in mind. Butterflies split the transform into sparse layers, as the fast Fourier transform does.'
    ]
  },
  rounding: {
    title: 'What the last decibels take',
    paragraphs: [
      'Adam gives each weight a pace of its own, by the size of its gradients. When these shrink, the pace grows again: on the large network Adam is best near epoch 13 and then loses 12 dB. AMSGrad remembers the largest size it saw, so that no step grows back.',
      'TF32, in which some GPUs multiply without being asked, keeps 10 binary digits of a number behind its first and ends at 70.7 dB. float32 keeps 23. There, rounding alone leaves such a layer at about 131 dB, and no training gets it further.'
    ]
  }
};
