import Files

/// The `README.md` of a run folder: what lies where.
struct JobGuide {
  private let job: FineTuningJob

  /// The guide of a job.
  init(_ job: FineTuningJob) { self.job = job }

  /// The text.
  var text: String {
    """
    # Fine-tuning of \(DisplayPath(job.category))

    `assay adapt` works in this folder. It may be killed at any time; the same call with `--resume` goes on.

    | | |
    | --- | --- |
    | `job.yaml` | every setting; `assay adapt job.yaml --out OTHER` runs the job again |
    | `job.json` | state, reason, seconds by stage, peak memory, machines, checksums of all parts |
    | `events.jsonl` | what happened and when, one JSON object on each line; every step with all terms of its loss |
    | `losses.csv`, `losses.svg` | the loss, its terms and the spread of features, step by step |
    | `\(job.category).assay` | the result: a bundle for `assay score` |
    | `adaptors.safetensors` | the weights of the trained adaptors alone; absent when features fell together in training |
    | `checkpoints`, `latest` | the two newest states of training, and a link to the newest; may go when the job is done |
    | `features` | the features of all good parts; may go when the job is done |

    """
  }
}
