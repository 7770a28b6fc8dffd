#include "two_way_soft_max.h"

#define KERNEL "two_way_soft_max_kernel.h"
#include "compile_for_each.h"

void assay_two_way_rows(assay_instruction_set set, const assay_two_way_block *block) {
  DISPATCH(set, two_way_rows, block);
}

void assay_two_way_columns(assay_instruction_set set, const assay_two_way_block *block, float *sums) {
  DISPATCH(set, two_way_columns, block, sums);
}

void assay_two_way_finish(assay_instruction_set set, const assay_two_way_block *block, float factor) {
  DISPATCH(set, two_way_finish, block, factor);
}
