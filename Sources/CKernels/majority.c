#include "majority.h"

#include "dispatch.h"

void find_codes(size_t count, const uint8_t *codes, uint8_t present[256]) {
  for (size_t i = 0; i < count; i++) present[codes[i]] = 1;
}

KERNEL void count_column_votes(
    size_t count, const uint8_t *source, size_t stride, int rows, uint8_t code, uint8_t *votes) {
  for (size_t i = 0; i < count; i++) votes[i] = source[i] == code;
  for (int k = 1; k < rows; k++) {
    const uint8_t *row = source + (size_t)k * stride;
    for (size_t i = 0; i < count; i++) votes[i] = (uint8_t)(votes[i] + (row[i] == code));
  }
}

KERNEL void take_votes(
    size_t count, int reach, const uint8_t *restrict column_votes, uint8_t code, const uint8_t *restrict own,
    uint8_t *restrict most, uint8_t *restrict winner, uint8_t *restrict own_votes) {
  enum { block = 256 };
  uint8_t sum[block];
  for (size_t start = 0; start < count; start += block) {
    size_t length = count - start < block ? count - start : block;
    const uint8_t *first = column_votes + start;
    for (size_t i = 0; i < length; i++) sum[i] = first[i];
    for (int k = 1; k <= 2 * reach; k++) {
      for (size_t i = 0; i < length; i++) sum[i] = (uint8_t)(sum[i] + first[i + (size_t)k]);
    }
    for (size_t i = 0; i < length; i++) {
      size_t place = start + i;
      uint8_t votes = sum[i];
      own_votes[place] = own[place] == code ? votes : own_votes[place];
      winner[place] = votes > most[place] ? code : winner[place];
      most[place] = votes > most[place] ? votes : most[place];
    }
  }
}

KERNEL void decide_majority(
    size_t count, const uint8_t *own, const uint8_t *own_votes, const uint8_t *most, const uint8_t *winner,
    uint8_t *target) {
  for (size_t i = 0; i < count; i++) {
    uint8_t best = own_votes[i] == most[i] ? own[i] : winner[i];
    target[i] = own[i] == 255 ? 255 : best;
  }
}
