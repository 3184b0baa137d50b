// Samples as a file stores them, on their way into planes.
#pragma once

#include <stddef.h>
#include <stdint.h>

// The rows of a block as its compression leaves them: in each pixel its samples one after the other, in the
// machine's byte order, differences to the pixel on the left where a predictor was used.
typedef struct {
  // The first wanted row; 64 bytes after the last row must be readable.
  const uint8_t *rows;
  // From a row to the next.
  size_t row_bytes;
  size_t row_count;
  // The columns of the block, and which of them are wanted.
  size_t width;
  size_t first_column;
  size_t end_column;
  // The samples of a pixel, and the bytes of a sample: 1, 2 or 4.
  size_t sample_count;
  size_t sample_bytes;
  // As TIFF numbers them: 1 none, 2 differences, 3 differences of the bytes of floats, sorted by their weight.
  int predictor;
} furrow_block;

// Undoes the predictor and takes the samples apart into planes.
//
// `planes` has one entry a sample: where the first wanted row and column of it goes, or NULL for a sample that
// is not wanted. Each plane's rows lie `plane_row_bytes` apart. `scratch` holds 2 x `row_bytes` + 128
// bytes; only predictor 3 needs it.
void furrow_unpack_samples(
    const furrow_block *block, uint8_t *const *planes, size_t plane_row_bytes, uint8_t *scratch);
