/// The machine that a process of a job runs on.
public struct JobMachine: Codable, Sendable, Equatable {
  /// The name of the machine.
  public var host: String

  /// The processor's own name.
  public var processor: String

  /// The instruction set that kernels use: the processor's best, or what `ASSAY_INSTRUCTIONS` limits it to.
  public var instructions: String

  /// The kernels that OpenBLAS uses.
  public var blas: String

  /// The operating system.
  public var system: String

  /// The cores that the system offers.
  public var cores: Int

  /// The threads that the job uses; results do not depend on it.
  public var threads: Int

  /// The memory of the machine, in bytes.
  public var memory: UInt64

  /// Describes a machine.
  public init(
    host: String, processor: String, instructions: String, blas: String, system: String, cores: Int,
    threads: Int,
    memory: UInt64
  ) {
    self.host = host
    self.processor = processor
    self.instructions = instructions
    self.blas = blas
    self.system = system
    self.cores = cores
    self.threads = threads
    self.memory = memory
  }
}
