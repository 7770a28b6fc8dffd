import Adaptation
import Tensors

/// How the steps of training are taken: all at once, or by a caller who stores the state in between.
public struct AdaptorTraining: Sendable {
  /// Takes all steps that are left; returns the report of the step after which features had collapsed.
  let takeSteps: @Sendable (inout AdaptationTrainer, WorkerPool) throws -> StepReport?

  /// Training by a function.
  ///
  /// - Parameter takeSteps: Gets a trainer that has taken no step, and takes all of them or goes on from a stored state;
  ///   returns the report of the step after which features had collapsed, nil when they have not.
  public init(_ takeSteps: @escaping @Sendable (inout AdaptationTrainer, WorkerPool) throws -> StepReport?) {
    self.takeSteps = takeSteps
  }

  /// All steps at once.
  ///
  /// - Parameter progress: Is told the steps done and the steps in all.
  init(progress: @escaping @Sendable (Int, Int) -> Void) {
    self.init { trainer, pool in
      let steps = trainer.options.stepCount
      return try trainer.train(on: pool) { report in
        progress(report.step, steps)
        return true
      }
    }
  }
}
