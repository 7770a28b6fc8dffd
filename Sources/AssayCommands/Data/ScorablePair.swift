import Datasets
import PointClouds

/// A pair to score: its names for the result line, and how to read it.
struct ScorablePair {
  /// What the result line says.
  let paths: PairPaths

  /// Reads the pixels.
  let load: () throws -> SamplePair

  /// A pair of files.
  init(_ paths: PairPaths, unit: LengthUnit) {
    self.paths = paths
    load = { try SamplePair(rgb: paths.rgb, xyz: paths.xyz, masks: paths.masks, unit: unit) }
  }

  /// A part of a data set.
  init(_ sample: DatasetSample, in dataset: Dataset) {
    paths = PairPaths(id: sample.name, rgb: sample.rgb, xyz: sample.geometry.path)
    load = { try dataset.load(sample) }
  }

  /// Something that names no pair; reading it fails.
  init(broken failure: CommandFailure, id: String = "") {
    paths = PairPaths(id: id, rgb: "", xyz: "")
    load = { throw failure }
  }
}
