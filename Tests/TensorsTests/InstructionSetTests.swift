import CKernels
import TestSupport
import Testing

/// Which versions of the kernels the other tests can force; each runs all that there are.
@Suite struct InstructionSetTests {
  @Test func namesLimitTheSet() {
    #expect(assay_limited_instruction_set(ASSAY_AVX512, nil) == ASSAY_AVX512)
    #expect(assay_limited_instruction_set(ASSAY_AVX512, "avx2") == ASSAY_AVX2)
    #expect(assay_limited_instruction_set(ASSAY_AVX512, "portable") == ASSAY_PORTABLE)
    #expect(assay_limited_instruction_set(ASSAY_AVX2, "avx512") == ASSAY_AVX2)
    #expect(assay_limited_instruction_set(ASSAY_PORTABLE, "avx2") == ASSAY_PORTABLE)
    #expect(assay_limited_instruction_set(ASSAY_AVX2, "AVX-2") == ASSAY_AVX2)
  }

  @Test func setsThatTheProcessorLacksAreReplaced() {
    for set in [ASSAY_PORTABLE, ASSAY_AVX2, ASSAY_AVX512] {
      let used = assay_usable_instruction_set(set)
      #expect(used == (InstructionSets.has(set) ? set : assay_best_instruction_set()))
    }
  }

  @Test(.enabled(if: InstructionSets.has(ASSAY_AVX2), "No AVX2 here: its kernels are compiled, not run."))
  func kernelsForAVX2AreTested() {}

  @Test(
    .enabled(
      if: InstructionSets.has(ASSAY_AVX512),
      """
      No AVX-512 here: its kernels are compiled, not run. `swift test -c release -Xcc -DASSAY_EMULATE_AVX512` runs \
      the same source compiled for AVX2.
      """))
  func kernelsForAVX512AreTested() {}
}
