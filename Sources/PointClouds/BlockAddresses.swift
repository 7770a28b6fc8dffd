/// Where the arrays of `PointBlocks` lie, valid while the blocks are kept alive by `withAddresses`.
struct BlockAddresses {
  let x: UnsafePointer<Float>
  let y: UnsafePointer<Float>
  let z: UnsafePointer<Float>
  let pixels: UnsafePointer<Int32>
  let starts: UnsafePointer<Int32>
  let boxes: UnsafePointer<Float>
  let groupBoxes: UnsafePointer<Float>
}

extension PointBlocks {
  /// Calls `body` with the addresses of the arrays; not at all when there is no point.
  func withAddresses(_ body: (BlockAddresses) -> Void) {
    withBase(x, y, z) { x, y, z in
      withBase(starts, pixels, []) { starts, pixels, _ in
        withBase(boxes, groupBoxes, []) { boxes, groupBoxes, _ in
          guard let x, let y, let z, let starts, let pixels, let boxes, let groupBoxes else { return }
          body(
            BlockAddresses(
              x: x, y: y, z: z, pixels: pixels, starts: starts, boxes: boxes, groupBoxes: groupBoxes))
        }
      }
    }
  }
}

/// Calls `body` with the addresses of three arrays, nil for empty ones.
private func withBase<Element>(
  _ first: [Element], _ second: [Element], _ third: [Element],
  _ body: (UnsafePointer<Element>?, UnsafePointer<Element>?, UnsafePointer<Element>?) -> Void
) {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      third.withUnsafeBufferPointer { third in
        body(first.baseAddress, second.baseAddress, third.baseAddress)
      }
    }
  }
}
