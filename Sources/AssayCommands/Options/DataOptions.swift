import ArgumentParser
import Datasets
import PointClouds

/// Which data set, in which layout and unit.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The root folder of a data set.", valueName: "root"), completion: .directory)
  var data: String

  @OptionGroup var reading: ReadingOptions

  /// Opens the data set.
  func open(seed: UInt64) throws -> Dataset {
    try Dataset.open(root: data, layout: reading.layout, options: reading.datasetOptions(seed: seed))
  }
}

/// How files of parts are read.
struct ReadingOptions: ParsableArguments {
  @Option(help: "The arrangement of folders and files.")
  var layout: DatasetLayout = .automatic

  @Option(help: "The unit of XYZ files.")
  var unit: LengthUnit = .metre

  /// The same choices for `Dataset.open`.
  func datasetOptions(seed: UInt64) -> DatasetOptions {
    var options = DatasetOptions()
    options.unit = unit
    options.seed = seed
    return options
  }
}

extension DatasetLayout: ExpressibleByArgument {}

extension LengthUnit: ExpressibleByArgument {}
