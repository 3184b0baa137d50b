#include "samples.h"

#include <string.h>

#include "dispatch.h"

#define INLINE static inline __attribute__((always_inline))

// Memory of any alignment that bytes are seen through.
#define LOOSE aligned(1), may_alias

typedef uint8_t loose_u8 __attribute__((LOOSE));
typedef uint16_t loose_u16 __attribute__((LOOSE));
typedef uint32_t loose_u32 __attribute__((LOOSE));

// Eight samples, one of each of up to eight bands.
typedef uint8_t eight_u8 __attribute__((vector_size(8), LOOSE));
typedef uint16_t eight_u16 __attribute__((vector_size(16), LOOSE));
typedef uint32_t eight_u32 __attribute__((vector_size(32), LOOSE));

// Sixteen bytes of one band.
typedef uint8_t run_u8 __attribute__((vector_size(16), LOOSE));
typedef uint16_t run_u16 __attribute__((vector_size(16), LOOSE));
typedef uint32_t run_u32 __attribute__((vector_size(16), LOOSE));

#define ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)

// One of the three steps that make rows of an 8 x 8 square its columns.
#define TRANSPOSE_STEP(to, from)                  \
  for (int half = 0; half < 4; ++half) {          \
    to[2 * half] = ZIP_LOW(from[half], from[half + 4]);      \
    to[2 * half + 1] = ZIP_HIGH(from[half], from[half + 4]); \
  }

// The bytes of a vector moved up by `count`, zeros below.
#define MOVED(bytes, count)                                                                            \
  __builtin_shufflevector(                                                                             \
      (run_u8){0}, bytes, 16 - count, 17 - count, 18 - count, 19 - count, 20 - count, 21 - count,      \
      22 - count, 23 - count, 24 - count, 25 - count, 26 - count, 27 - count, 28 - count, 29 - count,  \
      30 - count, 31 - count)

// Rows of two to eight samples a pixel: every load takes a pixel with all its samples, sums run in the lanes of
// the bands, and eight pixels are transposed at a time.
#define DEFINE_INTERLEAVED(name, sample, lanes, loose)                                        \
  INLINE void name(                                                                            \
      const uint8_t *row, const size_t count, const furrow_block *block, sample keep,          \
      uint8_t *const *planes, size_t offset) {                                                 \
    const size_t bytes = count * sizeof(sample), end = block->end_column;                      \
    size_t column = 0;                                                                         \
    lanes sum = {0};                                                                           \
    if (keep)                                                                                  \
      for (; column < block->first_column; ++column) sum += *(const lanes *)(row + column * bytes); \
    column = block->first_column;                                                              \
    for (; column + 8 <= end; column += 8) {                                                   \
      lanes a[8], b[8];                                                                        \
      for (int pixel = 0; pixel < 8; ++pixel) {                                                \
        sum = (sum & keep) + *(const lanes *)(row + (column + pixel) * bytes);                 \
        a[pixel] = sum;                                                                        \
      }                                                                                        \
      TRANSPOSE_STEP(b, a)                                                                     \
      TRANSPOSE_STEP(a, b)                                                                     \
      TRANSPOSE_STEP(b, a)                                                                     \
      for (size_t band = 0; band < count; ++band)                                              \
        if (planes[band])                                                                      \
          *(lanes *)(planes[band] + offset + (column - block->first_column) * sizeof(sample)) = b[band]; \
    }                                                                                          \
    for (; column < end; ++column) {                                                           \
      sum = (sum & keep) + *(const lanes *)(row + column * bytes);                             \
      for (size_t band = 0; band < count; ++band)                                              \
        if (planes[band])                                                                      \
          *(loose *)(planes[band] + offset + (column - block->first_column) * sizeof(sample)) = sum[band]; \
    }                                                                                          \
  }

DEFINE_INTERLEAVED(interleaved_u8, uint8_t, eight_u8, loose_u8)
DEFINE_INTERLEAVED(interleaved_u16, uint16_t, eight_u16, loose_u16)
DEFINE_INTERLEAVED(interleaved_u32, uint32_t, eight_u32, loose_u32)

// Rows of one sample a pixel: sums within sixteen bytes by steps that double, then the sum so far.
#define DEFINE_SINGLE(name, sample, run, loose, steps)                                         \
  INLINE void name(const uint8_t *row, const furrow_block *block, uint8_t *plane) {            \
    enum { lanes = 16 / sizeof(sample) };                                                      \
    const size_t first = block->first_column, end = block->end_column;                         \
    size_t column = 0;                                                                         \
    sample sum = 0;                                                                            \
    for (; column < first; ++column) sum += ((const loose *)row)[column];                      \
    for (; column + lanes <= end; column += lanes) {                                           \
      run part = *(const run *)(row + column * sizeof(sample));                                \
      steps;                                                                                   \
      const run whole = part + sum;                                                            \
      *(run *)(plane + (column - first) * sizeof(sample)) = whole;                             \
      sum += part[lanes - 1];                                                                  \
    }                                                                                          \
    for (; column < end; ++column) {                                                           \
      sum += ((const loose *)row)[column];                                                     \
      ((loose *)plane)[column - first] = sum;                                                  \
    }                                                                                          \
  }

#define STEP(run, count) part += (run)MOVED((run_u8)part, count)

DEFINE_SINGLE(single_u8, uint8_t, run_u8, loose_u8,
    (STEP(run_u8, 1), STEP(run_u8, 2), STEP(run_u8, 4), STEP(run_u8, 8)))
DEFINE_SINGLE(single_u16, uint16_t, run_u16, loose_u16,
    (STEP(run_u16, 2), STEP(run_u16, 4), STEP(run_u16, 8)))
DEFINE_SINGLE(single_u32, uint32_t, run_u32, loose_u32, (STEP(run_u32, 4), STEP(run_u32, 8)))

// Rows of any number of samples, one band after the other.
#define DEFINE_STRIDED(name, sample, loose)                                                    \
  INLINE void name(                                                                            \
      const uint8_t *row, const furrow_block *block, sample keep, uint8_t *const *planes, size_t offset) { \
    const size_t count = block->sample_count, first = block->first_column;                     \
    for (size_t band = 0; band < count; ++band) {                                              \
      if (!planes[band]) continue;                                                             \
      const loose *from = (const loose *)row + band;                                           \
      loose *to = (loose *)(planes[band] + offset);                                            \
      sample sum = 0;                                                                          \
      if (keep)                                                                                \
        for (size_t column = 0; column < first; ++column) sum += from[column * count];         \
      for (size_t column = first; column < block->end_column; ++column) {                      \
        sum = (sum & keep) + from[column * count];                                             \
        to[column - first] = sum;                                                              \
      }                                                                                        \
    }                                                                                          \
  }

DEFINE_STRIDED(strided_u8, uint8_t, loose_u8)
DEFINE_STRIDED(strided_u16, uint16_t, loose_u16)
DEFINE_STRIDED(strided_u32, uint32_t, loose_u32)

// Chooses the loop for the number of samples, and runs it on every row.
#define DEFINE_ROWS(name, sample, single, interleaved, strided)                                \
  KERNEL static void name(                                                                     \
      const furrow_block *block, uint8_t *const *planes, size_t start, size_t plane_row_bytes) { \
    const sample keep = block->predictor == 2 ? (sample)~0 : 0;                                \
    const size_t width = (block->end_column - block->first_column) * sizeof(sample);           \
    for (size_t index = 0; index < block->row_count; ++index) {                                \
      const uint8_t *row = block->rows + index * block->row_bytes;                             \
      const size_t offset = start + index * plane_row_bytes;                                   \
      switch (block->sample_count) {                                                           \
        case 1:                                                                                \
          if (!planes[0]) break;                                                               \
          if (keep) single(row, block, planes[0] + offset);                                    \
          else memcpy(planes[0] + offset, row + block->first_column * sizeof(sample), width);  \
          break;                                                                               \
        case 2: interleaved(row, 2, block, keep, planes, offset); break;                       \
        case 3: interleaved(row, 3, block, keep, planes, offset); break;                       \
        case 4: interleaved(row, 4, block, keep, planes, offset); break;                       \
        case 5: interleaved(row, 5, block, keep, planes, offset); break;                       \
        case 6: interleaved(row, 6, block, keep, planes, offset); break;                       \
        case 7: interleaved(row, 7, block, keep, planes, offset); break;                       \
        case 8: interleaved(row, 8, block, keep, planes, offset); break;                       \
        default: strided(row, block, keep, planes, offset);                                    \
      }                                                                                        \
    }                                                                                          \
  }

DEFINE_ROWS(rows_u8, uint8_t, single_u8, interleaved_u8, strided_u8)
DEFINE_ROWS(rows_u16, uint16_t, single_u16, interleaved_u16, strided_u16)
DEFINE_ROWS(rows_u32, uint32_t, single_u32, interleaved_u32, strided_u32)

// Sums of the bytes of a row, each to the one `count` bytes before: to `to`, which has 64 bytes to spare.
INLINE void sum_bytes(const uint8_t *row, size_t bytes, size_t count, uint8_t *to) {
  if (count == 1) {
    const furrow_block whole = {.first_column = 0, .end_column = bytes};
    single_u8(row, &whole, to);
  } else if (count <= 8) {
    // What a store has too much is overwritten by the next.
    eight_u8 sum = {0};
    for (size_t place = 0; place < bytes; place += count) {
      sum += *(const eight_u8 *)(row + place);
      *(eight_u8 *)(to + place) = sum;
    }
  } else {
    for (size_t place = 0; place < bytes; ++place)
      to[place] = (uint8_t)(row[place] + (place < count ? 0 : to[place - count]));
  }
}

// Puts together the four bytes of each float that lie in four runs, the highest first.
INLINE void gather_floats(const uint8_t *bytes, size_t count, uint8_t *to) {
  for (size_t index = 0; index < count; ++index)
    ((loose_u32 *)to)[index] = (uint32_t)bytes[index] << 24 | (uint32_t)bytes[index + count] << 16 |
                               (uint32_t)bytes[index + 2 * count] << 8 | bytes[index + 3 * count];
}

KERNEL static void restore_floats(const uint8_t *row, const furrow_block *block, uint8_t *bytes, uint8_t *floats) {
  const size_t count = block->width * block->sample_count;
  sum_bytes(row, 4 * count, block->sample_count, bytes);
  gather_floats(bytes, count, floats);
}

// Predictor 3, row by row through `scratch`.
static void unpack_floats(
    const furrow_block *block, uint8_t *const *planes, size_t plane_row_bytes, uint8_t *scratch) {
  furrow_block one = *block;
  uint8_t *const floats = scratch + block->row_bytes + 64;
  one.predictor = 1;
  one.row_count = 1;
  one.rows = floats;
  for (size_t index = 0; index < block->row_count; ++index) {
    restore_floats(block->rows + index * block->row_bytes, block, scratch, floats);
    rows_u32(&one, planes, index * plane_row_bytes, 0);
  }
}

void furrow_unpack_samples(
    const furrow_block *block, uint8_t *const *planes, size_t plane_row_bytes, uint8_t *scratch) {
  if (block->predictor == 3) {
    unpack_floats(block, planes, plane_row_bytes, scratch);
    return;
  }
  switch (block->sample_bytes) {
    case 1: rows_u8(block, planes, 0, plane_row_bytes); break;
    case 2: rows_u16(block, planes, 0, plane_row_bytes); break;
    default: rows_u32(block, planes, 0, plane_row_bytes); break;
  }
}
