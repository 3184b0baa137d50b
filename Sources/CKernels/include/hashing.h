// SHA-256 over whole blocks of 64 bytes.
//
// Source: FIPS 180-4, <https://doi.org/10.6028/NIST.FIPS.180-4>.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Whether this processor has the instructions that `sha256_blocks_extension` needs.
int sha256_has_extension(void);

// Takes `count` blocks into the eight words of a state. Both give the same state.
void sha256_blocks_extension(uint32_t *state, const uint8_t *blocks, size_t count);
void sha256_blocks_plain(uint32_t *state, const uint8_t *blocks, size_t count);
