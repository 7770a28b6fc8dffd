import Detection
import Files
import Foundation
import TensorFiles
import Tensors

/// The parts of one split, whose features come from a cache and go into it.
struct CachedFeatures: Sendable {
  private let cache: FeatureCache
  private let split: String
  private let parts: GoodParts
  private let extractor: FeatureExtractor
  private let settings: String
  private let pool: WorkerPool

  /// The parts of a split.
  ///
  /// - Parameters:
  ///   - split: The name of the split, for file names.
  ///   - parts: The parts, all of them named in the cache's identity.
  ///   - cache: Where features are kept.
  ///   - extractor: Makes features that are missing.
  ///   - pool: The threads to use.
  /// - Throws: What encoding the settings throws.
  init(
    _ split: String, _ parts: GoodParts, in cache: FeatureCache, by extractor: FeatureExtractor,
    on pool: WorkerPool
  )
    throws
  {
    self.cache = cache
    self.split = split
    self.parts = parts
    self.extractor = extractor
    self.pool = pool
    settings = try cache.digest(viewShare: extractor.preprocessor.options.viewShare)
  }

  /// The number of parts.
  var count: Int { parts.names.count }

  /// Makes the features that are missing.
  ///
  /// - Parameter progress: Is told how many parts are done, and whether the latest was made.
  /// - Throws: What reading a capture throws, or `TensorFileError` when a file cannot be written.
  func fill(progress: (Int, Bool) -> Void) throws {
    try pool.forEachInOrder(count) { index in
      guard !FileManager.default.fileExists(atPath: path(index)) else { return false }
      _ = try make(index)
      return true
    } consume: { index, isMade in
      progress(index + 1, isMade)
    }
  }

  /// The features, read when they are needed; those of a damaged file are made again.
  ///
  /// - Parameter damaged: Is told which file cannot be used, and why.
  /// - Returns: The parts in their order.
  func source(damaged: @escaping @Sendable (String) -> Void) -> FeatureSource {
    FeatureSource(count: count) { index in
      do { return try read(index) } catch {
        damaged("\(error); its features are made again")
        return try make(index)
      }
    }
  }

  private func path(_ index: Int) -> String {
    let digits = String(index)
    return
      "\(cache.folder)/\(split)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).safetensors"
  }

  /// What a file of a part says about its origin.
  private func origin(of index: Int) -> [String: String] {
    let name = parts.names[index]
    return ["part": name, "part_sha256": cache.identity.parts[name] ?? "", "settings_sha256": settings]
  }

  private func make(_ index: Int) throws -> PartDescription {
    let features = try FeatureSource(of: parts.captures, by: extractor, on: pool).load(index)
    var file = features.file
    file.metadata = origin(of: index)
    try SealedTensors.write(file, to: path(index))
    return features
  }

  private func read(_ index: Int) throws -> PartDescription {
    let file = try SealedTensors.read(path(index))
    guard file.metadata == origin(of: index), let features = PartDescription(file, from: extractor) else {
      throw FineTuningError.foreignFeatures(path: path(index))
    }
    return features
  }
}
