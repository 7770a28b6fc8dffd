/// Which properties of a PLY file's points hold coordinates and colours.
struct PLYColumns {
  /// A point with its colour in 0...1.
  struct Vertex {
    var point = SIMD3<Float>(repeating: .nan)
    var color = SIMD3<Float>.zero
  }

  static let elementName = "vertex"

  /// The number of points.
  let count: Int

  private let coordinates: [Int]
  private let colors: [Int]
  private let types: [ScalarType]

  /// Whether points have colours.
  var hasColors: Bool { !colors.isEmpty }

  init(of header: PLYHeader, _ source: CloudSource) throws(CloudFileError) {
    guard let element = header.elements.first(where: { $0.name == Self.elementName }) else {
      throw source.damaged("an element vertex", "\(header.elements.map(\.name))")
    }
    guard element.hasFixedSize else {
      throw source.unsupported("points of single numbers", "a list among the properties of vertex")
    }
    guard element.count <= CloudFileLimits.points else {
      throw .tooLarge(
        path: source.path, expected: "\(CloudFileLimits.points) points", found: "\(element.count)")
    }
    let names = element.properties.map(\.name)
    func find(_ wanted: [String]) -> [Int]? {
      let found = wanted.compactMap { names.firstIndex(of: $0) }
      return found.count == wanted.count ? found : nil
    }
    guard let coordinates = find(["x", "y", "z"]) else {
      throw source.damaged("properties x, y and z of vertex", names.joined(separator: ", "))
    }
    self.coordinates = coordinates
    colors =
      find(["red", "green", "blue"]) ?? find(["diffuse_red", "diffuse_green", "diffuse_blue"])
      ?? find(["r", "g", "b"]) ?? []
    types = element.properties.map(\.type)
    count = element.count
  }

  /// Reads all points.
  func read(
    _ values: inout ValueReader, _ element: PLYHeader.Element, _ source: CloudSource
  ) throws(CloudFileError) -> [Vertex] {
    var vertices: [Vertex] = []
    vertices.reserveCapacity(count)
    var row = [Double](repeating: 0, count: types.count)
    for index in 0..<count {
      for column in types.indices {
        guard let value = values.next(types[column]) else {
          throw source.damaged("\(count) points", "the end of the file or no number in point \(index)")
        }
        row[column] = value
      }
      vertices.append(vertex(row))
    }
    return vertices
  }

  private func vertex(_ row: [Double]) -> Vertex {
    var vertex = Vertex()
    for axis in 0..<3 { vertex.point[axis] = Float(row[coordinates[axis]]) }
    for (channel, column) in colors.enumerated() {
      vertex.color[channel] = Float(row[column] / Self.white(types[column]))
    }
    return vertex
  }

  /// The value that stands for full brightness.
  private static func white(_ type: ScalarType) -> Double {
    switch type {
    case .int8, .uint8: 255
    case .int16, .uint16: 65_535
    case .int32, .uint32, .int64, .uint64: 255
    case .float32, .float64: 1
    }
  }
}
