// The class that most pixels of a square have.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Marks each code that occurs.
void find_codes(size_t count, const uint8_t *codes, uint8_t present[256]);

// votes[x] goes up by one for each of the rows `source + k * stride`, k < rows, that has `code` at x.
void count_column_votes(
    size_t count, const uint8_t *source, size_t stride, int rows, uint8_t code, uint8_t *votes);

// One candidate's turn: column_votes holds votes for the pixels from `reach` left of the row's first to
// `reach` right of its last. most, winner and own_votes are kept from candidate to candidate, ascending.
void take_votes(
    size_t count, int reach, const uint8_t *column_votes, uint8_t code, const uint8_t *own, uint8_t *most,
    uint8_t *winner, uint8_t *own_votes);

// A pixel keeps its own class where that has as many votes as the winner; nodata (255) stays.
void decide_majority(
    size_t count, const uint8_t *own, const uint8_t *own_votes, const uint8_t *most, const uint8_t *winner,
    uint8_t *target);
