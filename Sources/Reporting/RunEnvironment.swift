import Foundation
import Tensors

/// Where and with what a run was made.
public struct RunEnvironment: Sendable, Codable, Equatable {
  /// The version of Assay.
  public var assay: String

  /// When the run began, in universal time (ISO 8601).
  public var started: String

  /// The operating system.
  public var system: String

  /// The kind of processor, such as `x86_64`.
  public var architecture: String

  /// The processor's own name.
  public var processor: String

  /// The cores that the system offers.
  public var cores: Int

  /// The threads that the run used.
  public var threads: Int

  /// The memory of the machine, in bytes.
  public var memory: UInt64

  /// The kernels that OpenBLAS uses.
  public var blas: String

  /// The present machine.
  ///
  /// - Parameters:
  ///   - assay: The version of Assay.
  ///   - threads: The threads that the run uses.
  ///   - started: When the run began.
  public init(assay: String, threads: Int, started: Date = Date()) {
    let process = ProcessInfo.processInfo
    self.assay = assay
    self.started = ISO8601DateFormatter().string(from: started)
    system = process.operatingSystemVersionString
    architecture = Self.machine
    processor = Self.processorName
    cores = process.activeProcessorCount
    self.threads = threads
    memory = process.physicalMemory
    blas = "OpenBLAS \(OpenBLAS.coreName)"
  }

  private static var machine: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    return withUnsafeBytes(of: &names.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static var processorName: String {
    let table = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = table.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    return name ?? "unknown"
  }
}
