// swift-tools-version: 6.1
import PackageDescription

// The manifest is a table: one line per target, lowest level first. A target imports only targets that
// stand above it here; `Tools/lint/check-imports` holds the sources to that.

let system: [Target] = [
  .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
  .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
  .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),
  .systemLibrary(name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
]

let libraries: [Target] = [
  // Level 0: numbers and bytes.
  .target(name: "CKernels"),
  .target(name: "Tensors", dependencies: ["COpenBLAS", "CKernels"]),
  .target(name: "Files"),
  .target(name: "CImageFiles", dependencies: ["CPNG", "CJPEG"]),
  // Level 1: files and shapes.
  .target(name: "TensorFiles", dependencies: ["Tensors", "Files"]),
  .target(name: "ImageFiles", dependencies: ["Tensors", "Files", "CPNG", "CTIFF", "CImageFiles"]),
  .target(name: "PointClouds", dependencies: ["Tensors", "Files", "CKernels"]),
  .target(name: "Networks", dependencies: ["Tensors", "Files", "CKernels"]),
  // Level 2: branches, memory bank, parts.
  .target(name: "Branches", dependencies: ["Networks", "PointClouds", "Tensors", "CKernels"]),
  .target(name: "Adaptation", dependencies: ["Networks", "Tensors", "CKernels"]),
  .target(name: "MemoryBank", dependencies: ["Tensors", "Files", "TensorFiles", "CKernels"]),
  .target(name: "SyntheticParts", dependencies: ["Tensors"]),
  // Level 3: the parts of the product.
  .target(name: "Evaluation", dependencies: ["Tensors"]),
  .target(
    name: "Datasets",
    dependencies: [
      "Tensors", "Files", "TensorFiles", "ImageFiles", "PointClouds", "SyntheticParts",
      .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
    ]),
  .target(
    name: "Detection",
    dependencies: [
      "Tensors", "Files", "TensorFiles", "PointClouds", "Branches", "MemoryBank", "Adaptation",
      .product(name: "Crypto", package: "swift-crypto"),
    ]),
  // Level 4: jobs, and what people look at.
  .target(
    name: "FineTuning",
    dependencies: ["Branches", "Adaptation", "Detection", "Files", "TensorFiles", "Tensors"]),
  .target(
    name: "Reporting",
    dependencies: [
      "Evaluation", "Files", "Tensors", .product(name: "Mustache", package: "swift-mustache"),
    ],
    resources: [
      .embedInCode("Resources/report.mustache"), .embedInCode("Resources/tables.mustache"),
      .embedInCode("Resources/table.mustache"),
      .embedInCode("Resources/charts.mustache"), .embedInCode("Resources/defects.mustache"),
      .embedInCode("Resources/gallery.mustache"), .embedInCode("Resources/card.mustache"),
      .embedInCode("Resources/scale.mustache"),
      .embedInCode("Resources/cloud.mustache"), .embedInCode("Resources/facts.mustache"),
      .embedInCode("Resources/report.css"), .embedInCode("Resources/report.js"),
      .embedInCode("Resources/published-figures.json"),
    ]),
  // Level 5: the command line as a library.
  .target(
    name: "AssayCommands",
    dependencies: [
      "Tensors", "Files", "TensorFiles", "ImageFiles", "PointClouds", "Branches", "MemoryBank",
      "Adaptation", "SyntheticParts",
      "Evaluation", "Datasets", "Detection", "FineTuning", "Reporting",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "Yams", package: "Yams"),
    ]),
  // Level 6: the executable.
  .executableTarget(name: "assay", dependencies: ["AssayCommands"]),
]

let tests: [Target] = [
  .target(
    name: "TestSupport", dependencies: ["CKernels", "Tensors", "Files"], path: "Tests/TestSupport"),
  .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels", "TestSupport"]),
  .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
  .testTarget(
    name: "TensorFilesTests", dependencies: ["TensorFiles", "TestSupport"], resources: [.copy("Fixtures")]),
  .testTarget(
    name: "ImageFilesTests",
    dependencies: ["ImageFiles", "CImageFiles", "CJPEG", "Tensors", "TestSupport"],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "PointCloudsTests", dependencies: ["PointClouds", "TensorFiles", "TestSupport"],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "NetworksTests", dependencies: ["Networks", "TensorFiles", "CKernels", "Tensors", "TestSupport"],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "BranchesTests",
    dependencies: [
      "Branches", "Networks", "PointClouds", "CKernels", "Tensors", "TensorFiles", "TestSupport",
    ],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "AdaptationTests",
    dependencies: ["Adaptation", "Networks", "TensorFiles", "Tensors", "TestSupport"],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "MemoryBankTests",
    dependencies: ["MemoryBank", "Files", "TensorFiles", "CKernels", "Tensors", "TestSupport"],
    resources: [.copy("Fixtures")]),
  .testTarget(name: "SyntheticPartsTests", dependencies: ["SyntheticParts", "Tensors", "TestSupport"]),
  .testTarget(
    name: "EvaluationTests", dependencies: ["Evaluation", "TensorFiles", "TestSupport"],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "DatasetsTests",
    dependencies: ["Datasets", "ImageFiles", "PointClouds", "SyntheticParts", "Tensors", "TestSupport"]),
  .testTarget(
    name: "ReportingTests", dependencies: ["Reporting", "Evaluation", "Files", "Tensors", "TestSupport"],
    exclude: ["Snapshots"]),
  .testTarget(
    name: "DetectionTests",
    dependencies: [
      "Adaptation", "Branches", "Detection", "Files", "PointClouds", "SyntheticParts", "TensorFiles",
      "Tensors", "TestSupport",
    ],
    resources: [.copy("Fixtures")]),
  .testTarget(
    name: "FineTuningTests",
    dependencies: [
      "FineTuning", "Adaptation", "Detection", "Files", "PointClouds", "TensorFiles", "Tensors",
      "TestSupport",
    ]),
  .testTarget(
    name: "GoldenTests",
    dependencies: ["Detection", "ImageFiles", "PointClouds", "TensorFiles", "Tensors", "TestSupport"],
    exclude: ["Fixtures"]),
  .testTarget(
    name: "BundleCompatibilityTests", dependencies: ["Detection", "Files", "Tensors", "TestSupport"],
    exclude: ["Fixtures"]),
  .testTarget(
    name: "AssayCommandsTests", dependencies: ["AssayCommands", "Files", "TestSupport"]),
  .testTarget(
    name: "EndToEndTests",
    dependencies: [
      "assay", "Files", "ImageFiles", "Networks", "TensorFiles", "Tensors", "TestSupport",
      .product(name: "Yams", package: "Yams"),
    ],
    exclude: ["Snapshots"]),
]

// `Tools/docs` alone needs the plugin; nobody else waits for it to be fetched.
let documentation: [Package.Dependency] =
  Context.environment["ASSAY_DOCUMENTATION"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.3")]

let package = Package(
  name: "assay",
  products: [  // for Tools/bench
    .library(
      name: "Benchmarked",
      targets: ["Networks", "Adaptation", "MemoryBank", "PointClouds", "TensorFiles", "Files", "Tensors"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ] + documentation,
  targets: system + libraries + tests,
  swiftLanguageModes: [.v6]
)
