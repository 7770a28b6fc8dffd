import MemoryBank
import Tensors

/// The patch features of all training parts, part after part.
struct TrainingRows {
  private var appearance: [Float] = []
  private var geometry: [Float] = []

  /// Whether each row has geometry.
  private(set) var hasGeometry: [Bool] = []

  /// The training part that each row comes from.
  private(set) var owners: [Int32] = []

  private var ends: [Int] = []

  /// The owner of the first part's rows.
  let firstOwner: Int

  /// No rows.
  ///
  /// - Parameter firstOwner: The number that the first part gets; parts of before have smaller ones.
  init(firstOwner: Int = 0) {
    self.firstOwner = firstOwner
  }

  /// Appends the rows of the next part.
  ///
  /// - Parameters:
  ///   - rows: The part's rows.
  ///   - expectedParts: How many parts will come in all, so that memory is taken once.
  mutating func append(_ rows: PartRows, expectedParts: Int) {
    if ends.isEmpty {
      appearance.reserveCapacity(rows.appearance.count * expectedParts * 5 / 4)
      geometry.reserveCapacity(rows.geometry.count * expectedParts * 5 / 4)
    }
    let owner = Int32(firstOwner + ends.count)
    appearance += rows.appearance.elements
    geometry += rows.geometry.elements
    hasGeometry += rows.hasGeometry
    owners += [Int32](repeating: owner, count: rows.hasGeometry.count)
    ends.append(hasGeometry.count)
  }

  /// The number of parts.
  var partCount: Int { ends.count }

  /// The number of rows.
  var count: Int { hasGeometry.count }

  /// All rows.
  var patches: TrainingPatches {
    TrainingPatches(
      appearance: matrix(appearance), geometry: matrix(geometry), hasGeometry: hasGeometry, owners: owners)
  }

  /// The rows of one part.
  func rows(ofPart part: Int) -> PartRows {
    let range = (part == 0 ? 0 : ends[part - 1])..<ends[part]
    return PartRows(
      appearance: matrix(appearance, range), geometry: matrix(geometry, range),
      hasGeometry: Array(hasGeometry[range]))
  }

  private func matrix(_ elements: [Float]) -> Tensor {
    Tensor(shape: [count, elements.count / max(count, 1)], elements: elements)
  }

  private func matrix(_ elements: [Float], _ range: Range<Int>) -> Tensor {
    let width = elements.count / max(count, 1)
    return Tensor(
      shape: [range.count, width],
      elements: Array(elements[range.lowerBound * width..<range.upperBound * width]))
  }
}
