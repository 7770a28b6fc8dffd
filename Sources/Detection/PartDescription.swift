import Branches
import TensorFiles
import Tensors

/// The features of the patches that show a part, and where those patches lie: all that fitting keeps of a capture.
public struct PartDescription: Sendable {
  /// One row for each patch.
  let rows: PartRows

  /// Where the patches lie in the frame.
  let placement: PatchPlacement

  /// The features of a described part.
  init(_ described: DescribedPart) {
    rows = described.rows
    placement = described.part.placement
  }

  /// The features as tensors, to be kept on disk: `appearance` `[patches, Da]`, `geometry` `[patches, Dg]`, `patches` and
  /// `has_geometry` `[patches]`, and `frame`, the height and width of the frame and the rectangle that the view shows.
  public var file: SafetensorsFile {
    let mapping = placement.mapping
    let region = mapping.region
    return SafetensorsFile(
      tensors: ["appearance": rows.appearance, "geometry": rows.geometry],
      integers: [
        "frame": Self.integers([
          mapping.height, mapping.width, region.x, region.y, region.width, region.height,
        ]),
        "has_geometry": Self.integers(rows.hasGeometry.map { $0 ? 1 : 0 }),
        "patches": Self.integers(placement.patches),
      ])
  }

  /// Reads what `file` gave.
  ///
  /// - Parameters:
  ///   - file: The tensors.
  ///   - extractor: What described the part; its branches and grid say which shapes are right.
  public init?(_ file: SafetensorsFile, from extractor: FeatureExtractor) {
    let grid = extractor.preprocessor.options.grid
    guard let patches = file.integers["patches"]?.elements.map({ Int($0) }),
      patches.allSatisfy({ (0..<grid.patchCount).contains($0) }),
      zip(patches, patches.dropFirst()).allSatisfy(<),
      let hasGeometry = file.integers["has_geometry"]?.elements, hasGeometry.count == patches.count,
      let appearance = file.tensors["appearance"], let geometry = file.tensors["geometry"],
      appearance.shape == [patches.count, extractor.appearance.featureCount],
      geometry.shape == [patches.count, extractor.geometry.featureCount],
      let mapping = Self.mapping(file.integers["frame"]?.elements.map { Int($0) } ?? [], side: grid.inputSide)
    else { return nil }
    rows = PartRows(appearance: appearance, geometry: geometry, hasGeometry: hasGeometry.map { $0 != 0 })
    placement = PatchPlacement(mapping: mapping, grid: grid, patches: patches)
  }

  private static func mapping(_ frame: [Int], side: Int) -> FrameMapping? {
    guard frame.count == 6, frame.allSatisfy({ (0...1 << 20).contains($0) }), frame[0] > 0, frame[1] > 0,
      frame[4] > 0, frame[5] > 0
    else { return nil }
    return FrameMapping(
      height: frame[0], width: frame[1], side: side,
      region: PixelRectangle(x: frame[2], y: frame[3], width: frame[4], height: frame[5]))
  }

  private static func integers(_ values: [Int]) -> IntegerTensor {
    IntegerTensor(shape: [values.count], elements: values.map { Int64($0) })
  }
}
