/// Captures that are read one by one when they are needed.
public typealias CaptureSource = PartSource<Capture>

extension PartSource<Capture> {
  /// Captures in memory.
  public init(_ captures: [Capture]) {
    self.init(count: captures.count) { captures[$0] }
  }

  /// Nothing.
  public static var empty: CaptureSource { CaptureSource([]) }
}
