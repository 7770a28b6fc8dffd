/// Where the words of a job go.
public struct JobObserver: Sendable {
  /// Is told a stage, the units done and the units in all.
  let progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

  /// Is told what may be good to know.
  let note: @Sendable (String) -> Void

  /// Is told what needs attention.
  let warning: @Sendable (String) -> Void

  /// An observer by functions; without any, the words are dropped.
  public init(
    progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in },
    note: @escaping @Sendable (String) -> Void = { _ in },
    warning: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.progress = progress
    self.note = note
    self.warning = warning
  }
}
