#include "figures.h"

#include <string.h>

#include "dispatch.h"

enum { lanes = 8, mantissa_bits = 10, limit = 37 << mantissa_bits, base = (127 - 14) << mantissa_bits };
enum { magnitude_limit = 0x4B000000 };

static inline int32_t bits_of(float value) {
  int32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline int32_t place_of(int32_t bits) {
  int32_t steps = ((bits & 0x7FFFFFFF) >> (23 - mantissa_bits)) - (base - 1);
  int32_t bin = steps & ~(steps >> 31);
  int32_t sign = bits >> 31;
  return (bin ^ sign) - sign + limit;
}

static inline double pairwise(const double *lane) {
  double four[4] = {lane[0] + lane[4], lane[1] + lane[5], lane[2] + lane[6], lane[3] + lane[7]};
  return (four[0] + four[2]) + (four[1] + four[3]);
}

KERNEL int cell_sum(const float *restrict values, struct cell_figures *restrict figures, int32_t *restrict places) {
  double sum[lanes] = {0}, squares[lanes] = {0};
  float least[lanes], most[lanes];
  int32_t worst[lanes] = {0};
  for (int k = 0; k < lanes; k++) {
    least[k] = __builtin_inff();
    most[k] = -__builtin_inff();
  }
  for (int group = 0; group < cell_width; group += lanes) {
    for (int k = 0; k < lanes; k++) {
      float value = values[group + k];
      int32_t magnitude = bits_of(value) & 0x7FFFFFFF;
      worst[k] = magnitude > worst[k] ? magnitude : worst[k];
      least[k] = value < least[k] ? value : least[k];
      most[k] = value > most[k] ? value : most[k];
      double wide = value;
      sum[k] += wide;
      squares[k] += wide * wide;
    }
  }
  int32_t greatest = 0;
  for (int k = 0; k < lanes; k++) greatest = worst[k] > greatest ? worst[k] : greatest;
  if (greatest >= magnitude_limit) return 0;
  for (int i = 0; i < cell_width; i++) places[i] = place_of(bits_of(values[i]));
  float low = least[0], high = most[0];
  for (int k = 1; k < lanes; k++) {
    low = least[k] < low ? least[k] : low;
    high = most[k] > high ? most[k] : high;
  }
  *figures = (struct cell_figures){pairwise(sum), pairwise(squares), low, high};
  return 1;
}

KERNEL void cell_sum_weighted(
    const float *restrict values, const uint32_t *restrict weights, struct cell_figures *restrict figures,
    int32_t *restrict places) {
  double sum[lanes] = {0}, squares[lanes] = {0};
  float least[lanes], most[lanes];
  for (int k = 0; k < lanes; k++) {
    least[k] = __builtin_inff();
    most[k] = -__builtin_inff();
  }
  for (int group = 0; group < cell_width; group += lanes) {
    for (int k = 0; k < lanes; k++) {
      float value = values[group + k];
      int32_t units = (int32_t)weights[group + k];
      float low = units > 0 ? value : __builtin_inff();
      float high = units > 0 ? value : -__builtin_inff();
      least[k] = low < least[k] ? low : least[k];
      most[k] = high > most[k] ? high : most[k];
      double wide = value;
      double weight = (double)units * 0x1p-24;
      sum[k] += wide * weight;
      squares[k] += wide * wide * weight;
    }
  }
  for (int i = 0; i < cell_width; i++) places[i] = place_of(bits_of(values[i]));
  float low = least[0], high = most[0];
  for (int k = 1; k < lanes; k++) {
    low = least[k] < low ? least[k] : low;
    high = most[k] > high ? most[k] : high;
  }
  *figures = (struct cell_figures){pairwise(sum), pairwise(squares), low, high};
}

int cell_count(
    const int32_t *restrict places, int from, const int16_t *restrict pages, uint64_t *restrict weights,
    uint64_t weight) {
  for (int i = from; i < cell_width; i++) {
    int32_t place = places[i];
    int32_t page = pages[place >> 6];
    if (page < 0) return i;
    weights[page << 6 | (place & 63)] += weight;
  }
  return cell_width;
}

int cell_count_weighted(
    const int32_t *restrict places, int from, const int16_t *restrict pages, uint64_t *restrict weights,
    const uint32_t *restrict more) {
  for (int i = from; i < cell_width; i++) {
    if (!more[i]) continue;
    int32_t place = places[i];
    int32_t page = pages[place >> 6];
    if (page < 0) return i;
    weights[page << 6 | (place & 63)] += more[i];
  }
  return cell_width;
}

int cell_validity(const uint8_t *valid) {
  uint64_t some = 0, zero = 0;
  for (int i = 0; i < cell_width; i += 8) {
    uint64_t bytes;
    memcpy(&bytes, valid + i, sizeof bytes);
    some |= bytes;
    zero |= (bytes - 0x0101010101010101u) & ~bytes & 0x8080808080808080u;
  }
  return zero ? -(some == 0) : 1;
}
