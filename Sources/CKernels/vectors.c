#include "vectors.h"

#include "dispatch.h"

static inline int truth(float value) { return value < 0 || value > 0; }

#define COMBINE(name, expression)                                                                      \
  KERNEL static void name##_rows(                                                                      \
      size_t count, float *restrict target, const float *restrict left, const float *restrict right) { \
    for (size_t i = 0; i < count; i++) {                                                               \
      float a = left[i], b = right[i];                                                                 \
      target[i] = expression;                                                                          \
    }                                                                                                  \
  }                                                                                                    \
  KERNEL static void name##_by_value(                                                                  \
      size_t count, float *restrict target, const float *restrict left, float b) {                     \
    for (size_t i = 0; i < count; i++) {                                                               \
      float a = left[i];                                                                               \
      target[i] = expression;                                                                          \
    }                                                                                                  \
  }                                                                                                    \
  KERNEL static void name##_of_value(                                                                  \
      size_t count, float *restrict target, float a, const float *restrict right) {                    \
    for (size_t i = 0; i < count; i++) {                                                               \
      float b = right[i];                                                                              \
      target[i] = expression;                                                                          \
    }                                                                                                  \
  }

COMBINE(add, a + b)
COMBINE(subtract, a - b)
COMBINE(multiply, a *b)
COMBINE(divide, a / b)
COMBINE(minimum, b != b ? b : (b < a ? b : a))
COMBINE(maximum, b != b ? b : (b > a ? b : a))
COMBINE(less, a < b ? 1.0f : 0.0f)
COMBINE(less_or_equal, a <= b ? 1.0f : 0.0f)
COMBINE(equal, a == b ? 1.0f : 0.0f)
COMBINE(not_equal, a < b || a > b ? 1.0f : 0.0f)
COMBINE(both, truth(a) & truth(b) ? 1.0f : 0.0f)
COMBINE(either, truth(a) | truth(b) ? 1.0f : 0.0f)

#define RUN(name)                                                                             \
  do {                                                                                        \
    if (left_step == 0) {                                                                     \
      name##_of_value(count, target, *left, right);                                           \
    } else if (right_step == 0) {                                                             \
      name##_by_value(count, target, left, *right);                                           \
    } else {                                                                                  \
      name##_rows(count, target, left, right);                                                \
    }                                                                                         \
  } while (0)

void vector_combine(
    enum vector_operation operation, size_t count, float *target, const float *left, int left_step,
    const float *right, int right_step) {
  switch (operation) {
  case VECTOR_ADD: RUN(add); break;
  case VECTOR_SUBTRACT: RUN(subtract); break;
  case VECTOR_MULTIPLY: RUN(multiply); break;
  case VECTOR_DIVIDE: RUN(divide); break;
  case VECTOR_MINIMUM: RUN(minimum); break;
  case VECTOR_MAXIMUM: RUN(maximum); break;
  case VECTOR_LESS: RUN(less); break;
  case VECTOR_LESS_OR_EQUAL: RUN(less_or_equal); break;
  case VECTOR_EQUAL: RUN(equal); break;
  case VECTOR_NOT_EQUAL: RUN(not_equal); break;
  case VECTOR_AND: RUN(both); break;
  case VECTOR_OR: RUN(either); break;
  }
}

KERNEL static void select_rows(
    size_t count, float *restrict target, const float *restrict condition, const float *restrict yes,
    const float *restrict no) {
  for (size_t i = 0; i < count; i++) {
    float kept = yes[i], other = no[i];
    target[i] = truth(condition[i]) ? kept : other;
  }
}

KERNEL static void select_value_or_row(
    size_t count, float *restrict target, const float *restrict condition, float yes,
    const float *restrict no) {
  for (size_t i = 0; i < count; i++) {
    float other = no[i];
    target[i] = truth(condition[i]) ? yes : other;
  }
}

KERNEL static void select_row_or_value(
    size_t count, float *restrict target, const float *restrict condition, const float *restrict yes,
    float no) {
  for (size_t i = 0; i < count; i++) {
    float kept = yes[i];
    target[i] = truth(condition[i]) ? kept : no;
  }
}

KERNEL static void select_values(
    size_t count, float *restrict target, const float *restrict condition, float yes, float no) {
  for (size_t i = 0; i < count; i++) target[i] = truth(condition[i]) ? yes : no;
}

void vector_select(
    size_t count, float *target, const float *condition, const float *yes, int yes_step, const float *no,
    int no_step) {
  if (yes_step == 0 && no_step == 0) {
    select_values(count, target, condition, *yes, *no);
  } else if (yes_step == 0) {
    select_value_or_row(count, target, condition, *yes, no);
  } else if (no_step == 0) {
    select_row_or_value(count, target, condition, yes, *no);
  } else {
    select_rows(count, target, condition, yes, no);
  }
}
