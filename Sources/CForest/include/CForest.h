#ifndef FURROW_CFOREST_H
#define FURROW_CFOREST_H

#include <stddef.h>
#include <stdint.h>

// Sums of decision trees over pixels, with byte-wide tables in vector registers.
//
// Features become bins: the number of cut points that are not above the value. A plane holds the
// bins of one feature for FOREST_GROUP pixels, with at most 254 cuts; a feature with more cuts has
// several planes. The first eight levels of a tree are tables over heap-ordered splits (root 1,
// children 2i and 2i + 1, kept in one byte), so that a lookup is a byte permutation.

enum {
  FOREST_GROUP = 256,
  FOREST_LEVELS = 8,
  FOREST_MISSING = 255,
};

// What a plane is made of.
struct forest_plane {
  // Cut points as a complete heap-ordered search tree of 1 << levels entries (the first is unused),
  // padded with NaN.
  const float *pivots;
  uint32_t feature;
  uint8_t levels;
  // The bin of NaN: 0 or 255 where all splits send it one way, else 255.
  uint8_t missing;
  // Whether splits differ on where missing values go.
  uint8_t is_mixed;
};

// A split or leaf below the tables of a tree.
struct forest_node {
  // The plane's offset in the bins << 8 | the cut's number; 0 for a leaf.
  uint32_t split;
  // The left child; the right one follows. A leaf names the node before itself. The top bit says
  // that missing values go left.
  uint32_t left;
  float value;
};

struct forest_tree {
  // Offsets in the tables: cut numbers by split, slots by split, then leaves.
  uint32_t cuts, slots, leaves;
  // Where the lists of planes begin: for each level those that it asks for, to an even number.
  uint32_t planes;
  // Levels below the tables; the tables' leaves are then numbers of nodes.
  uint32_t levels_below;
  uint8_t levels;
  uint8_t class_index;
  // How many planes each level asks for.
  uint8_t plane_counts[FOREST_LEVELS];
};

struct forest_plan {
  const struct forest_tree *trees;
  const uint8_t *tables;
  const uint32_t *plane_offsets;
  const struct forest_node *nodes;
  const struct forest_plane *planes;
  uint32_t plane_count;
};

// Whether this processor has what a kernel needs.
int forest_has_avx2(void);
int forest_has_avx512(void);

// Bins `count` pixels (at most FOREST_GROUP) from `start` on. Returns whether a value is missing
// where splits differ on where that goes.
int forest_bin_avx2(const struct forest_plan *plan, const float *const *features, size_t start,
                    int count, uint8_t *bins);
int forest_bin_avx512(const struct forest_plan *plan, const float *const *features, size_t start,
                      int count, uint8_t *bins);

// Adds the leaves of the trees `first` to `end` to `sums`, FOREST_GROUP floats for each class, in the
// order of the trees, for the first `blocks` blocks of 64 pixels. The AVX-512 kernel keeps the pixels
// of a block in an order of its own until forest_order_avx512.
void forest_add_avx2(const struct forest_plan *plan, int first, int end, const uint8_t *bins,
                     int blocks, int has_missing, float *sums);
void forest_add_avx512(const struct forest_plan *plan, int first, int end, const uint8_t *bins,
                       int blocks, int has_missing, float *sums);
void forest_order_avx512(int classes, int blocks, float *sums);

// Turns `count` margins of each class (at most FOREST_GROUP, that many floats apart) into
// probabilities. Every kernel uses this function.
void forest_softmax(int classes, int count, float *margins);

// The class of the largest margin, the first of equals.
void forest_argmax(int classes, int count, const float *margins, uint8_t *winners);

#endif
