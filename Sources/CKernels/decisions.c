#include "decisions.h"

#include <math.h>

#include "dispatch.h"

KERNEL static size_t clear_flags(size_t count, const float *restrict band, float *restrict flags) {
  size_t set = 0;
  for (size_t i = 0; i < count; i++) {
    flags[i] = band[i] != band[i] ? 0.0f : flags[i];
    set += flags[i] != 0.0f;
  }
  return set;
}

struct row_part close_invalid(size_t count, const float *band, float *flags) {
  size_t set = clear_flags(count, band, flags);
  struct row_part part = {0, set == 0 ? 0 : (ptrdiff_t)count};
  if (set == 0 || set == count) return part;
  while (flags[part.first] == 0.0f) part.first++;
  while (flags[part.end - 1] == 0.0f) part.end--;
  return part;
}

KERNEL void fill_valid(size_t count, const float *restrict band, float value, float *restrict values) {
  for (size_t i = 0; i < count; i++) values[i] = band[i] != band[i] ? NAN : value;
}

KERNEL void choose_codes(
    size_t count, int classes, const float *const *shares, const float *weights, const uint8_t *codes,
    uint8_t *chosen) {
  enum { block = 256 };
  float largest[block];
  uint8_t best[block];
  for (size_t start = 0; start < count; start += block) {
    size_t length = count - start < block ? count - start : block;
    for (size_t i = 0; i < length; i++) {
      largest[i] = -INFINITY;
      best[i] = codes[0];
    }
    for (int c = 0; c < classes; c++) {
      const float *share = shares[c] + start;
      float weight = weights[c];
      uint8_t code = codes[c];
      for (size_t i = 0; i < length; i++) {
        float value = share[i] * weight;
        best[i] = value > largest[i] ? code : best[i];
        largest[i] = value > largest[i] ? value : largest[i];
      }
    }
    const float *first = shares[0] + start;
    for (size_t i = 0; i < length; i++) chosen[start + i] = first[i] != first[i] ? 255 : best[i];
  }
}
