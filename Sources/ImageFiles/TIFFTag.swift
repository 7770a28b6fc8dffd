/// The tags that are read or written here, by their numbers in TIFF 6.0.
enum TIFFTag: UInt16 {
  case imageWidth = 256
  case imageLength = 257
  case bitsPerSample = 258
  case compression = 259
  case photometric = 262
  case stripOffsets = 273
  case samplesPerPixel = 277
  case rowsPerStrip = 278
  case stripByteCounts = 279
  case planarConfiguration = 284
  case predictor = 317
  case tileWidth = 322
  case tileLength = 323
  case tileOffsets = 324
  case tileByteCounts = 325
  case sampleFormat = 339
}
