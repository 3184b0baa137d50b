#include "calibration.h"

#include "dispatch.h"

#define CALIBRATE(name, sample)                                                                          \
  KERNEL void name(                                                                                      \
      size_t count, const sample *samples, float scale, float offset, const sample *nodata, float *row, \
      uint8_t *holding) {                                                                                \
    for (size_t i = 0; i < count; i++) row[i] = (float)(int32_t)samples[i] * scale + offset;             \
    if (!nodata) return;                                                                                 \
    sample value = *nodata;                                                                              \
    for (size_t i = 0; i < count; i++) holding[i] = (uint8_t)(holding[i] + (samples[i] == value));       \
  }

CALIBRATE(calibrate_uint8, uint8_t)
CALIBRATE(calibrate_uint16, uint16_t)
CALIBRATE(calibrate_int16, int16_t)

KERNEL struct validity find_invalid(
    size_t count, uint8_t declaring, uint8_t least, const uint8_t *holding, uint8_t *broken) {
  struct validity found = {0, 0, 0};
  uint8_t can_hold = least > 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t held = holding[i];
    uint8_t partly = (held > 0) & (held < declaring);
    uint8_t none = ((held >= least) & can_hold) | (held == 255);
    uint8_t bad = broken[i] & (none ^ 1);
    found.partial += partly;
    found.uncovered += none;
    found.not_finite += bad;
    broken[i] = none | bad;
  }
  return found;
}

KERNEL void erase_marked(size_t count, const uint8_t *marks, float *row) {
  for (size_t i = 0; i < count; i++) row[i] = marks[i] ? __builtin_nanf("") : row[i];
}

KERNEL void find_numbers(size_t count, const float *row, uint8_t *valid) {
  for (size_t i = 0; i < count; i++) valid[i] = row[i] == row[i];
}

KERNEL void store_codes(size_t count, const float *classes, const float *values, uint8_t *codes) {
  for (size_t i = 0; i < count; i++) {
    int32_t code = (int32_t)classes[i];
    codes[i] = values[i] == values[i] ? (uint8_t)code : 255;
  }
}
