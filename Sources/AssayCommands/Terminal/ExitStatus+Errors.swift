import Branches
import Datasets
import Detection
import Evaluation
import Files
import FineTuning
import ImageFiles
import MemoryBank
import PointClouds
import Reporting
import TensorFiles

extension ExitStatus {
  /// The exit code of an error that a command ended with; nil for errors of the command line itself.
  init?(describing error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure.status
    case let error as FileError: self.init(error)
    case ImageFileError.file(let cause), TensorFileError.file(let cause), CloudFileError.file(let cause),
      MemoryBankError.file(let cause), DetectionError.bank(.file(let cause)):
      self.init(cause)
    case is ImageFileError, is TensorFileError, is CloudFileError, is MemoryBankError, is DetectionError,
      is EvaluationError, is PointCloudError:
      self = .badData
    case let error as DatasetError: self.init(error)
    case let error as BranchError: self.init(error)
    case let error as FineTuningError: self.init(error)
    case let error as ReportingError: self.init(error)
    default: return nil
    }
  }

  private init(_ error: BranchError) {
    if case .unknownName = error { self = .usage } else { self = .badData }
  }

  private init(_ error: FineTuningError) {
    switch error {
    case .occupied: self = .cannotCreate
    case .interrupted(.interrupt, _, _): self = .interrupted
    case .interrupted(.terminate, _, _): self = .terminated
    default: self = .badData
    }
  }

  private init(_ error: ReportingError) {
    switch error {
    case .notARun: self = .missingInput
    case .file(let cause): self.init(cause)
    case .malformed, .newerFormat: self = .badData
    }
  }

  private init(_ error: FileError) {
    switch error {
    case .missing, .unreadable: self = .missingInput
    case .notRegular, .tooLarge: self = .badData
    case .busy: self = .busy
    case .unwritable: self = .cannotCreate
    }
  }

  private init(_ error: DatasetError) {
    switch error {
    case .image(.file(let cause)), .file(let cause): self.init(cause)
    case .missingRoot, .unreadableRoot: self = .missingInput
    case .cannotCreate: self = .cannotCreate
    case .unknownCategory: self = .usage
    default: self = .badData
    }
  }
}
