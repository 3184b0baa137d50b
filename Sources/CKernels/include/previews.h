// Samples of a row for a picture.
#pragma once

#include <stddef.h>
#include <stdint.h>

// units[i] = the value within -10^6 to 10^6 in units of 2^-16, to the nearest, halves away from 0; 0 where
// `valid` is 0.
void picture_units(size_t count, const float *values, const uint8_t *valid, int64_t *units);
