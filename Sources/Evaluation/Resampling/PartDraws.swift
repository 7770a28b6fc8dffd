import Tensors

/// A part of the test set as resampling sees it.
struct TestPart: Sendable {
  /// The name of the part.
  let id: String

  /// Whether it has a defect.
  let isDefective: Bool

  /// Whether its pixels count; those of a defective part without a mask do not.
  let hasPixels: Bool
}

/// The parts of a test set drawn anew with replacement, again and again; good and defective ones apart, so that the
/// number of each stays as it is (Efron 1979).
///
/// All rows of a table see the same draws, so differences of rows are paired.
struct PartDraws: Sendable {
  /// The parts in the order they came.
  let parts: [TestPart]

  /// How often each part is drawn, `[1 + resamples, parts]`; the first row is the test set itself.
  let counts: Tensor

  /// Draws parts; the order they came in makes no difference.
  init(of parts: [TestPart], resamples: Int, stream: RandomStream) {
    let order = parts.indices.sorted { (parts[$0].id, $0) < (parts[$1].id, $1) }
    let strata = [false, true].map { defective in order.filter { parts[$0].isDefective == defective } }
    var stream = stream
    var counts = [Float](repeating: 0, count: (1 + resamples) * parts.count)
    for part in parts.indices { counts[part] = 1 }
    for resample in 1..<1 + resamples {
      for stratum in strata {
        for _ in stratum {
          counts[resample * parts.count + stratum[stream.index(below: stratum.count)]] += 1
        }
      }
    }
    self.parts = parts
    self.counts = Tensor(shape: [1 + resamples, parts.count], elements: counts)
  }

  /// How often each part with pixels is drawn, `[1 + resamples, images]`; images in the order of `imageOrder`.
  var imageCounts: Tensor {
    let images = parts.indices.filter { parts[$0].hasPixels }
    let columns = imageOrder.map { images[$0] }
    let elements = (0..<counts.shape[0]).flatMap { resample in columns.map { counts[resample, $0] } }
    return Tensor(shape: [counts.shape[0], images.count], elements: elements)
  }

  /// The images sorted by the names of their parts, so that sums over them do not depend on the order they came in.
  var imageOrder: [Int] {
    let names = parts.filter(\.hasPixels).map(\.id)
    return names.indices.sorted { (names[$0], $0) < (names[$1], $1) }
  }
}
