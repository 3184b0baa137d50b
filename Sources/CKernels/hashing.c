#include "hashing.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotated(uint32_t word, int count) { return word >> count | word << (32 - count); }

static uint32_t word_at(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void schedule_block(const uint8_t *block, uint32_t *words) {
  for (int i = 0; i < 16; i++) words[i] = word_at(block + 4 * i);
  for (int i = 16; i < 64; i++) {
    uint32_t early = words[i - 15], late = words[i - 2];
    words[i] = words[i - 16] + (rotated(early, 7) ^ rotated(early, 18) ^ early >> 3) + words[i - 7] +
               (rotated(late, 17) ^ rotated(late, 19) ^ late >> 10);
  }
}

void sha256_blocks_plain(uint32_t *state, const uint8_t *blocks, size_t count) {
  uint32_t words[64], now[8];
  for (size_t block = 0; block < count; block++) {
    schedule_block(blocks + 64 * block, words);
    memcpy(now, state, sizeof now);
    // The eight words move one place on in each round: here their numbers do.
#pragma clang loop unroll_count(8)
    for (int i = 0; i < 64; i++) {
      uint32_t a = now[-i & 7], b = now[(1 - i) & 7], c = now[(2 - i) & 7];
      uint32_t e = now[(4 - i) & 7], f = now[(5 - i) & 7], g = now[(6 - i) & 7];
      uint32_t first = now[(7 - i) & 7] + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) +
                       ((e & f) ^ (~e & g)) + constants[i] + words[i];
      now[(3 - i) & 7] += first;
      now[(7 - i) & 7] = first + (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) +
                         ((a & b) ^ (a & c) ^ (b & c));
    }
    for (int i = 0; i < 8; i++) state[i] += now[i];
  }
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

int sha256_has_extension(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

#define EXTENSION __attribute__((target("sha,sse4.1,ssse3")))

// The next four words of the schedule from the sixteen before.
EXTENSION static inline __m128i next_words(__m128i a, __m128i b, __m128i c, __m128i d) {
  __m128i sums = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
  return _mm_sha256msg2_epu32(sums, d);
}

// The instructions keep the words a, b, e, f in one register and c, d, g, h in the other, the first
// of them at the top.
EXTENSION void sha256_blocks_extension(uint32_t *state, const uint8_t *blocks, size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
  __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(low, high, 8);
  __m128i cdgh = _mm_blend_epi16(high, low, 0xF0);
  for (; count > 0; count--, blocks += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i words[16];
#pragma clang loop unroll(full)
    for (int group = 0; group < 16; group++) {
      words[group] =
          group < 4 ? _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(blocks + 16 * group)), big_endian)
                    : next_words(words[group - 4], words[group - 3], words[group - 2], words[group - 1]);
      __m128i sums =
          _mm_add_epi32(words[group], _mm_loadu_si128((const __m128i *)(constants + 4 * group)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sums);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sums, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
  __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

int sha256_has_extension(void) { return 0; }

void sha256_blocks_extension(uint32_t *state, const uint8_t *blocks, size_t count) {
  sha256_blocks_plain(state, blocks, count);
}

#endif
