import Branches
import PointClouds
import Tensors

/// The one way from a capture to the view that is described; fitting and scoring both go through it.
public struct Preprocessor: Sendable {
  /// The settings, as stored in the bundle.
  public let options: PreprocessingOptions

  private let finder: PartFinder

  /// A preprocessor with the settings of a bundle.
  ///
  /// - Parameters:
  ///   - options: The settings.
  ///   - seed: The seed of the plane search.
  public init(options: PreprocessingOptions, seed: UInt64) {
    self.options = options
    var random = RandomStream(seed: seed).stream("background-plane")
    finder = PartFinder(background: options.background, planeSeed: random.next())
  }

  /// Brings a capture to the square view and finds the part in it.
  ///
  /// - Parameters:
  ///   - capture: The pair as read.
  ///   - pool: The threads to use.
  /// - Returns: The view, where it lies in the frame, and the patches that show the part.
  /// - Throws: `DetectionError` when there is no valid point, no part, or nothing of it is inspected.
  public func prepare(_ capture: Capture, on pool: WorkerPool) throws(DetectionError) -> PreparedPart {
    let outline = try outline(of: capture)
    let grid = options.grid
    let region = Framing(share: options.viewShare)
      .region(
        around: try inspectedOutline(outline, of: capture), height: capture.height, width: capture.width)
    let mapping = FrameMapping(
      height: capture.height, width: capture.width, side: grid.inputSide, region: region)
    let foreground = outline.mask(in: mapping)
    let cloud = capture.cloud.cropped(rows: region.rows, columns: region.columns)
      .letterboxed(side: grid.inputSide)
    let resize = AntialiasedResize(mapping)
    let isEightBit = options.resampling == .eightBit
    let image =
      isEightBit ? resize.resizeInEightBits(capture.image, on: pool) : resize.resize(capture.image, on: pool)
    let part = patches(showing: foreground, grid: grid)
    let inspection = Inspection(
      options.inspected?.intersection(capture.inspected) ?? capture.inspected, mapping: mapping)
    let inspected = inspection.patches(of: part, foreground: foreground, grid: grid)
    guard !inspected.isEmpty else { throw .nothingInspected(id: capture.id) }
    return PreparedPart(
      view: PartView(image: image, cloud: cloud, foreground: foreground, grid: grid),
      placement: PatchPlacement(
        mapping: mapping, grid: grid, patches: inspected, part: part, mask: inspection.mask),
      coverage: cloud.coverage(within: inspection.pixels(of: foreground)))
  }

  /// The size of the part, as a share of the frame; what `PreprocessingOptions.viewShare` is fitted to.
  func share(of capture: Capture) throws(DetectionError) -> Double {
    try inspectedOutline(outline(of: capture), of: capture).share
  }

  /// What the view follows: the part inside the region of the product, whatever a part's own mask says.
  private func inspectedOutline(
    _ outline: PartOutline, of capture: Capture
  ) throws(DetectionError) -> PartOutline {
    if let mask = options.inspected, mask.height != capture.height || mask.width != capture.width {
      throw .maskMismatch(
        id: capture.id, mask: [mask.height, mask.width], frame: [capture.height, capture.width])
    }
    guard let inspected = outline.inspected(by: options.inspected) else {
      throw .nothingInspected(id: capture.id)
    }
    return inspected
  }

  private func outline(of capture: Capture) throws(DetectionError) -> PartOutline {
    guard capture.cloud.isValid.contains(true) else { throw .noValidPoints(id: capture.id) }
    guard let outline = finder.part(in: capture.cloud) else { throw .noPart(id: capture.id) }
    return outline
  }

  /// The patches with foreground, and `marginPatches` around them.
  private func patches(showing foreground: [Bool], grid: PatchGrid) -> [Int] {
    var isShown = [Bool](repeating: false, count: grid.patchCount)
    for (pixel, isForeground) in foreground.enumerated() where isForeground {
      let row = pixel / grid.inputSide / grid.cellSide
      let column = pixel % grid.inputSide / grid.cellSide
      mark(&isShown, around: row, column, grid: grid)
    }
    return isShown.indices.filter { isShown[$0] }
  }

  private func mark(_ isShown: inout [Bool], around row: Int, _ column: Int, grid: PatchGrid) {
    let margin = options.marginPatches
    for y in max(0, row - margin)...min(grid.rows - 1, row + margin) {
      for x in max(0, column - margin)...min(grid.columns - 1, column + margin) {
        isShown[y * grid.columns + x] = true
      }
    }
  }
}
