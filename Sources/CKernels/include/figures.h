// Sums and histograms of cells: 64 pixels of a row.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { cell_width = 64 };

struct cell_figures {
  double sum, squares;
  float minimum, maximum;
};

// Sums 64 values: value k goes to lane k % 8 in ascending order, and lanes are added pairwise at the end.
// Leaves the place of each value's bin (`magnitude_limit`, `base`, `limit`: see ValueBins). Gives back 0 where a
// value is not finite or too large to count; figures and places then mean nothing.
int cell_sum(const float *values, struct cell_figures *figures, int32_t *places);

// The same with weights in units of 2^-24; values without weight must be 0 and stay out of the extremes.
void cell_sum_weighted(
    const float *values, const uint32_t *weights, struct cell_figures *figures, int32_t *places);

// weights[pages[place >> 6] * 64 + place % 64] += weight for 64 places. Stops at the first place without a
// page (negative) and gives back its index, or 64.
int cell_count(const int32_t *places, int from, const int16_t *pages, uint64_t *weights, uint64_t weight);

// The same with a weight for each place; those of weight 0 are passed over.
int cell_count_weighted(
    const int32_t *places, int from, const int16_t *pages, uint64_t *weights, const uint32_t *more);

// 1 where none of 64 bytes is 0, -1 where all are, else 0.
int cell_validity(const uint8_t *valid);
