// Operations on rows of single-precision values, one after another as an index is written.
#pragma once

#include <stddef.h>
#include <stdint.h>

// A truth is 1, a falsehood 0; whatever is neither 0 nor NaN counts as true.
enum vector_operation {
  VECTOR_ADD,
  VECTOR_SUBTRACT,
  VECTOR_MULTIPLY,
  VECTOR_DIVIDE,
  VECTOR_MINIMUM,
  VECTOR_MAXIMUM,
  VECTOR_LESS,
  VECTOR_LESS_OR_EQUAL,
  VECTOR_EQUAL,
  VECTOR_NOT_EQUAL,
  VECTOR_AND,
  VECTOR_OR,
};

// target[i] = left[i] OP right[i]. A side whose step is 0 is one value for all. The target overlaps neither.
// Minimum and maximum are NaN where the right side is, else the left side's NaN stays.
void vector_combine(
    enum vector_operation operation, size_t count, float *target, const float *left, int left_step,
    const float *right, int right_step);

// target[i] = condition[i] ? yes[i] : no[i], steps as above.
void vector_select(
    size_t count, float *target, const float *condition, const float *yes, int yes_step, const float *no,
    int no_step);
