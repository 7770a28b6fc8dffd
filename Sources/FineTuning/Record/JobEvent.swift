import Adaptation

/// One line of `events.jsonl`.
struct JobEvent: Encodable {
  /// What happened.
  enum Kind: String, Encodable {
    /// The first process of a job began.
    case start

    /// A later process took the job up.
    case resume

    /// A stage began.
    case stage

    /// How many features were there already, and how many were made.
    case features

    /// Training took a step.
    case step

    /// A state of training was stored.
    case checkpoint

    /// A damaged file was found, and what was done instead.
    case fallback

    /// Features fell together; training ended.
    case collapse

    /// A signal arrived.
    case signal

    /// The job is finished.
    case done

    /// The job ended with an error.
    case error
  }

  /// What happened.
  let event: Kind

  /// The terms of the loss, the learning rate and the spread of features, after a step.
  var report: StepReport?

  /// The steps taken by then.
  var step: Int?

  /// The stage that began.
  var stage: String?

  /// In words: which file, which signal, why.
  var message: String?

  /// Parts whose features were in the cache.
  var cached: Int?

  /// Parts whose features were made.
  var made: Int?

  /// The machine, of a process that begins.
  var machine: JobMachine?

  /// When it happened.
  private let time = JobJSON.time()

  /// Something that happened now.
  init(_ event: Kind, message: String? = nil, step: Int? = nil, report: StepReport? = nil) {
    self.event = event
    self.message = message
    self.step = step
    self.report = report
  }

  private enum CodingKeys: String, CodingKey {
    case cached, event, machine, made, message, stage, step, time
  }

  /// Writes the members that there are, those of the report beside them.
  func encode(to encoder: any Encoder) throws {
    try report?.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(event, forKey: .event)
    try container.encode(time, forKey: .time)
    if report == nil { try container.encodeIfPresent(step, forKey: .step) }
    try container.encodeIfPresent(stage, forKey: .stage)
    try container.encodeIfPresent(message, forKey: .message)
    try container.encodeIfPresent(cached, forKey: .cached)
    try container.encodeIfPresent(made, forKey: .made)
    try container.encodeIfPresent(machine, forKey: .machine)
  }
}
