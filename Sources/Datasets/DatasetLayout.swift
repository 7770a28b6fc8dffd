/// How a data set is laid out in folders.
public enum DatasetLayout: String, CaseIterable, Sendable {
  /// Recognise the layout from the folders.
  case automatic = "auto"

  /// MVTec 3D-AD: `CATEGORY/SPLIT/DEFECT/{rgb,xyz,gt}/ID.*`.
  case mvtec3D = "mvtec3d"

  /// Eyecandies: `CATEGORY/SPLIT/data/ID_image_4.png`, `ID_depth.png` and so on.
  case eyecandies

  /// Own parts: `[CATEGORY/]good/…`, and one more folder for each kind of defect.
  case folder
}
