import CKernels

/// The memory and the steps of one task of a scattering network: eight signals of one resolution.
///
/// A signal is made column by column. Each column is averaged while it lies in the cache, and, when a later layer
/// needs the signal's spectrum, transformed at once; rows follow.
final class ScatteringTask {
  /// Floats in a complex and in a real point of eight lanes.
  static let complexPoint = 2 * ASSAY_LANES
  static let realPoint = ASSAY_LANES

  private let side: Int
  private let outputs: Int
  private let plan: FourierPlan
  private let smoothing: SmoothingKernel
  private let grid: LaneStorage
  private let scratch: LaneStorage
  private let columns: LaneStorage
  private let rows: LaneStorage

  /// Values that wrap around before the first and after the last of a column or row.
  private let before: Int
  private let span: Int

  /// A task for signals of `plan.length` rows and columns that are averaged to `outputs` x `outputs` values.
  init(plan: FourierPlan, smoothing: SmoothingKernel, outputs: Int) {
    side = plan.length
    self.outputs = outputs
    self.plan = plan
    self.smoothing = smoothing
    before = max(0, -(smoothing.step + smoothing.first))
    span = before + max(side, smoothing.step + smoothing.first + smoothing.span(of: outputs))
    grid = LaneStorage(count: side * side * Self.complexPoint)
    scratch = LaneStorage(count: 3 * side * Self.complexPoint)
    columns = LaneStorage(count: 2 * span * Self.realPoint)
    rows = LaneStorage(count: outputs * span * Self.realPoint)
  }
}

// MARK: - Signals

extension ScatteringTask {
  /// Averages a signal that is given by its columns, and takes its spectrum.
  ///
  /// - Parameters:
  ///   - averages: Gets the averages, `[outputs, outputs, 8]`.
  ///   - spectrum: Gets the spectrum, `[side, side, 2, 8]`, unless nil.
  ///   - writeColumn: Writes the real column of an index, `[side, 8]`.
  func process(
    averages: UnsafeMutablePointer<Float>, spectrum: UnsafeMutablePointer<Float>?,
    writeColumn: (Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    for first in stride(from: 0, to: side, by: 2) {
      for parity in 0..<min(2, side - first) {
        let column = self.column(parity)
        writeColumn(first + parity, column)
        smoothColumn(parity, to: first + parity)
      }
      if let spectrum { transformColumns(at: first, to: spectrum) }
    }
    smoothRows(to: averages)
    if let spectrum { transformRows(of: spectrum) }
  }

  /// Averages the modulus of the inverse transform of a spectrum, and takes the modulus's own spectrum.
  ///
  /// - Parameters:
  ///   - averages: Gets the averages, `[outputs, outputs, 8]`.
  ///   - spectrum: Gets the modulus's spectrum, `[side, side, 2, 8]`, unless nil.
  ///   - addRow: Adds the row of an index to `[side, 2, 8]` zeros.
  func processModulus(
    averages: UnsafeMutablePointer<Float>, spectrum: UnsafeMutablePointer<Float>?,
    addRow: (Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    let row = scratch.start
    for index in 0..<side {
      row.update(repeating: 0, count: side * Self.complexPoint)
      addRow(index, row)
      transform(row, into: grid.start + index * side * Self.complexPoint, inverse: true)
    }
    process(averages: averages, spectrum: spectrum) { index, column in
      let points = self.transform(
        self.grid.start + index * Self.complexPoint, stride: self.side, inverse: true)
      assay_lanes_modulus(points, self.side, column)
    }
  }
}

// MARK: - Transforms

extension ScatteringTask {
  /// The transform of `side` points that lie `stride` points apart, somewhere in the scratch memory.
  private func transform(
    _ input: UnsafePointer<Float>, stride: Int, inverse: Bool
  ) -> UnsafeMutablePointer<Float> {
    let first = scratch.start + side * Self.complexPoint
    let second = first + side * Self.complexPoint
    return plan.withKernel { assay_fourier_lanes($0, input, stride, first, second, inverse ? 1 : 0) }
  }

  /// Transforms neighbouring points into `output`, which does not overlap them.
  private func transform(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, inverse: Bool
  ) {
    let other = scratch.start + side * Self.complexPoint
    plan.withKernel { kernel in
      let endsInFirst = kernel.pointee.stage_count % 2 == 1
      _ = assay_fourier_lanes(
        kernel, input, 1, endsInFirst ? output : other, endsInFirst ? other : output, inverse ? 1 : 0)
    }
  }

  /// Transforms the two current columns as the parts of one complex signal, up to frequency `side / 2`.
  private func transformColumns(at first: Int, to spectrum: UnsafeMutablePointer<Float>) {
    let joined = scratch.start
    assay_lanes_join(column(0), column(1), side, joined)
    let points = transform(joined, stride: 1, inverse: false)
    assay_lanes_split(points, side, side, spectrum + first * Self.complexPoint)
  }

  /// Transforms the upper half of the rows, and mirrors them to the lower half.
  private func transformRows(of spectrum: UnsafeMutablePointer<Float>) {
    let rowCount = side * Self.complexPoint
    for index in 0...side / 2 {
      let row = spectrum + index * rowCount
      scratch.start.update(from: row, count: rowCount)
      transform(scratch.start, into: row, inverse: false)
      let opposite = (side - index) % side
      if opposite > side / 2 { assay_lanes_mirror(row, side, spectrum + opposite * rowCount) }
    }
  }
}

// MARK: - Averages

extension ScatteringTask {
  /// One of the two columns that are worked on, after its wrapped values.
  private func column(_ parity: Int) -> UnsafeMutablePointer<Float> {
    columns.start + (parity * span + before) * Self.realPoint
  }

  private func smoothColumn(_ parity: Int, to index: Int) {
    let column = self.column(parity)
    wrap(column)
    smooth(column, to: rows.start + (before + index) * Self.realPoint, stride: span)
  }

  private func smoothRows(to averages: UnsafeMutablePointer<Float>) {
    for index in 0..<outputs {
      let row = rows.start + (index * span + before) * Self.realPoint
      wrap(row)
      smooth(row, to: averages + index * outputs * Self.realPoint, stride: 1)
    }
  }

  /// Repeats the end of a signal before its start and its start after its end.
  private func wrap(_ values: UnsafeMutablePointer<Float>) {
    let count = side * Self.realPoint
    let head = before * Self.realPoint
    (values - head).update(from: values + count - head, count: head)
    let tail = (span - before) * Self.realPoint - count
    (values + count).update(from: values, count: tail)
  }

  /// The averages around points `step`, `2 step`, ...; those of the padding are left out.
  private func smooth(
    _ values: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>, stride: Int
  ) {
    smoothing.weights.withUnsafeBufferPointer { weights in
      let offset = (smoothing.step + smoothing.first) * Self.realPoint
      assay_lanes_smooth(
        values + offset, weights.baseAddress, weights.count, smoothing.step, outputs, sums, stride)
    }
  }
}
