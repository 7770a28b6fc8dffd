import Tensors

/// An array of a NumPy file as 32-bit floats.
public struct NumPyArray: Sendable {
  /// The numbers in C order; not finite where the file says so, rounded where 32 bits are too few.
  public let tensor: Tensor

  /// Whether the file holds whole numbers.
  public let isWhole: Bool
}
