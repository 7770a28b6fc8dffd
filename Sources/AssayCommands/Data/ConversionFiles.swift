import Datasets
import Files
import Foundation
import ImageFiles

/// The files that `convert` reads and writes: one, or those of a folder.
struct ConversionFiles {
  /// The file or folder to read.
  let input: String

  /// The file or folder to write.
  let output: String

  /// Where colours go, if they are wanted.
  let colors: String?

  /// The endings of names that are taken from a folder.
  let endings: [String]

  /// Where words go.
  let console: Console

  /// One file and what it becomes.
  private struct Job {
    let input: String
    let output: String
    let colors: String?
  }

  /// Converts the file, or every file of the folder.
  ///
  /// - Throws: The first error; of a folder it is reported, the others go on, and the last word says how many failed.
  func convert(_ convert: (String) throws -> ConvertedCloud) throws {
    guard isFolder else {
      try OutputFolder.create(parentOf: output)
      return try run(Job(input: input, output: output, colors: colors), convert)
    }
    let jobs = try jobs()
    for folder in [output, colors].compactMap({ $0 }) { try OutputFolder.create(folder) }
    var failure: ExitStatus?
    var failed = 0
    for (index, job) in jobs.enumerated() {
      console.progress("converting", done: index, of: jobs.count)
      do { try run(job, convert) } catch let error where ExitStatus(describing: error)?.isAboutOutput != true
      {
        console.error("\(error)")
        failure = failure ?? ExitStatus(describing: error) ?? .internalError
        failed += 1
      }
    }
    if let failure {
      throw CommandFailure(failure, "\(failed) of \(jobs.count) files could not be converted")
    }
  }

  private func run(_ job: Job, _ convert: (String) throws -> ConvertedCloud) throws {
    let cloud = try convert(job.input)
    if let path = job.colors {
      guard let colors = cloud.colors else {
        throw CommandFailure(
          .badData, "\(DisplayPath(job.input)): expected points with colours red, green and blue, found none")
      }
      try PNGFile.writeRGB(colors, to: path)
    }
    try cloud.write(to: job.output)
    try console.result(job.output)
    console.note("\(DisplayPath(job.output)): \(cloud.summary)")
    if let warning = cloud.warning { console.warning("\(DisplayPath(job.input)): \(warning)") }
  }

  private var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) && isFolder.boolValue
  }

  private func jobs() throws -> [Job] {
    let names = try FileManager.default.contentsOfDirectory(atPath: input).sorted()
    let wanted = names.filter {
      endings.contains(($0 as NSString).pathExtension.lowercased()) && !$0.hasPrefix(".")
    }
    guard !wanted.isEmpty else {
      throw CommandFailure(
        .badData,
        "\(DisplayPath(input)): expected files that end in \(endings.joined(separator: ", ")), found none")
    }
    var sources: [String: String] = [:]
    return try wanted.map { name in
      let stem = (name as NSString).deletingPathExtension
      if let other = sources.updateValue(name, forKey: stem) {
        throw CommandFailure(
          .badData,
          "\(DisplayPath(input)): \(DisplayPath(other)) and \(DisplayPath(name)) would become one file")
      }
      return Job(
        input: input + "/" + name, output: "\(output)/\(stem).tiff",
        colors: colors.map { "\($0)/\(stem).png" })
    }
  }
}
