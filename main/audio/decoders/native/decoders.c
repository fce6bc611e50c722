/*
 * What WebAssembly exports of the decoders in miniaudio.h (FLAC, MPEG audio) and stb_vorbis.c (Vorbis).
 *
 * One instance decodes one stream. FLAC and MPEG pull their bytes through the imports below; Vorbis is given packets,
 * because they come out of Ogg and WebM files alike.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MA_NO_DEVICE_IO
#define MA_NO_RESOURCE_MANAGER
#define MA_NO_NODE_GRAPH
#define MA_NO_ENGINE
#define MA_NO_THREADING
#define MA_NO_GENERATION
#define MA_NO_ENCODING
#define MA_NO_WAV
#define MA_NO_RUNTIME_LINKING
#define MA_DR_MP3_FLOAT_OUTPUT
#define MA_API static
#define MINIAUDIO_IMPLEMENTATION
#include "miniaudio.h"

/*
 * All that a Vorbis stream may ask for in its life. A header of a few bytes can declare hundreds of tables of 2^24 entries,
 * and filling them would take minutes even where each is given back.
 */
static size_t vorbis_budget = 16 << 20;
static void *vorbis_malloc(size_t length) {
  if (length > vorbis_budget) return NULL;
  vorbis_budget -= length;
  return malloc(length);
}

#define malloc vorbis_malloc
#define STB_VORBIS_NO_STDIO
#define STB_VORBIS_NO_PULLDATA_API
#define STB_VORBIS_NO_INTEGER_CONVERSION
#include "stb_vorbis.c"
#undef malloc

/* The allocator of the C library asks for a seed; what it would harden is walled in already. */
uint16_t __wasi_random_get(uint8_t *to, size_t length) { memset(to, 0, length); return 0; }

#define EXPORT(name) __attribute__((export_name(#name)))
#define IMPORT(name) __attribute__((import_module("source"), import_name(#name)))

/* Copies up to `length` bytes from the cursor of the file and moves it; returns their number. */
IMPORT(read) extern int source_read(void *to, int length);
/* Moves the cursor to `offset` from the start (0), the cursor (1) or the end (2) of the file; returns 0 where it cannot. */
IMPORT(seek) extern int source_seek(int offset, int origin);
IMPORT(tell) extern double source_tell(void);

/* What the last call decoded: interleaved for FLAC (int32, left-aligned) and MPEG (float), one plane after another for Vorbis. */
static void *output;
static int channels, rate, bits;
static double total;

EXPORT(output) void *get_output(void) { return output; }
EXPORT(channels) int get_channel_count(void) { return channels; }
EXPORT(rate) int get_rate(void) { return rate; }
/* Of FLAC; of MPEG audio the layer. */
EXPORT(bits) int get_bits_per_sample(void) { return bits; }
/* Samples per channel that the header says, 0 where it does not know. */
EXPORT(total) double get_total(void) { return total; }

/* FLAC, native or in Ogg */

#define FLAC_BLOCK 16384

static ma_dr_flac *flac;

static size_t flac_on_read(void *user, void *to, size_t length) { (void)user; return source_read(to, length); }
static ma_bool32 flac_on_seek(void *user, int offset, ma_dr_flac_seek_origin origin) {
  (void)user;
  return source_seek(offset, origin == MA_DR_FLAC_SEEK_SET ? 0 : origin == MA_DR_FLAC_SEEK_CUR ? 1 : 2);
}
static ma_bool32 flac_on_tell(void *user, ma_int64 *cursor) { (void)user; *cursor = source_tell(); return MA_TRUE; }

EXPORT(flac_open) int flac_open(void) {
  flac = ma_dr_flac_open(flac_on_read, flac_on_seek, flac_on_tell, NULL, NULL);
  if (!flac) return 0;
  channels = flac->channels;
  rate = flac->sampleRate;
  bits = flac->bitsPerSample;
  total = flac->totalPCMFrameCount;
  output = malloc(FLAC_BLOCK * channels * sizeof(ma_int32));
  return output != NULL;
}

/* Samples per channel, 0 at the end. */
EXPORT(flac_read) int flac_read(void) { return ma_dr_flac_read_pcm_frames_s32(flac, FLAC_BLOCK, output); }

/* MPEG audio, layers 1 to 3 */

/* Large enough for the frames in a row by which the decoder finds its place. */
#define MPEG_WINDOW 65536
#define MPEG_LEAST 32768
/* What holds no frame for so long is no sound any more. */
#define MPEG_GAP (1 << 22)

static ma_dr_mp3dec mpeg;
static uint8_t *mpeg_window;
static int mpeg_at, mpeg_have, mpeg_ended;

EXPORT(mpeg_open) int mpeg_open(void) {
  ma_dr_mp3dec_init(&mpeg);
  mpeg_at = mpeg_have = mpeg_ended = 0;
  mpeg_window = malloc(MPEG_WINDOW);
  output = malloc(MA_DR_MP3_MAX_SAMPLES_PER_FRAME * sizeof(float));
  return mpeg_window && output;
}

static void mpeg_fill(void) {
  if (mpeg_ended || mpeg_have - mpeg_at >= MPEG_LEAST) return;
  memmove(mpeg_window, mpeg_window + mpeg_at, mpeg_have - mpeg_at);
  mpeg_have -= mpeg_at;
  mpeg_at = 0;
  int got = source_read(mpeg_window + mpeg_have, MPEG_WINDOW - mpeg_have);
  mpeg_have += got;
  mpeg_ended = got == 0;
}

/*
 * The next frame: samples per channel, 0 at the end. A frame that lacks what it needs from those before it is silent, so
 * that what follows keeps its time.
 */
EXPORT(mpeg_read) int mpeg_read(void) {
  for (int passed = 0; passed < MPEG_GAP;) {
    ma_dr_mp3dec_frame_info info;
    memset(&info, 0, sizeof info);
    mpeg_fill();
    int samples = ma_dr_mp3dec_decode_frame(&mpeg, mpeg_window + mpeg_at, mpeg_have - mpeg_at, output, &info);
    mpeg_at += info.frame_bytes;
    passed += info.frame_bytes;
    if (info.channels > 0) {
      channels = info.channels;
      rate = info.sample_rate;
      bits = info.layer;
      if (samples > 0) return samples;
      samples = ma_dr_mp3_hdr_frame_samples(mpeg_window + mpeg_at - info.frame_bytes);
      memset(output, 0, MA_DR_MP3_MAX_SAMPLES_PER_FRAME * sizeof(float));
      if (samples > 0 && samples <= MA_DR_MP3_MAX_PCM_FRAMES_PER_MP3_FRAME) return samples;
    }
    if (info.frame_bytes == 0 && (mpeg_ended || mpeg_have - mpeg_at >= MPEG_LEAST)) return 0;
    if (mpeg_at >= mpeg_have && mpeg_ended) return 0;
  }
  return 0;
}

/* Vorbis */

/* A packet is wrapped into pages of its own, since stb_vorbis takes nothing else; their checksums are not looked at. */
#define PAGE_DATA (255 * 255)
#define VORBIS_PACKET (1 << 20)
#define VORBIS_PAGES (VORBIS_PACKET + (VORBIS_PACKET / PAGE_DATA + 1) * (27 + 255))
#define VORBIS_HEADERS (3 * VORBIS_PAGES)

static stb_vorbis *vorbis;
static uint8_t *vorbis_packet, *vorbis_pages;
static int vorbis_have;

EXPORT(vorbis_open) int vorbis_open(void) {
  vorbis_packet = malloc(VORBIS_PACKET);
  vorbis_pages = malloc(VORBIS_HEADERS);
  vorbis_have = 0;
  return vorbis_packet && vorbis_pages;
}

/* Where the next packet is put, and how long it may be. */
EXPORT(vorbis_input) void *vorbis_input(void) { return vorbis_packet; }
EXPORT(vorbis_limit) int vorbis_limit(void) { return VORBIS_PACKET; }

static void wrap(int length, int first) {
  int done = 0, closed = 0;
  for (int part = 0; !closed; part++) {
    int rest = length - done;
    int segments = rest / 255 + 1;
    closed = segments <= 255;
    if (!closed) segments = 255;
    int bytes = closed ? rest : PAGE_DATA;
    uint8_t *page = vorbis_pages + vorbis_have;
    memcpy(page, "OggS", 5);
    page[5] = (part > 0 ? 1 : 0) | (first ? 2 : 0);
    memset(page + 6, 0xff, 8);
    memset(page + 14, 0, 12);
    page[26] = segments;
    memset(page + 27, 255, segments);
    if (closed) page[27 + segments - 1] = rest % 255;
    memcpy(page + 27 + segments, vorbis_packet + done, bytes);
    vorbis_have += 27 + segments + bytes;
    done += bytes;
  }
}

/* Takes one of the three headers; 1 where the decoder is ready, 0 where more are needed, below 0 the error of stb_vorbis. */
EXPORT(vorbis_header) int vorbis_header(int length) {
  int used = 0, error = 0;
  if (vorbis_have > VORBIS_HEADERS - VORBIS_PAGES) return -1;
  wrap(length, vorbis_have == 0);
  vorbis = stb_vorbis_open_pushdata(vorbis_pages, vorbis_have, &used, &error, NULL);
  if (!vorbis) return error == VORBIS_need_more_data ? 0 : -(error ? error : 1);
  channels = vorbis->channels;
  rate = vorbis->sample_rate;
  output = malloc(channels * vorbis->blocksize_1 * sizeof(float));
  return output ? 1 : -VORBIS_outofmem;
}

/* Decodes a packet: samples per channel in planes of that length; below 0 where it is damaged. */
EXPORT(vorbis_read) int vorbis_read(int length) {
  float **planes;
  int samples = 0;
  vorbis_have = 0;
  wrap(length, 0);
  int used = stb_vorbis_decode_frame_pushdata(vorbis, vorbis_pages, vorbis_have, NULL, &planes, &samples);
  if (used == 0 || stb_vorbis_get_error(vorbis) != VORBIS__no_error) {
    stb_vorbis_flush_pushdata(vorbis);
    return -1;
  }
  if (samples > vorbis->blocksize_1) return -1;
  for (int c = 0; c < channels; c++) memcpy((float *)output + c * samples, planes[c], samples * sizeof(float));
  return samples;
}
