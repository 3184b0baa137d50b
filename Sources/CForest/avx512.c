#include "CForest.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

int forest_has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vbmi");
}

#pragma clang attribute push(                                                                \
    __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi"))), apply_to = function)
#define INLINE static inline __attribute__((always_inline))

// Binning.

// The pivots at heap places `i` of one level.
INLINE __m512 pivots_of_level(const float *pivots, int level, __m512i i) {
  if (level < 4) return _mm512_permutexvar_ps(i, _mm512_loadu_ps(pivots));
  if (level == 4) return _mm512_permutexvar_ps(i, _mm512_loadu_ps(pivots + 16));
  const float *first = pivots + (1 << level);
  __m512 found = _mm512_permutex2var_ps(_mm512_loadu_ps(first), i, _mm512_loadu_ps(first + 16));
  if (level == 5) return found;
  __m512 other = _mm512_permutex2var_ps(_mm512_loadu_ps(first + 32), i, _mm512_loadu_ps(first + 48));
  __mmask16 bit5 = _mm512_test_epi32_mask(i, _mm512_set1_epi32(32));
  found = _mm512_mask_blend_ps(bit5, found, other);
  if (level == 6) return found;
  __m512 third = _mm512_permutex2var_ps(_mm512_loadu_ps(first + 64), i, _mm512_loadu_ps(first + 80));
  __m512 fourth = _mm512_permutex2var_ps(_mm512_loadu_ps(first + 96), i, _mm512_loadu_ps(first + 112));
  third = _mm512_mask_blend_ps(bit5, third, fourth);
  return _mm512_mask_blend_ps(_mm512_test_epi32_mask(i, _mm512_set1_epi32(64)), found, third);
}

INLINE unsigned bin_plane(const struct forest_plane *plane, int levels, const float *values, int blocks,
                          uint8_t *bins) {
  __m512i base = _mm512_set1_epi32(1 << levels);
  unsigned missing = 0;
  for (int block = 0; block < blocks; block++) {
    __m512 x[4];
    __m512i i[4];
    for (int v = 0; v < 4; v++) {
      x[v] = _mm512_loadu_ps(values + block * 64 + v * 16);
      i[v] = _mm512_set1_epi32(1);
    }
    for (int level = 0; level < levels; level++)
      for (int v = 0; v < 4; v++) {
        __mmask16 above = _mm512_cmp_ps_mask(x[v], pivots_of_level(plane->pivots, level, i[v]), _CMP_GE_OQ);
        i[v] = _mm512_add_epi32(i[v], i[v]);
        i[v] = _mm512_mask_sub_epi32(i[v], above, i[v], _mm512_set1_epi32(-1));
      }
    for (int v = 0; v < 4; v++) {
      __mmask16 unordered = _mm512_cmp_ps_mask(x[v], x[v], _CMP_UNORD_Q);
      missing |= unordered;
      i[v] = _mm512_sub_epi32(i[v], base);
      i[v] = _mm512_mask_mov_epi32(i[v], unordered, _mm512_set1_epi32(plane->missing));
      _mm_storeu_si128((__m128i *)(bins + block * 64 + v * 16), _mm512_cvtepi32_epi8(i[v]));
    }
  }
  return plane->is_mixed ? missing : 0;
}

int forest_bin_avx512(const struct forest_plan *plan, const float *const *features, size_t start,
                      int count, uint8_t *bins) {
  float padded[FOREST_GROUP];
  int blocks = (count + 63) / 64;
  unsigned missing = 0;
  for (uint32_t p = 0; p < plan->plane_count; p++, bins += FOREST_GROUP) {
    const struct forest_plane *plane = plan->planes + p;
    const float *values = features[plane->feature] + start;
    if (count % 64 != 0) {
      memset(padded, 0, sizeof padded);
      memcpy(padded, values, sizeof(float) * (size_t)count);
      values = padded;
    }
    switch (plane->levels) {
    case 0: missing |= bin_plane(plane, 0, values, blocks, bins); break;
    case 1: missing |= bin_plane(plane, 1, values, blocks, bins); break;
    case 2: missing |= bin_plane(plane, 2, values, blocks, bins); break;
    case 3: missing |= bin_plane(plane, 3, values, blocks, bins); break;
    case 4: missing |= bin_plane(plane, 4, values, blocks, bins); break;
    case 5: missing |= bin_plane(plane, 5, values, blocks, bins); break;
    case 6: missing |= bin_plane(plane, 6, values, blocks, bins); break;
    case 7: missing |= bin_plane(plane, 7, values, blocks, bins); break;
    default: missing |= bin_plane(plane, 8, values, blocks, bins); break;
    }
  }
  return missing != 0;
}

// Walking the tables.

INLINE __m512i load(const uint8_t *bytes) { return _mm512_loadu_si512(bytes); }

// The bytes of a table of 64, 128 or 256 entries at places `i`.
INLINE __m512i look_up(const uint8_t *table, int width, __m512i i) {
  if (width == 64) return _mm512_permutexvar_epi8(i, load(table));
  __m512i low = _mm512_permutex2var_epi8(load(table), i, load(table + 64));
  if (width == 128) return low;
  __m512i high = _mm512_permutex2var_epi8(load(table + 128), i, load(table + 192));
  return _mm512_mask_blend_epi8(_mm512_movepi8_mask(i), low, high);
}

// A slot's byte: bit 6 chooses within a pair of planes, bits 0 to 5 are the pair, bit 7 says that
// missing values go left.
INLINE __m512i pair(const uint8_t *bins, const uint32_t *planes, __m512i i) {
  return _mm512_permutex2var_epi8(load(bins + planes[0]), i, load(bins + planes[1]));
}

INLINE __mmask64 has_bit(__m512i bytes, char bit) {
  return _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(bit));
}

// Up to four pairs, chosen by the two lowest bits of the slot.
INLINE __m512i few_pairs(const uint8_t *bins, const uint32_t *planes, int pairs, __m512i slot, __m512i i) {
  __m512i found = pair(bins, planes, i);
  if (pairs == 1) return found;
  __mmask64 bit0 = has_bit(slot, 1);
  found = _mm512_mask_blend_epi8(bit0, found, pair(bins, planes + 2, i));
  if (pairs == 2) return found;
  __m512i other = pair(bins, planes + 4, i);
  if (pairs == 4) other = _mm512_mask_blend_epi8(bit0, other, pair(bins, planes + 6, i));
  return _mm512_mask_blend_epi8(has_bit(slot, 2), found, other);
}

// The bins that each pixel's split asks for.
INLINE __m512i choose(const uint8_t *bins, const uint32_t *planes, int pairs, __m512i slot, __m512i lanes) {
  __m512i i = _mm512_ternarylogic_epi32(slot, _mm512_set1_epi8(64), lanes, 0xEA);
  if (pairs <= 4) return few_pairs(bins, planes, pairs, slot, i);
  __m512i found = few_pairs(bins, planes, 4, slot, i);
  __m512i group = _mm512_and_si512(slot, _mm512_set1_epi8(0x3C));
  for (int first = 4; first < pairs; first += 4) {
    __m512i other;
    switch (pairs - first) {
    case 1: other = few_pairs(bins, planes + 2 * first, 1, slot, i); break;
    case 2: other = few_pairs(bins, planes + 2 * first, 2, slot, i); break;
    case 3: other = few_pairs(bins, planes + 2 * first, 3, slot, i); break;
    default: other = few_pairs(bins, planes + 2 * first, 4, slot, i); break;
    }
    __mmask64 here = _mm512_cmpeq_epi8_mask(group, _mm512_set1_epi8((char)first));
    found = _mm512_mask_blend_epi8(here, found, other);
  }
  return found;
}

INLINE __m512i lane_numbers(void) {
  static const uint8_t numbers[64] __attribute__((aligned(64))) = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  return _mm512_load_si512(numbers);
}

// One level down for `blocks` blocks.
INLINE void descend(const struct forest_tree *tree, const uint8_t *tables, int width, const uint8_t *bins,
                    const uint32_t *planes, int pairs, int blocks, int has_missing, __m512i *i) {
  __m512i lanes = lane_numbers();
  for (int b = 0; b < blocks; b++) {
    __m512i slot = look_up(tables + tree->slots, width, i[b]);
    __m512i cut = look_up(tables + tree->cuts, width, i[b]);
    __m512i bin = choose(bins + b * 64, planes, pairs, slot, lanes);
    __mmask64 right = _mm512_cmpge_epu8_mask(bin, cut);
    if (has_missing)
      right &= ~(_mm512_cmpeq_epi8_mask(bin, _mm512_set1_epi8(-1)) & _mm512_movepi8_mask(slot));
    i[b] = _mm512_add_epi8(i[b], i[b]);
    i[b] = _mm512_mask_sub_epi8(i[b], right, i[b], _mm512_set1_epi8(-1));
  }
}

INLINE void descend_by_pairs(const struct forest_tree *tree, const uint8_t *tables, int width,
                             const uint8_t *bins, const uint32_t *planes, int pairs, int blocks,
                             int has_missing, __m512i *i) {
  switch (pairs) {
  case 1: descend(tree, tables, width, bins, planes, 1, blocks, has_missing, i); break;
  case 2: descend(tree, tables, width, bins, planes, 2, blocks, has_missing, i); break;
  case 3: descend(tree, tables, width, bins, planes, 3, blocks, has_missing, i); break;
  case 4: descend(tree, tables, width, bins, planes, 4, blocks, has_missing, i); break;
  default: descend(tree, tables, width, bins, planes, pairs, blocks, has_missing, i); break;
  }
}

// Adds the leaves, which are stored as four planes of bytes.
INLINE void add_leaves(const uint8_t *leaves, int width, int blocks, const __m512i *i, float *sums) {
  for (int b = 0; b < blocks; b++) {
    __m512i byte0 = look_up(leaves, width, i[b]);
    __m512i byte1 = look_up(leaves + width, width, i[b]);
    __m512i byte2 = look_up(leaves + 2 * width, width, i[b]);
    __m512i byte3 = look_up(leaves + 3 * width, width, i[b]);
    __m512i low0 = _mm512_unpacklo_epi8(byte0, byte1), high0 = _mm512_unpackhi_epi8(byte0, byte1);
    __m512i low2 = _mm512_unpacklo_epi8(byte2, byte3), high2 = _mm512_unpackhi_epi8(byte2, byte3);
    __m512i values[4] = {_mm512_unpacklo_epi16(low0, low2), _mm512_unpackhi_epi16(low0, low2),
                         _mm512_unpacklo_epi16(high0, high2), _mm512_unpackhi_epi16(high0, high2)};
    for (int v = 0; v < 4; v++) {
      float *sum = sums + b * 64 + v * 16;
      _mm512_storeu_ps(sum, _mm512_add_ps(_mm512_loadu_ps(sum), _mm512_castsi512_ps(values[v])));
    }
  }
}

// Walks on below the tables and adds the leaves there, for the 16 pixels from `first` on, whose table
// leaves are `leaf`.
INLINE __m512 walk_below(const struct forest_plan *plan, uint32_t levels, const uint8_t *bins, __m512i pixels,
                         __m512i node, int has_missing) {
  const int *words = (const int *)plan->nodes;
  for (uint32_t level = 0; level < levels; level++) {
    __m512i place = _mm512_add_epi32(node, _mm512_add_epi32(node, node));
    __m512i split = _mm512_i32gather_epi32(place, words, 4);
    __m512i left = _mm512_i32gather_epi32(place, words + 1, 4);
    __m512i bin = _mm512_i32gather_epi32(_mm512_add_epi32(_mm512_srli_epi32(split, 8), pixels), (const int *)bins, 1);
    __m512i byte = _mm512_set1_epi32(255);
    bin = _mm512_and_si512(bin, byte);
    __mmask16 right = _mm512_cmpge_epu32_mask(bin, _mm512_and_si512(split, byte));
    if (has_missing) right &= ~(_mm512_cmpeq_epi32_mask(bin, byte) & _mm512_movepi32_mask(left));
    __m512i next = _mm512_and_si512(left, _mm512_set1_epi32(0x7FFFFFFF));
    next = _mm512_mask_sub_epi32(next, right, next, _mm512_set1_epi32(-1));
    if (_mm512_cmpeq_epi32_mask(next, node) == 0xFFFF) break;
    node = next;
  }
  __m512i place = _mm512_add_epi32(node, _mm512_add_epi32(node, node));
  return _mm512_i32gather_ps(place, (const float *)(words + 2), 4);
}

INLINE void add_deep_leaves(const struct forest_plan *plan, const struct forest_tree *tree, int blocks,
                            const uint8_t *bins, const __m512i *i, int has_missing, float *sums) {
  const int *leaves = (const int *)(plan->tables + tree->leaves);
  __m512i lanes = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(lane_numbers()));
  // The order of pixels that add_leaves leaves behind: four to a quarter of a vector.
  __m512i order = _mm512_add_epi32(
      _mm512_and_si512(lanes, _mm512_set1_epi32(3)),
      _mm512_slli_epi32(_mm512_and_si512(lanes, _mm512_set1_epi32(12)), 2));
  for (int b = 0; b < blocks; b++)
    for (int v = 0; v < 4; v++) {
      __m512i pixels = _mm512_add_epi32(order, _mm512_set1_epi32(v * 4));
      __m512i heap = _mm512_permutexvar_epi8(pixels, i[b]);
      heap = _mm512_and_si512(heap, _mm512_set1_epi32(255));
      __m512i node = _mm512_i32gather_epi32(heap, leaves, 4);
      float *sum = sums + b * 64 + v * 16;
      __m512 value = walk_below(plan, tree->levels_below, bins + b * 64, pixels, node, has_missing);
      _mm512_storeu_ps(sum, _mm512_add_ps(_mm512_loadu_ps(sum), value));
    }
}

INLINE void add_tree(const struct forest_plan *plan, const struct forest_tree *tree, const uint8_t *bins,
                     int blocks, int has_missing, float *sums) {
  __m512i i[4];
  for (int b = 0; b < blocks; b++) i[b] = _mm512_set1_epi8(1);
  const uint32_t *planes = plan->plane_offsets + tree->planes;
  int levels = tree->levels;
  int narrow = levels < 7 ? levels : 7;
  for (int level = 0; level < narrow; level++) {
    int pairs = (tree->plane_counts[level] + 1) / 2;
    // Level 6 has 64 splits, whose places wrap round in a table of 64.
    const uint8_t *tables = plan->tables + (level == 6 ? 64 : 0);
    descend_by_pairs(tree, tables, 64, bins, planes, pairs, blocks, has_missing, i);
    planes += 2 * pairs;
  }
  if (levels == 8)
    descend_by_pairs(tree, plan->tables + 128, 128, bins, planes, (tree->plane_counts[7] + 1) / 2, blocks,
                     has_missing, i);
  sums += tree->class_index * FOREST_GROUP;
  const uint8_t *leaves = plan->tables + tree->leaves;
  if (tree->levels_below > 0) add_deep_leaves(plan, tree, blocks, bins, i, has_missing, sums);
  else if (levels < 7) add_leaves(leaves, 64, blocks, i, sums);
  else if (levels == 7) add_leaves(leaves, 128, blocks, i, sums);
  else add_leaves(leaves, 256, blocks, i, sums);
}

void forest_add_avx512(const struct forest_plan *plan, int first, int end, const uint8_t *bins,
                       int blocks, int has_missing, float *sums) {
  for (int t = first; t < end; t++) {
    const struct forest_tree *tree = plan->trees + t;
    if (has_missing) {
      for (int b = 0; b < blocks; b++) add_tree(plan, tree, bins + b * 64, 1, 1, sums + b * 64);
    } else if (blocks == 4) {
      add_tree(plan, tree, bins, 4, 0, sums);
    } else {
      for (int b = 0; b < blocks; b++) add_tree(plan, tree, bins + b * 64, 1, 0, sums + b * 64);
    }
  }
}

void forest_order_avx512(int classes, int blocks, float *sums) {
  for (int c = 0; c < classes; c++)
    for (int b = 0; b < blocks; b++) {
      float *block = sums + c * FOREST_GROUP + b * 64;
      float ordered[64];
      for (int quarter = 0; quarter < 4; quarter++)
        for (int v = 0; v < 4; v++)
          memcpy(ordered + quarter * 16 + v * 4, block + v * 16 + quarter * 4, 4 * sizeof(float));
      memcpy(block, ordered, sizeof ordered);
    }
}

#pragma clang attribute pop

#endif
