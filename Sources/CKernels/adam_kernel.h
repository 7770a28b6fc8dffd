#include "vector_kernel.h"

/// One step for LANES parameters.
INLINE void NAME(move)(
    const assay_adam *rule, VECTOR *parameter, VECTOR slope, VECTOR *mean, VECTOR *square) {
  *mean += (1.0f - rule->gradient_decay) * (slope - *mean);
  *square = rule->square_decay * *square + (1.0f - rule->square_decay) * slope * slope;
  const VECTOR root = __builtin_elementwise_sqrt(*square) / rule->root_correction + rule->epsilon;
  *parameter = *parameter * rule->kept - rule->step_size * *mean / root;
}

static void NAME(adam_step)(
    const assay_adam *rule, float *parameters, const float *gradients, float *means, float *squares,
    size_t count) {
  size_t index = 0;
  for (; index + LANES <= count; index += LANES) {
    VECTOR parameter = NAME(load)(parameters + index);
    VECTOR mean = NAME(load)(means + index), square = NAME(load)(squares + index);
    NAME(move)(rule, &parameter, NAME(load)(gradients + index), &mean, &square);
    NAME(store)(parameters + index, parameter);
    NAME(store)(means + index, mean);
    NAME(store)(squares + index, square);
  }
  const size_t rest = count - index;
  VECTOR parameter = NAME(load_part)(parameters + index, rest);
  VECTOR mean = NAME(load_part)(means + index, rest), square = NAME(load_part)(squares + index, rest);
  NAME(move)(rule, &parameter, NAME(load_part)(gradients + index, rest), &mean, &square);
  NAME(store_part)(parameters + index, parameter, rest);
  NAME(store_part)(means + index, mean, rest);
  NAME(store_part)(squares + index, square, rest);
}
