import Evaluation
import Tensors

/// A mask drawn in text: `#` is defective.
func mask(_ rows: String...) -> DefectMask {
  let width = rows.first?.count ?? 0
  return DefectMask(height: rows.count, width: width, isDefect: rows.joined().map { $0 == "#" })
}

/// A map of one row.
func map(_ scores: Float...) -> Tensor {
  Tensor(shape: [1, scores.count], elements: scores)
}

/// Random images with blobs as defects, and scores on a coarse grid so that many tie.
struct RandomImages {
  var maps: [Tensor] = []
  var masks: [DefectMask?] = []

  init(seed: UInt64, count: Int = 4, side: Int = 12, levels: Int = 15) {
    var stream = RandomStream(seed: seed).stream("images")
    for image in 0..<count {
      let isDefect = (0..<side * side).map { _ in image > 0 && stream.uniform() < 0.15 }
      let scores = isDefect.map { defect in
        Float(stream.index(below: levels) + (defect ? levels / 4 : 0)) / 7 - 1
      }
      maps.append(Tensor(shape: [side, side], elements: scores))
      masks.append(image == 0 ? nil : DefectMask(height: side, width: side, isDefect: isDefect))
    }
  }
}

extension EvaluatedSample {
  /// A sample with one row named "row" whose score is the largest of its map.
  init(id: String, truth: GroundTruth, map: Tensor) {
    let prediction = Prediction(score: map.elements.max() ?? 0, map: map)
    self.init(id: id, truth: truth, predictions: ["row": prediction])
  }
}
