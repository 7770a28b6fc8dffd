/// What is published about a data set that Assay knows; the same facts stand in `Datasets/*.json`.
public struct PublishedDataset: Sendable, Equatable {
  /// The name of the data set.
  public let name: String

  /// Its categories, sorted by name.
  public let categories: [PublishedCategory]

  /// The published data set of a layout, if it has one.
  public static func of(_ layout: DatasetLayout) -> PublishedDataset? {
    switch layout {
    case .mvtec3D: mvtec3D
    case .eyecandies: eyecandies
    case .folder, .automatic: nil
    }
  }

  /// MVTec 3D-AD (Bergmann et al., VISAPP 2022).
  public static let mvtec3D = PublishedDataset(
    name: "MVTec 3D-AD",
    categories: [
      PublishedCategory("bagel", train: 244, validation: 22, test: (22, 88), size: (800, 800)),
      PublishedCategory("cable_gland", train: 223, validation: 23, test: (21, 87), size: (400, 400)),
      PublishedCategory("carrot", train: 286, validation: 29, test: (27, 132), size: (800, 800)),
      PublishedCategory("cookie", train: 210, validation: 22, test: (28, 103), size: (500, 500)),
      PublishedCategory("dowel", train: 288, validation: 34, test: (26, 104), size: (400, 400)),
      PublishedCategory("foam", train: 236, validation: 27, test: (20, 80), size: (900, 900)),
      PublishedCategory("peach", train: 361, validation: 42, test: (26, 106), size: (600, 600)),
      PublishedCategory("potato", train: 300, validation: 33, test: (22, 92), size: (800, 800)),
      PublishedCategory("rope", train: 298, validation: 33, test: (32, 69), size: (400, 900)),
      PublishedCategory("tire", train: 210, validation: 29, test: (25, 87), size: (800, 600)),
    ])

  /// Eyecandies (Bonfiglioli et al., ACCV 2022), with the public test set.
  public static let eyecandies = PublishedDataset(
    name: "Eyecandies",
    categories: [
      "CandyCane", "ChocolateCookie", "ChocolatePraline", "Confetto", "GummyBear", "HazelnutTruffle",
      "LicoriceSandwich", "Lollipop", "Marshmallow", "PeppermintCandy",
    ].map { PublishedCategory($0, train: 1000, validation: 100, test: (25, 25), size: (512, 512)) })
}
