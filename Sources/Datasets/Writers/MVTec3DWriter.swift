import ImageFiles
import SyntheticParts

/// Writes the layout of MVTec 3D-AD: `CATEGORY/SPLIT/DEFECT/{rgb/NNN.png, xyz/NNN.tiff, gt/NNN.png}`.
struct MVTec3DWriter: DatasetWriter {
  let needsLightings = false

  func write(_ sample: SyntheticSample, at place: SamplePlace, under root: String) throws(DatasetError) {
    let folder = "\(root)/\(place.category)/\(place.split.rawValue)/\(place.defect)"
    let name = SamplePlace.digits(place.number, count: 3)
    let rgb = try WrittenFile.folder(folder + "/rgb")
    let xyz = try WrittenFile.folder(folder + "/xyz")
    try WrittenFile.image { () throws(ImageFileError) in
      try PNGFile.writeRGB(sample.rgb, to: "\(rgb)/\(name).png")
      try TIFFFile.writeXYZ(sample.xyz, to: "\(xyz)/\(name).tiff")
    }
    guard place.split == .test else { return }
    let masks = try WrittenFile.folder(folder + "/gt")
    try WrittenFile.mask(sample.mask, of: sample, to: "\(masks)/\(name).png")
  }
}
