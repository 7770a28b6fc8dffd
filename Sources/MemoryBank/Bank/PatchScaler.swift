import Tensors

/// Turns features of both modalities into fused rows.
struct PatchScaler: Sendable {
  let appearance: FeatureScale
  let geometry: FeatureScale

  /// The width of a fused row.
  var featureCount: Int { appearance.center.count + geometry.center.count }

  init(appearance: FeatureScale, geometry: FeatureScale) {
    self.appearance = appearance
    self.geometry = geometry
  }

  /// Measures both scales on good patches.
  init(
    measuring patches: TrainingPatches, random: RandomStream, on pool: WorkerPool
  ) throws(MemoryBankError) {
    appearance = FeatureScale(of: patches.appearance, random: random.stream("appearance pairs"), on: pool)
    geometry = FeatureScale(
      of: patches.geometry, where: patches.hasGeometry, random: random.stream("geometry pairs"), on: pool)
    guard appearance.isUsable else { throw .unusableFeatures(.appearance) }
    guard geometry.isUsable else { throw .unusableFeatures(.geometry) }
  }

  /// Fused rows, `[patches, appearance + geometry]`, with zeros where a patch has no geometry.
  func fusedRows(
    appearance: Tensor, geometry: Tensor, hasGeometry: [Bool], on pool: WorkerPool
  ) -> Tensor {
    pool.tensor(shape: [appearance.rows, featureCount], blockRows: 64) { range, block in
      guard let block = block.baseAddress else { return }
      fuse(range, appearance, geometry, hasGeometry, into: block)
    }
  }

  /// Projections of the fused rows, which are never held all at once.
  func projected(
    _ patches: TrainingPatches, by projection: RandomProjection, on pool: WorkerPool
  ) -> Tensor {
    let width = featureCount
    let shape = [patches.count, projection.outputCount]
    return pool.tensor(shape: shape, blockRows: RandomProjection.blockRows) { range, block in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * width) { fused in
        guard let fused = fused.baseAddress, let block = block.baseAddress else { return }
        fused.initialize(repeating: 0, count: range.count * width)
        fuse(range, patches.appearance, patches.geometry, patches.hasGeometry, into: fused)
        projection.project(fused, count: range.count, into: block)
      }
    }
  }

  /// Writes fused rows over `target`, which holds zeros.
  private func fuse(
    _ range: Range<Int>, _ appearanceRows: Tensor, _ geometryRows: Tensor, _ hasGeometry: [Bool],
    into target: UnsafeMutablePointer<Float>
  ) {
    let (appearanceCount, geometryCount) = (appearance.center.count, geometry.center.count)
    appearanceRows.withUnsafeElements { appearances in
      geometryRows.withUnsafeElements { geometries in
        for (position, row) in range.enumerated() {
          let start = target + position * featureCount
          if let first = appearances.baseAddress, appearanceCount > 0 {
            appearance.standardize(first + row * appearanceCount, into: start)
          }
          if let first = geometries.baseAddress, geometryCount > 0, hasGeometry[row] {
            geometry.standardize(first + row * geometryCount, into: start + appearanceCount)
          }
        }
      }
    }
  }
}
