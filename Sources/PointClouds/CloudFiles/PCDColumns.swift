/// Which fields of a PCD file's points hold coordinates and colours.
struct PCDColumns {
  /// A field that is read.
  private struct Column {
    let type: ScalarType

    /// The bytes of all fields before it in a point.
    let offset: Int

    /// The numbers of all fields before it in a point.
    let index: Int

    /// The bytes of the whole field in a point.
    let bytes: Int
  }

  private let header: PCDHeader
  private let coordinates: [Column]
  private let packedColor: Column?

  /// Where colours stand; nil without.
  var color: ScalarType? { packedColor?.type }

  init(of header: PCDHeader, _ source: CloudSource) throws(CloudFileError) {
    func column(_ name: String) -> Column? {
      guard let field = header.fields.firstIndex(where: { $0.name == name }) else { return nil }
      let before = header.fields[..<field]
      return Column(
        type: header.fields[field].type, offset: before.reduce(0) { $0 + $1.bytes },
        index: before.reduce(0) { $0 + $1.count }, bytes: header.fields[field].bytes)
    }
    self.header = header
    coordinates = ["x", "y", "z"].compactMap(column)
    guard coordinates.count == 3 else {
      throw source.damaged("fields x, y and z", header.fields.map(\.name).joined(separator: ", "))
    }
    packedColor = (column("rgb") ?? column("rgba")).flatMap { $0.type.size == 4 ? $0 : nil }
  }

  /// Reads binary points: one after another, or, when compressed, field by field.
  func read(_ bytes: UnsafeRawBufferPointer, isByField: Bool, into builder: inout StoredCloudBuilder) {
    let count = header.size.count
    let pointBytes = header.pointBytes
    func load(_ column: Column, _ point: Int, as type: ScalarType? = nil) -> Double {
      let place =
        isByField ? column.offset * count + point * column.bytes : column.offset + point * pointBytes
      return (type ?? column.type).load(bytes, at: place, isBigEndian: false)
    }
    for point in 0..<count {
      builder.set(
        point,
        point: Self.point(
          load(coordinates[0], point), load(coordinates[1], point), load(coordinates[2], point))
      )
      if let packedColor {
        // Bits with an alpha of 255 are those of a float that is no number, which need not survive as one.
        builder.set(point, color: Self.color(load(packedColor, point, as: .uint32), .uint32))
      }
    }
  }

  /// Takes a point from the numbers of a line of text.
  func set(_ point: Int, from row: [Double], in builder: inout StoredCloudBuilder) {
    builder.set(
      point,
      point: Self.point(row[coordinates[0].index], row[coordinates[1].index], row[coordinates[2].index]))
    if let packedColor { builder.set(point, color: Self.color(row[packedColor.index], packedColor.type)) }
  }

  private static func point(_ x: Double, _ y: Double, _ z: Double) -> SIMD3<Float> {
    SIMD3(Float(x), Float(y), Float(z))
  }

  /// Red, green and blue of the bits 0x00RRGGBB, which may be written as those of a float.
  private static func color(_ value: Double, _ type: ScalarType) -> SIMD3<Float> {
    let bits =
      switch type {
      case .float32: Float(value).bitPattern
      case .int32: UInt32(bitPattern: Int32(exactly: value) ?? 0)
      default: UInt32(exactly: value) ?? 0
      }
    return SIMD3(Float(bits >> 16 & 0xFF), Float(bits >> 8 & 0xFF), Float(bits & 0xFF)) / 255
  }
}
