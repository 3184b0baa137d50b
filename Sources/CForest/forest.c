#include "CForest.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// exp for x <= 0, by Cody and Waite's reduction and a polynomial; relative error below 3e-7, 0 below
// -87. No operation here may be contracted or reordered, so that every compilation gives the same bits.
static inline float exp_below_zero(float x) {
  float clamped = x < -87.0f ? -87.0f : x;
  float shifted = clamped * 1.44269504f + 12582912.0f;
  float whole = shifted - 12582912.0f;
  float rest = clamped - whole * 0.693359375f;
  rest = rest - whole * -2.12194440e-4f;
  float sum = 1.9875691500e-4f;
  sum = sum * rest + 1.3981999507e-3f;
  sum = sum * rest + 8.3334519073e-3f;
  sum = sum * rest + 4.1665795894e-2f;
  sum = sum * rest + 1.6666665459e-1f;
  sum = sum * rest + 5.0000001201e-1f;
  sum = sum * (rest * rest) + rest + 1.0f;
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  uint32_t power = (bits << 23) + 0x3F800000u;
  float scale;
  memcpy(&scale, &power, sizeof scale);
  return x < -87.0f ? 0.0f : sum * scale;
}

void forest_softmax(int classes, int count, float *margins) {
  float greatest[FOREST_GROUP], total[FOREST_GROUP];
  memcpy(greatest, margins, sizeof(float) * (size_t)count);
  for (int c = 1; c < classes; c++) {
    const float *margin = margins + c * FOREST_GROUP;
    for (int i = 0; i < count; i++) greatest[i] = margin[i] > greatest[i] ? margin[i] : greatest[i];
  }
  memset(total, 0, sizeof total);
  for (int c = 0; c < classes; c++) {
    float *margin = margins + c * FOREST_GROUP;
    for (int i = 0; i < count; i++) margin[i] = exp_below_zero(margin[i] - greatest[i]);
    for (int i = 0; i < count; i++) total[i] += margin[i];
  }
  for (int i = 0; i < count; i++) total[i] = 1.0f / total[i];
  for (int c = 0; c < classes; c++) {
    float *margin = margins + c * FOREST_GROUP;
    for (int i = 0; i < count; i++) margin[i] *= total[i];
  }
}

void forest_argmax(int classes, int count, const float *margins, uint8_t *winners) {
  float greatest[FOREST_GROUP];
  memcpy(greatest, margins, sizeof(float) * (size_t)count);
  memset(winners, 0, (size_t)count);
  for (int c = 1; c < classes; c++) {
    const float *margin = margins + c * FOREST_GROUP;
    for (int i = 0; i < count; i++) {
      winners[i] = margin[i] > greatest[i] ? (uint8_t)c : winners[i];
      greatest[i] = margin[i] > greatest[i] ? margin[i] : greatest[i];
    }
  }
}

#if !defined(__x86_64__)
int forest_has_avx2(void) { return 0; }
int forest_has_avx512(void) { return 0; }
#endif
