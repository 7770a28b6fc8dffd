/// Files that cannot be read, hold something else, or do not fit their partner.
struct FaultRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    let faults = data.measurements.flatMap { measurement in measurement.faults }
    return [
      unreadable(faults, data), wrongType(faults, data), pairSize(faults), maskSize(faults),
    ].compactMap { $0 }
  }

  private func unreadable(_ faults: [SampleMeasurement.Fault], _ data: CheckedData) -> CheckFinding? {
    let found = faults.compactMap { fault -> (DatasetError, String)? in
      if case .unreadable(let error, let path) = fault { (error, data.short(path)) } else { nil }
    }
    guard let first = found.first else { return nil }
    return CheckFinding(
      .unreadable, .error,
      "\(Counted(found.count, "file")) cannot be read; the first: \(first.0).",
      files: found.map(\.1), remedy: "Copy or export these files again.")
  }

  private func wrongType(_ faults: [SampleMeasurement.Fault], _ data: CheckedData) -> CheckFinding? {
    let found = faults.compactMap { fault -> (DatasetError, String)? in
      if case .wrongType(let error, let path) = fault { (error, data.short(path)) } else { nil }
    }
    guard let first = found.first else { return nil }
    return CheckFinding(
      .sampleType, .error,
      "\(Counted(found.count, "file holds", "files hold")) another type of data; the first: \(first.0).",
      files: found.map(\.1), remedy: "Images are PNG, XYZ files are TIFF of 3 floats per pixel.")
  }

  private func pairSize(_ faults: [SampleMeasurement.Fault]) -> CheckFinding? {
    let found = faults.compactMap { fault -> (DatasetError, Bool)? in
      if case .pairSize(let error, let isTransposed) = fault { (error, isTransposed) } else { nil }
    }
    guard let first = found.first else { return nil }
    let transposed = found.count(where: \.1)
    let aside = transposed == 0 ? "" : " (\(transposed) transposed)"
    return CheckFinding(
      .pairSize, .error,
      "\(Counted(found.count, "part has an image and geometry", "parts have images and geometry")) "
        + "of different sizes\(aside); the first: \(first.0).",
      count: found.count,
      remedy: "Export image and cloud in the same grid; a transposed cloud needs its axes swapped.")
  }

  private func maskSize(_ faults: [SampleMeasurement.Fault]) -> CheckFinding? {
    let found = faults.compactMap { fault -> DatasetError? in
      if case .maskSize(let error) = fault { error } else { nil }
    }
    guard let first = found.first else { return nil }
    return CheckFinding(
      .masks, .error,
      "\(Counted(found.count, "mask differs", "masks differ")) in size from the image; the first: \(first).",
      count: found.count, remedy: "Draw masks at the size of the image.")
  }
}
