#include "previews.h"

#include "dispatch.h"

KERNEL void picture_units(size_t count, const float *values, const uint8_t *valid, int64_t *units) {
  for (size_t i = 0; i < count; i++) {
    float value = values[i];
    value = value > -1e6f ? value : -1e6f;
    value = value < 1e6f ? value : 1e6f;
    float scaled = value * 65536.0f;
    // The greatest float below a half: adding it and cutting rounds to the nearest.
    int64_t rounded = (int64_t)(scaled + __builtin_copysignf(0.49999997f, scaled));
    units[i] = valid[i] ? rounded : 0;
  }
}
