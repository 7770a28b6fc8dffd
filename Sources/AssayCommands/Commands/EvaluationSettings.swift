/// Where the outputs of an evaluation go, and what is reported.
struct EvaluationSettings {
  /// The run folder.
  let out: String

  /// The folder of bundles.
  let models: String

  /// The folder of anomaly maps, if they are wanted.
  var maps: String?

  /// The folder of the maps of every row, if they are wanted.
  var rowMaps: String?

  /// The folder of overlays, if they are wanted.
  var overlays: String?

  /// Whether the figures at 224 pixels and 100 thresholds are added.
  var includesLiteratureProtocol = false

  /// Whether test parts that cannot be read are left out instead of ending the run.
  var skipsBad = false

  /// Whether finished categories are evaluated anew.
  var restarts = false
}
