#include "rasters.h"

#include "dispatch.h"

// Counts first, then codes; 0 for nodata alone.
static inline uint16_t rank(uint8_t code, int equals) {
  return code == 255 ? 0 : (uint16_t)(256 * equals + 256 + code);
}

static inline uint16_t larger(uint16_t a, uint16_t b) { return a > b ? a : b; }

KERNEL void halve_modes(const uint8_t *upper, const uint8_t *lower, uint8_t *half, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t a = upper[2 * i], b = upper[2 * i + 1], c = lower[2 * i], d = lower[2 * i + 1];
    int ab = a == b, ac = a == c, ad = a == d, bc = b == c, bd = b == d, cd = c == d;
    uint16_t best = larger(larger(rank(a, ab + ac + ad), rank(b, ab + bc + bd)),
                           larger(rank(c, ac + bc + cd), rank(d, ad + bd + cd)));
    half[i] = best == 0 ? 255 : (uint8_t)best;
  }
}

KERNEL void halve_bytes(const uint8_t *upper, const uint8_t *lower, uint8_t *half, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t a = upper[2 * i], b = upper[2 * i + 1], c = lower[2 * i], d = lower[2 * i + 1];
    uint32_t valid = (a != 255) + (b != 255) + (c != 255) + (d != 255);
    uint32_t sum = (a == 255 ? 0 : a) + (b == 255 ? 0 : b) + (c == 255 ? 0 : c) + (d == 255 ? 0 : d);
    // A sixth as 10923 of 65536 parts: exact for three bytes.
    uint32_t third = (2 * sum + 3) * 10923 >> 16;
    uint32_t mean = valid == 1 ? sum : valid == 2 ? (sum + 1) >> 1 : valid == 3 ? third : (sum + 2) >> 2;
    half[i] = valid == 0 ? 255 : (uint8_t)mean;
  }
}

KERNEL void halve_floats(const float *upper, const float *lower, float *half, size_t count) {
  for (size_t i = 0; i < count; i++) {
    float a = upper[2 * i], b = upper[2 * i + 1], c = lower[2 * i], d = lower[2 * i + 1];
    double sum = 0.0, valid = 0.0;
    sum += a == a ? (double)a : 0.0;
    sum += b == b ? (double)b : 0.0;
    sum += c == c ? (double)c : 0.0;
    sum += d == d ? (double)d : 0.0;
    valid += (a == a) + (b == b) + (c == c) + (d == d);
    half[i] = (float)(sum / valid);
  }
}

static inline uint32_t one_nan(uint32_t word) {
  return (word & 0x7FFFFFFF) > 0x7F800000 ? 0x7FC00000 : word;
}

KERNEL void predict_floats(const uint32_t *restrict row, uint8_t *restrict bytes, size_t count) {
  if (count == 0) return;
  uint32_t first = one_nan(row[0]), last = one_nan(row[count - 1]);
  for (int plane = 0; plane < 4; plane++) {
    bytes[plane * count] = (uint8_t)((first >> (24 - 8 * plane)) - (plane ? last >> (32 - 8 * plane) : 0));
  }
  uint8_t *restrict highest = bytes, *restrict high = bytes + count;
  uint8_t *restrict low = bytes + 2 * count, *restrict lowest = bytes + 3 * count;
  for (size_t i = 1; i < count; i++) {
    uint32_t word = one_nan(row[i]), left = one_nan(row[i - 1]);
    highest[i] = (uint8_t)((word >> 24) - (left >> 24));
    high[i] = (uint8_t)((word >> 16) - (left >> 16));
    low[i] = (uint8_t)((word >> 8) - (left >> 8));
    lowest[i] = (uint8_t)(word - left);
  }
}

void restore_floats(uint8_t *bytes, uint32_t *row, size_t count) {
  for (size_t i = 1; i < 4 * count; i++) bytes[i] += bytes[i - 1];
  for (size_t i = 0; i < count; i++) {
    row[i] = (uint32_t)bytes[i] << 24 | (uint32_t)bytes[count + i] << 16 |
             (uint32_t)bytes[2 * count + i] << 8 | bytes[3 * count + i];
  }
}

KERNEL int are_nan(const uint32_t *values, size_t count) {
  uint32_t numbers = 0;
  for (size_t i = 0; i < count; i++) numbers |= (values[i] & 0x7FFFFFFF) <= 0x7F800000;
  return numbers == 0;
}
