// swift-tools-version: 6.1
import PackageDescription

// Small programs that time one thing each; the Python scripts beside them run the peers in turn with them.

let programs = [
  "NetworkForward", "PointTransformerForward", "RowSearch", "CoresetSelection", "PointGrouping",
  "AdaptationTraining",
]

let package = Package(
  name: "bench",
  dependencies: [.package(name: "assay", path: "../..")],
  targets: [.target(name: "Turns"), .executableTarget(name: "Peaks")]
    + programs.map {
      .executableTarget(name: $0, dependencies: ["Turns", .product(name: "Benchmarked", package: "assay")])
    },
  swiftLanguageModes: [.v6]
)
