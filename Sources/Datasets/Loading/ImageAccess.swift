import ImageFiles
import Tensors

/// Turns the errors of image files into those of data sets.
enum ImageAccess {
  /// Runs a reader or writer.
  static func read<Result>(
    _ body: () throws(ImageFileError) -> Result
  ) throws(DatasetError) -> Result {
    do throws(ImageFileError) {
      return try body()
    } catch {
      throw .image(error)
    }
  }
}

extension PixelSize {
  /// The size that an image file's header states.
  init(_ size: ImageSize) {
    self.init(height: size.height, width: size.width)
  }

  /// The size of a tensor `[height, width, …]`.
  init(_ image: Tensor) {
    self.init(height: image.shape[0], width: image.shape[1])
  }
}
