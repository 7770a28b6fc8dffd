// swift-tools-version: 6.1
import PackageDescription

// Small programs that time one thing each; the Python scripts beside them run the peers in turn with them.

let package = Package(
  name: "bench",
  dependencies: [.package(name: "assay", path: "../..")],
  targets: [
    .executableTarget(name: "NetworkForward", dependencies: [.product(name: "Networks", package: "assay")]),
    .executableTarget(
      name: "PointTransformerForward", dependencies: [.product(name: "Networks", package: "assay")]),
  ],
  swiftLanguageModes: [.v6]
)
