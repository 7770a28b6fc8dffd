#ifndef ASSAY_ADAM_H
#define ASSAY_ADAM_H

#include <stddef.h>

#include "instruction_set.h"

/// One step of Adam with decoupled weight decay (Loshchilov & Hutter 2019); all corrections for the step are in it.
typedef struct {
  float gradient_decay, square_decay, epsilon;
  /// What is left of a parameter after weight decay.
  float kept;
  /// The learning rate, and the root of the mean square, corrected for means that start at zero.
  float step_size, root_correction;
} assay_adam;

/// Moves `count` parameters and their running means, each by itself.
void assay_adam_step(
    assay_instruction_set set, const assay_adam *rule, float *parameters, const float *gradients, float *means,
    float *squares, size_t count);

#endif
