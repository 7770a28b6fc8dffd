import SyntheticParts
import Tensors

extension SyntheticDatasetPlan {
  /// Renders and writes every part.
  ///
  /// - Parameters:
  ///   - root: The root folder.
  ///   - layout: The arrangement; `automatic` writes that of MVTec 3D-AD.
  ///   - pool: The threads to use; the bytes do not depend on them.
  ///   - progress: Is told how many parts are done, and of how many.
  /// - Throws: `DatasetError` when something cannot be written.
  public func write(
    to root: String, layout: DatasetLayout, on pool: WorkerPool, progress: (Int, Int) -> Void = { _, _ in }
  ) throws {
    let writer = layout.writer ?? MVTec3DWriter()
    let items = items
    // The plain folder has one folder for all good parts, whose names tell them apart.
    try pool.forEachInOrder(items.count) { index in
      let item = items[index]
      let factory = SyntheticPartFactory(
        family: item.family, imageSize: imageSize, seed: seed, focalRatio: writer.focalRatio)
      try writer.write(
        sample(item, factory, withLightings: writer.needsLightings), at: item.place, under: root)
    } consume: { index, _ in
      progress(index + 1, items.count)
    }
  }

  private func sample(
    _ item: Item, _ factory: SyntheticPartFactory, withLightings: Bool
  ) -> SyntheticSample {
    guard let kind = item.kind else { return factory.good(index: item.index, withLightings: withLightings) }
    return factory.defective(
      kind: kind, index: item.index, severity: item.severity, withLightings: withLightings)
  }
}
