import ImageFiles
import SyntheticParts

/// Writes plain folders: `CATEGORY/good/NAME.png` and `NAME.tiff` side by side, one more folder for each kind of
/// defect, with `NAME_mask.png`.
struct FolderWriter: DatasetWriter {
  let needsLightings = false

  func write(_ sample: SyntheticSample, at place: SamplePlace, under root: String) throws(DatasetError) {
    let folder = try WrittenFile.folder("\(root)/\(place.category)/\(place.defect)")
    let name = "\(folder)/\(place.split.rawValue)_\(SamplePlace.digits(place.number, count: 3))"
    try WrittenFile.image { () throws(ImageFileError) in
      try PNGFile.writeRGB(sample.rgb, to: name + ".png")
      try TIFFFile.writeXYZ(sample.xyz, to: name + ".tiff")
    }
    guard place.defect != DatasetSample.good else { return }
    try WrittenFile.mask(sample.mask, of: sample, to: name + "_mask.png")
  }
}
