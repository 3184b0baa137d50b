#include "CForest.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

int forest_has_avx2(void) { return __builtin_cpu_supports("avx2"); }

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define INLINE static inline __attribute__((always_inline))

// Binning.

INLINE __m256 pivots_of_level(const float *pivots, int level, __m256i i) {
  if (level < 3) return _mm256_permutevar8x32_ps(_mm256_loadu_ps(pivots), i);
  const float *first = pivots + (1 << level);
  if (level > 4) return _mm256_i32gather_ps(pivots, i, 4);
  __m256 found = _mm256_permutevar8x32_ps(_mm256_loadu_ps(first), i);
  if (level == 3) return found;
  __m256 other = _mm256_permutevar8x32_ps(_mm256_loadu_ps(first + 8), i);
  return _mm256_blendv_ps(found, other, _mm256_castsi256_ps(_mm256_slli_epi32(i, 28)));
}

INLINE int bin_plane(const struct forest_plane *plane, int levels, const float *values, int blocks,
                     uint8_t *bins) {
  __m256 unordered = _mm256_setzero_ps();
  __m256i base = _mm256_set1_epi32(1 << levels);
  for (int start = 0; start < blocks * 64; start += 32) {
    __m256i i[4];
    for (int v = 0; v < 4; v++) i[v] = _mm256_set1_epi32(1);
    for (int level = 0; level < levels; level++)
      for (int v = 0; v < 4; v++) {
        __m256 x = _mm256_loadu_ps(values + start + v * 8);
        __m256 above = _mm256_cmp_ps(x, pivots_of_level(plane->pivots, level, i[v]), _CMP_GE_OQ);
        i[v] = _mm256_sub_epi32(_mm256_add_epi32(i[v], i[v]), _mm256_castps_si256(above));
      }
    for (int v = 0; v < 4; v++) {
      __m256 x = _mm256_loadu_ps(values + start + v * 8);
      __m256 missing = _mm256_cmp_ps(x, x, _CMP_UNORD_Q);
      unordered = _mm256_or_ps(unordered, missing);
      i[v] = _mm256_blendv_epi8(_mm256_sub_epi32(i[v], base), _mm256_set1_epi32(plane->missing),
                                _mm256_castps_si256(missing));
    }
    __m256i words0 = _mm256_packus_epi32(i[0], i[1]), words1 = _mm256_packus_epi32(i[2], i[3]);
    __m256i bytes = _mm256_packus_epi16(words0, words1);
    bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((__m256i *)(bins + start), bytes);
  }
  return plane->is_mixed ? _mm256_movemask_ps(unordered) : 0;
}

int forest_bin_avx2(const struct forest_plan *plan, const float *const *features, size_t start, int count,
                    uint8_t *bins) {
  float padded[FOREST_GROUP];
  int blocks = (count + 63) / 64;
  int missing = 0;
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

enum { VECTORS = 2 };

INLINE __m256i load(const uint8_t *bytes) { return _mm256_loadu_si256((const __m256i *)bytes); }

INLINE __m256i look_up_16(const uint8_t *table, __m256i low) {
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table)), low);
}

// Where `bit` of a byte is set, the byte of `b`.
INLINE __m256i choose_by_bit(__m256i a, __m256i b, __m256i i, int bit) {
  return _mm256_blendv_epi8(a, b, _mm256_slli_epi16(i, 7 - bit));
}

INLINE __m256i look_up_32(const uint8_t *table, __m256i i, __m256i low) {
  return choose_by_bit(look_up_16(table, low), look_up_16(table + 16, low), i, 4);
}

INLINE __m256i look_up_64(const uint8_t *table, __m256i i, __m256i low) {
  return choose_by_bit(look_up_32(table, i, low), look_up_32(table + 32, i, low), i, 5);
}

// The bytes of a table over splits at heap places `i` of one level; `low` are their lowest four bits.
INLINE __m256i look_up(const uint8_t *table, int level, __m256i i, __m256i low) {
  if (level < 4) return look_up_16(table, low);
  if (level == 4) return look_up_16(table + 16, low);
  if (level == 5) return look_up_32(table + 32, i, low);
  if (level == 6) return look_up_64(table + 64, i, low);
  return choose_by_bit(look_up_64(table + 128, i, low), look_up_64(table + 192, i, low), i, 6);
}

INLINE void descend(const struct forest_tree *tree, const uint8_t *tables, int level, const uint8_t *bins,
                    const uint32_t *planes, int has_missing, __m256i *i) {
  __m256i slot[VECTORS], cut[VECTORS], bin[VECTORS], place[VECTORS];
  for (int v = 0; v < VECTORS; v++) {
    __m256i low = _mm256_and_si256(i[v], _mm256_set1_epi8(15));
    slot[v] = look_up(tables + tree->slots, level, i[v], low);
    cut[v] = look_up(tables + tree->cuts, level, i[v], low);
    place[v] = _mm256_and_si256(slot[v], _mm256_set1_epi8(127));
    bin[v] = load(bins + planes[0] + v * 32);
  }
  for (int p = 1; p < tree->plane_counts[level]; p++) {
    __m256i number = _mm256_set1_epi8((char)((p & 1) << 6 | p >> 1));
    for (int v = 0; v < VECTORS; v++)
      bin[v] = _mm256_blendv_epi8(bin[v], load(bins + planes[p] + v * 32), _mm256_cmpeq_epi8(place[v], number));
  }
  for (int v = 0; v < VECTORS; v++) {
    __m256i right = _mm256_cmpeq_epi8(_mm256_max_epu8(bin[v], cut[v]), bin[v]);
    if (has_missing) {
      __m256i missing = _mm256_cmpeq_epi8(bin[v], _mm256_set1_epi8(-1));
      __m256i goes_left = _mm256_cmpgt_epi8(_mm256_setzero_si256(), slot[v]);
      right = _mm256_andnot_si256(_mm256_and_si256(missing, goes_left), right);
    }
    i[v] = _mm256_sub_epi8(_mm256_add_epi8(i[v], i[v]), right);
  }
}

// The value of the leaf below the tables that each of 8 pixels reaches.
INLINE __m256 walk_below(const struct forest_plan *plan, uint32_t levels, const uint8_t *bins, __m256i node,
                         int has_missing) {
  const int *words = (const int *)plan->nodes;
  const __m256i pixels = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (uint32_t level = 0; level < levels; level++) {
    __m256i place = _mm256_add_epi32(node, _mm256_add_epi32(node, node));
    __m256i split = _mm256_i32gather_epi32(words, place, 4);
    __m256i left = _mm256_i32gather_epi32(words + 1, place, 4);
    __m256i bin = _mm256_i32gather_epi32((const int *)bins, _mm256_add_epi32(_mm256_srli_epi32(split, 8), pixels), 1);
    __m256i byte = _mm256_set1_epi32(255);
    bin = _mm256_and_si256(bin, byte);
    __m256i goes_left = _mm256_cmpgt_epi32(_mm256_and_si256(split, byte), bin);
    if (has_missing)
      goes_left = _mm256_or_si256(
          goes_left, _mm256_and_si256(_mm256_cmpeq_epi32(bin, byte), _mm256_srai_epi32(left, 31)));
    __m256i next = _mm256_and_si256(left, _mm256_set1_epi32(0x7FFFFFFF));
    next = _mm256_add_epi32(next, _mm256_add_epi32(goes_left, _mm256_set1_epi32(1)));
    if (_mm256_movemask_epi8(_mm256_cmpeq_epi32(next, node)) == -1) break;
    node = next;
  }
  __m256i place = _mm256_add_epi32(node, _mm256_add_epi32(node, node));
  return _mm256_i32gather_ps((const float *)(words + 2), place, 4);
}

INLINE void add_leaves(const struct forest_plan *plan, const struct forest_tree *tree, const uint8_t *bins,
                       int has_missing, const __m256i *i, float *sums) {
  uint8_t places[VECTORS * 32];
  for (int v = 0; v < VECTORS; v++) _mm256_storeu_si256((__m256i *)(places + v * 32), i[v]);
  const float *leaves = (const float *)(plan->tables + tree->leaves);
  for (int p = 0; p < VECTORS * 32; p += 8) {
    __m256i heap = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(places + p)));
    __m256 value = _mm256_i32gather_ps(leaves, heap, 4);
    if (tree->levels_below > 0)
      value = walk_below(plan, tree->levels_below, bins + p, _mm256_castps_si256(value), has_missing);
    _mm256_storeu_ps(sums + p, _mm256_add_ps(_mm256_loadu_ps(sums + p), value));
  }
}

INLINE void add_tree(const struct forest_plan *plan, const struct forest_tree *tree, const uint8_t *bins,
                     int has_missing, float *sums) {
  __m256i i[VECTORS];
  for (int v = 0; v < VECTORS; v++) i[v] = _mm256_set1_epi8(1);
  const uint32_t *planes = plan->plane_offsets + tree->planes;
  for (int level = 0; level < tree->levels; level++) {
    switch (level) {
    case 4: descend(tree, plan->tables, 4, bins, planes, has_missing, i); break;
    case 5: descend(tree, plan->tables, 5, bins, planes, has_missing, i); break;
    case 6: descend(tree, plan->tables, 6, bins, planes, has_missing, i); break;
    case 7: descend(tree, plan->tables, 7, bins, planes, has_missing, i); break;
    default: descend(tree, plan->tables, level, bins, planes, has_missing, i); break;
    }
    planes += (tree->plane_counts[level] + 1) / 2 * 2;
  }
  add_leaves(plan, tree, bins, has_missing, i, sums + tree->class_index * FOREST_GROUP);
}

void forest_add_avx2(const struct forest_plan *plan, int first, int end, const uint8_t *bins, int blocks,
                     int has_missing, float *sums) {
  for (int t = first; t < end; t++) {
    const struct forest_tree *tree = plan->trees + t;
    for (int b = 0; b < blocks; b++) {
      if (has_missing) add_tree(plan, tree, bins + b * 64, 1, sums + b * 64);
      else add_tree(plan, tree, bins + b * 64, 0, sums + b * 64);
    }
  }
}

#pragma clang attribute pop

#endif
