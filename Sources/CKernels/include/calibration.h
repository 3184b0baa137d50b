// From stored samples to calibrated values, and which pixels hold data.
#pragma once

#include <stddef.h>
#include <stdint.h>

// row[i] = samples[i] * scale + offset. Where `nodata` is not NULL, holding[i] goes up by one where the
// sample is that value.
void calibrate_uint8(
    size_t count, const uint8_t *samples, float scale, float offset, const uint8_t *nodata, float *row,
    uint8_t *holding);
void calibrate_uint16(
    size_t count, const uint16_t *samples, float scale, float offset, const uint16_t *nodata, float *row,
    uint8_t *holding);
void calibrate_int16(
    size_t count, const int16_t *samples, float scale, float offset, const int16_t *nodata, float *row,
    uint8_t *holding);

// Numbers of pixels: not covered, covered but without a finite value, covered with nodata in some bands.
struct validity {
  uint32_t uncovered;
  uint32_t not_finite;
  uint32_t partial;
};

// Decides from the number of bands that hold nodata (255: outside the mask) which pixels are invalid, and
// leaves 1 in `broken` there. `declaring` is how many bands can hold nodata, `least` how many must.
struct validity find_invalid(
    size_t count, uint8_t declaring, uint8_t least, const uint8_t *holding, uint8_t *broken);

// Makes the marked values NaN.
void erase_marked(size_t count, const uint8_t *marks, float *row);

// valid[i] = 1 where the value is a number, else 0.
void find_numbers(size_t count, const float *row, uint8_t *valid);

// codes[i] = the class code, 255 where `values` holds no number.
void store_codes(size_t count, const float *classes, const float *values, uint8_t *codes);
