import Adaptation
import Detection
import Tensors

/// Takes the steps of training and stores the state in between, so that it can go on after any end.
struct CheckpointedTraining: Sendable {
  /// Where states are stored.
  let store: CheckpointStore

  /// Steps from one stored state to the next.
  let interval: Int

  /// Where steps are noted.
  let journal: JobJournal

  /// Who may ask for an end.
  let stop: StopRequest

  /// Where progress goes.
  let observer: JobObserver

  /// The run folder.
  let folder: JobFolder

  /// The training to hand to `Detector.fit`.
  var training: AdaptorTraining { AdaptorTraining { try takeSteps(of: &$0, on: $1) } }

  private func takeSteps(of trainer: inout AdaptationTrainer, on pool: WorkerPool) throws -> StepReport? {
    try journal.enter(JobStage.training)
    stop.setTraining(true)
    defer { stop.setTraining(false) }
    try restore(&trainer)
    var curve = LossCurve(EventLog.reports(in: folder.path(of: .events), upTo: trainer.stepCount))
    let collapse = try takeSteps(of: &trainer, noting: &curve, on: pool)
    try curve.write(to: folder)
    stop.setTraining(false)
    // A signal may have come since the last look. Collapsed features are no state to go on from.
    try endIfAsked(trainer, storing: collapse == nil)
    try journal.enter(JobStage.sharedSpace)
    return collapse
  }

  private func takeSteps(
    of trainer: inout AdaptationTrainer, noting curve: inout LossCurve, on pool: WorkerPool
  ) throws -> StepReport? {
    while !trainer.isDone {
      try endIfAsked(trainer)
      let report = try trainer.step(on: pool)
      try note(report, in: &curve, of: trainer.options.stepCount)
      if report.collapsed != nil { return report }
      if trainer.isDone || trainer.stepCount % interval == 0 { try store(trainer, curve) }
    }
    return nil
  }

  /// Goes on from the newest state that is whole.
  private func restore(_ trainer: inout AdaptationTrainer) throws {
    var restored = trainer
    let found = try store.restore { tensors in
      try restored.restore(tensors)
    } passedOver: { reason in
      observer.warning("\(reason); going back to an older state")
      try journal.note(JobEvent(.fallback, message: reason))
    }
    guard found else { return }
    trainer = restored
    observer.note("going on after step \(trainer.stepCount) of \(trainer.options.stepCount)")
  }

  private func note(_ report: StepReport, in curve: inout LossCurve, of steps: Int) throws {
    curve.append(report)
    try journal.note(JobEvent(.step, report: report))
    if let modality = report.collapsed {
      try journal.note(JobEvent(.collapse, message: "\(modality) features fell together", step: report.step))
    }
    observer.progress(JobStage.training, report.step, steps)
  }

  private func store(_ trainer: AdaptationTrainer, _ curve: LossCurve) throws {
    try store.write(trainer.state, step: trainer.stepCount)
    try curve.write(to: folder)
    try journal.stored(step: trainer.stepCount)
  }

  /// Ends when a signal has asked for it, by default with the state stored.
  private func endIfAsked(_ trainer: AdaptationTrainer, storing: Bool = true) throws {
    guard let signal = stop.signal else { return }
    if storing, journal.record.step != trainer.stepCount {
      try store.write(trainer.state, step: trainer.stepCount)
      try journal.stored(step: trainer.stepCount)
    }
    throw FineTuningError.interrupted(
      by: signal, step: journal.record.step, steps: trainer.options.stepCount)
  }
}
