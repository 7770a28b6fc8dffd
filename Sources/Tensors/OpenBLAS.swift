import CKernels
import COpenBLAS
import Foundation

/// The process-wide set-up of OpenBLAS.
///
/// OpenBLAS keeps its settings per process, so this one place owns them: a single thread inside, because
/// parallelism is ours and must not change results; and the right kernels on processors that it does not
/// know (Debian's 0.3.21 runs AVX2 code on every AVX-512 machine newer than itself, at half the speed).
public enum OpenBLAS {
  /// The name of the kernels in use, such as `Haswell`.
  public static var coreName: String {
    prepare()
    return String(cString: openblas_get_corename())
  }

  /// Makes OpenBLAS ready; cheap when called again.
  static func prepare() { _ = isReady }

  private static let isReady: Bool = {
    if needsOtherCore { switchCore(to: "SkylakeX") }
    openblas_set_num_threads(1)
    return true
  }()

  /// Whether the processor has AVX-512, OpenBLAS does not use it, and the user did not choose.
  private static var needsOtherCore: Bool {
    let names512: Set = ["SkylakeX", "Cooperlake", "SapphireRapids"]
    return assay_processor_has_avx512() && assay_best_instruction_set() == ASSAY_AVX512
      && ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil
      && !names512.contains(String(cString: openblas_get_corename()))
  }

  /// Reloads the kernel table under another name; leaves all as it is when the library lacks the entry points.
  private static func switchCore(to name: String) {
    typealias Step = @convention(c) () -> Void
    let library = dlopen(nil, RTLD_NOW)
    guard let quit = dlsym(library, "gotoblas_dynamic_quit"),
      let start = dlsym(library, "gotoblas_dynamic_init")
    else { return }
    setenv("OPENBLAS_CORETYPE", name, 1)
    unsafeBitCast(quit, to: Step.self)()
    unsafeBitCast(start, to: Step.self)()
    unsetenv("OPENBLAS_CORETYPE")
  }
}
