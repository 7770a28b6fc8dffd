import Files
import Foundation

/// What `job.json` says about a job.
public struct JobRecord: Codable, Sendable, Equatable {
  /// One process that worked on the job.
  public struct Session: Codable, Sendable, Equatable {
    /// When it began.
    public let started: String

    /// When it ended; nil while it runs, and for one that was killed.
    public var ended: String?

    /// Its number on its machine.
    public let process: Int32

    /// The machine it ran on.
    public let machine: JobMachine
  }

  /// The version of this format.
  public var format = 1

  /// How far the job is.
  public var state = JobState.running

  /// Why it stopped, when it did.
  public var reason: String?

  /// What it is doing or was doing last.
  public var stage = ""

  /// The steps whose result is safe in a checkpoint.
  public var step = 0

  /// Steps in all.
  public var steps: Int

  /// Everything that decides the result.
  public var identity: JobIdentity

  /// The processes that worked on it, in order.
  public var sessions: [Session] = []

  /// Seconds by stage, of all processes together.
  public var seconds: [String: Double] = [:]

  /// The most memory that a process of the job has used, in bytes.
  public var peakMemory = 0

  /// What the bundle's scores use, and why; only of a finished job.
  public var outcome: String?

  /// The record of a new job.
  init(_ identity: JobIdentity) {
    self.identity = identity
    steps = identity.configuration.adaptation?.stepCount ?? 0
  }

  /// Reads `job.json`.
  ///
  /// - Parameter folder: The run folder.
  /// - Returns: The record; nil when there is none.
  /// - Throws: `FineTuningError.badRecord`, or `FileError` when it cannot be read.
  public static func read(in folder: JobFolder) throws -> JobRecord? {
    let path = folder.path(of: .record)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let content = Data(try InputFile.read(path, limit: 64 << 20))
    let version = try? JobJSON.decoder.decode(FormatVersion.self, from: content)
    guard version?.format ?? 1 <= 1 else {
      throw FineTuningError.badRecord(
        path: path, problem: "expected format 1, found a newer one; update Assay")
    }
    do { return try JobJSON.decoder.decode(JobRecord.self, from: content) } catch {
      throw FineTuningError.badRecord(
        path: path, problem: "expected the record of a job, found something else")
    }
  }

  private struct FormatVersion: Codable { let format: Int }
}
