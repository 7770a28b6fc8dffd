/// A checkpoint whose pickle has been read and whose numbers have not.
protocol TorchFile {
  /// The size of the file, in bytes.
  var size: Int { get }

  /// What the pickle builds.
  var objects: PickledObjects { get }

  /// The bytes of a storage: as many as it has elements.
  func bytes(of storage: TorchStorage) throws(TensorFileError) -> [UInt8]
}
