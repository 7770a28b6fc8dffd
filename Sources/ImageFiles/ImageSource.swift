import Files

/// The bytes of an image file, and the errors that name it.
protocol ImageSource {
  /// Where the file is.
  var path: String { get }

  /// The size of the file, in bytes.
  var size: Int { get }

  /// The bytes of a range, fewer where the file ends.
  func bytes(at offset: Int, count: Int) throws(ImageFileError) -> [UInt8]
}

extension ImageSource {
  func otherFormat(expected: String) throws(ImageFileError) -> ImageFileError {
    .otherFormat(path: path, expected: expected, found: FileSignature.name(of: try bytes(at: 0, count: 12)))
  }

  func damaged(expected: String, found: String) -> ImageFileError {
    .damaged(path: path, expected: expected, found: found)
  }

  /// Damage in a library's words, made printable and short.
  func damaged(library: String, reason: String) -> ImageFileError {
    damaged(
      expected: "samples that \(library) can decode",
      found: "\"\(DisplayPath(String(reason.prefix(160))))\"")
  }

  func unsupported(expected: String, found: String) -> ImageFileError {
    .unsupported(path: path, expected: expected, found: found)
  }

  /// Refuses sides and pixel counts over the limits; `pixels` is how many are allowed.
  func checkSize(width: Int, height: Int, pixels: Int) throws(ImageFileError) {
    guard width > 0, height > 0 else {
      throw damaged(expected: "at least one pixel", found: "\(width) x \(height)")
    }
    guard max(width, height) <= ImageLimits.side, width * height <= pixels else {
      throw .tooLarge(
        path: path, expected: "\(pixels) pixels and \(ImageLimits.side) per side",
        found: "\(width) x \(height)")
    }
  }
}

/// A file that was read as a whole.
struct LoadedSource: ImageSource {
  let path: String
  let content: [UInt8]
  var size: Int { content.count }

  init(_ path: String) throws(ImageFileError) {
    do throws(FileError) {
      content = try InputFile.read(path, limit: ImageLimits.fileBytes)
    } catch {
      throw .file(error)
    }
    self.path = path
  }

  func bytes(at offset: Int, count: Int) -> [UInt8] {
    let start = min(max(0, offset), size)
    return Array(content[start..<start + min(max(0, count), size - start)])
  }
}

/// A file of which only parts are read.
struct OpenSource: ImageSource {
  let file: OpenFile
  var path: String { file.path }
  var size: Int { file.size }

  init(_ path: String) throws(ImageFileError) {
    do throws(FileError) {
      file = try OpenFile(path)
    } catch {
      throw .file(error)
    }
  }

  func bytes(at offset: Int, count: Int) throws(ImageFileError) -> [UInt8] {
    do throws(FileError) {
      return try file.read(at: offset, count: count)
    } catch {
      throw .file(error)
    }
  }
}
