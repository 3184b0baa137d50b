// Rows of rasters on their way into files: overviews by halves, and the floating-point predictor.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Each makes `count` samples of an overview from two rows of twice as many.

// The commonest code, the higher of equals; 255 is none and is left out.
void halve_modes(const uint8_t *upper, const uint8_t *lower, uint8_t *half, size_t count);
// The mean without 255, halves rounded up; 255 where all four are.
void halve_bytes(const uint8_t *upper, const uint8_t *lower, uint8_t *half, size_t count);
// The mean without NaN, summed as doubles and rounded once; NaN where all four are.
void halve_floats(const float *upper, const float *lower, float *half, size_t count);

// Splits a row of floats into byte planes, the most significant first, and replaces every byte but
// the first by its difference from its left. Every NaN becomes the same one.
//
// Source: Adobe Photoshop TIFF Technical Note 3.
void predict_floats(const uint32_t *row, uint8_t *bytes, size_t count);
// Undoes `predict_floats`; works in `bytes`.
void restore_floats(uint8_t *bytes, uint32_t *row, size_t count);

// Whether all of the floats are NaN.
int are_nan(const uint32_t *values, size_t count);
