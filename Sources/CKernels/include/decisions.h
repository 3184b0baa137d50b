// From the shares of classes to codes.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Some elements of a row: from `first` to before `end`.
struct row_part {
  ptrdiff_t first, end;
};

// Sets the flags of pixels whose band is NaN to 0. Gives back the part of the row outside of which no
// flag is set; an empty one where none is.
struct row_part close_invalid(size_t count, const float *band, float *flags);

// The value where the band is a number, else NaN.
void fill_valid(size_t count, const float *band, float value, float *values);

// The code of the class with the largest share times weight, the first of equals; 255 where the first
// class's share is NaN. There is a plane of shares for each of `classes`.
void choose_codes(
    size_t count, int classes, const float *const *shares, const float *weights, const uint8_t *codes,
    uint8_t *chosen);
