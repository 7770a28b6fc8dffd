import Foundation

/// Where the maps and overlays of a batch go: one file for each pair, named by its id.
struct BatchOutputs {
  private let maps: String?
  private let overlays: String?

  /// Makes the folders that the options name.
  init(_ options: BatchOptions) throws {
    maps = options.maps
    overlays = options.overlays
    for folder in [maps, overlays].compactMap({ $0 }) { try OutputFolder.create(folder) }
  }

  /// The file for a pair's anomaly map, if maps are wanted.
  func map(for pair: PairPaths) throws -> String? {
    try maps.map { try file(for: pair, in: $0, ending: "tiff") }
  }

  /// The file for a pair's overlay, if overlays are wanted.
  func overlay(for pair: PairPaths) throws -> String? {
    try overlays.map { try file(for: pair, in: $0, ending: "png") }
  }

  /// A path that keeps the folders of an id, so that equal file names in two folders do not meet.
  private func file(for pair: PairPaths, in folder: String, ending: String) throws -> String {
    let parts = pair.id.split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
    let name = (parts as NSString).pathExtension == "png" ? (parts as NSString).deletingPathExtension : parts
    let path = "\(folder)/\(name).\(ending)"
    try OutputFolder.create(parentOf: path)
    try pair.refuseToReplace(with: path)
    return path
  }
}
