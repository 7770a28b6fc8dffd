import Crypto
import ImageFiles
import PointClouds
import Tensors

/// Reads the files of one part: headers first, and pixels once when the headers fit.
struct SampleInspector {
  let options: DatasetOptions

  /// What the files of a part hold; never throws, whatever they are.
  func inspect(_ sample: DatasetSample) -> SampleMeasurement {
    var measurement = SampleMeasurement(sample: sample)
    readHeaders(into: &measurement)
    guard measurement.faults.isEmpty else { return measurement }
    readImage(into: &measurement)
    readGeometry(into: &measurement)
    readMask(into: &measurement)
    return measurement
  }

  private func readHeaders(into measurement: inout SampleMeasurement) {
    let sample = measurement.sample
    let path = sample.geometry.path
    let image = header(sample.rgb, into: &measurement) { path throws(ImageFileError) in
      try PNGFile.readSize(path)
    }
    let geometry = header(path, into: &measurement) { path throws(ImageFileError) in
      if case .xyz = sample.geometry { try TIFFFile.readSize(path) } else { try PNGFile.readSize(path) }
    }
    measurement.size = image.map(PixelSize.init)
    if let geometry { checkType(geometry, of: sample.geometry, into: &measurement) }
    if let image, let geometry {
      compare(PixelSize(image), PixelSize(geometry), into: &measurement)
    }
    if let image {
      for mask in [sample.mask].compactMap({ $0 }) + sample.masks.files {
        readMaskHeader(mask, imageSize: PixelSize(image), into: &measurement)
      }
    }
  }

  private func header(
    _ path: String, into measurement: inout SampleMeasurement,
    _ read: (String) throws(ImageFileError) -> ImageSize
  ) -> ImageSize? {
    do throws(ImageFileError) {
      return try read(path)
    } catch {
      measurement.note(.image(error), path: path)
      return nil
    }
  }

  private func checkType(
    _ header: ImageSize, of geometry: GeometrySource, into measurement: inout SampleMeasurement
  ) {
    let found = "\(header.channels) x \(header.sampleType)"
    let expected: String
    switch geometry {
    case .xyz:
      guard !(header.channels == 3 && header.sampleType.hasPrefix("float")) else { return }
      expected = "3 x float32 (x, y, z)"
    case .depth:
      guard !(header.channels == 1 && header.sampleType == "uint16") else { return }
      expected = "1 x uint16 (depth)"
    }
    let error = DatasetError.badDepth(path: geometry.path, expected: expected, found: found)
    measurement.faults.append(.wrongType(error, path: geometry.path))
  }

  private func compare(_ image: PixelSize, _ other: PixelSize, into measurement: inout SampleMeasurement) {
    guard image != other else { return }
    let (rgb, path) = (measurement.sample.rgb, measurement.sample.geometry.path)
    let error = DatasetError.pairMismatch(rgb: rgb, rgbSize: image, geometry: path, geometrySize: other)
    measurement.faults.append(.pairSize(error, isTransposed: image == other.transposed))
  }

  private func readMaskHeader(
    _ path: String, imageSize: PixelSize, into measurement: inout SampleMeasurement
  ) {
    let found = header(path, into: &measurement) { path throws(ImageFileError) in
      try PNGFile.readSize(path)
    }
    guard let found, PixelSize(found) != imageSize else { return }
    let rgb = measurement.sample.rgb
    let error = DatasetError.maskMismatch(
      mask: path, maskSize: PixelSize(found), rgb: rgb, rgbSize: imageSize)
    measurement.faults.append(.maskSize(error))
  }

  private func readImage(into measurement: inout SampleMeasurement) {
    let path = measurement.sample.rgb
    attempt(path, &measurement) { measurement throws(DatasetError) in
      let image = try ImageAccess.read { () throws(ImageFileError) in try PNGFile.readRGB(path) }
      measurement.isConstantImage = Self.hasOneColour(image)
      measurement.imageDigest = Self.digest(image.elements)
    }
  }

  private func readGeometry(into measurement: inout SampleMeasurement) {
    let geometry = measurement.sample.geometry
    let options = options
    attempt(geometry.path, &measurement) { measurement throws(DatasetError) in
      switch geometry {
      case .xyz(let path):
        let points = try ImageAccess.read { () throws(ImageFileError) in try TIFFFile.readXYZ(path) }
        measurement.geometry = GeometryMeasurement(stored: points, unit: options.unit)
        measurement.geometryDigest = Self.digest(points.elements)
      case .depth(let path, let range):
        let depth = try DepthImage.read(path, range: DepthRange(reading: range))
        let points = DepthCamera.eyecandies(PixelSize(depth)).points(depth: depth)
        measurement.geometry = GeometryMeasurement(stored: points, unit: .metre)
        measurement.geometryDigest = Self.digest(depth.elements)
      }
    }
  }

  private func readMask(into measurement: inout SampleMeasurement) {
    guard let path = measurement.sample.mask else { return }
    attempt(path, &measurement) { measurement throws(DatasetError) in
      let mask = try MaskImage(reading: path)
      measurement.markedShare = Double(mask.isDefect.count { $0 }) / Double(max(1, mask.isDefect.count))
    }
  }

  private func attempt(
    _ path: String, _ measurement: inout SampleMeasurement,
    _ body: (inout SampleMeasurement) throws(DatasetError) -> Void
  ) {
    do throws(DatasetError) {
      try body(&measurement)
    } catch {
      measurement.note(error, path: path)
    }
  }

  private static func hasOneColour(_ image: Tensor) -> Bool {
    let elements = image.elements
    guard elements.count >= 3 else { return true }
    return (3..<max(3, elements.count)).allSatisfy { elements[$0] == elements[$0 % 3] }
  }

  private static func digest(_ values: [Float]) -> [UInt8] {
    values.withUnsafeBytes { bytes in
      var hash = SHA256()
      hash.update(bufferPointer: bytes)
      return Array(hash.finalize())
    }
  }
}

extension SampleMeasurement {
  /// Notes why a file could not be used.
  fileprivate mutating func note(_ error: DatasetError, path: String) {
    switch error {
    case .image(.otherFormat), .image(.unsupported), .badDepth:
      faults.append(.wrongType(error, path: path))
    default:
      faults.append(.unreadable(error, path: path))
    }
  }
}
