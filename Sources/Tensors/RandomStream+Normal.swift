import Foundation

extension RandomStream {
  /// A normally distributed number with mean 0 and deviation 1 (Box & Muller 1958).
  public mutating func normal() -> Float {
    let radius = (-2 * Foundation.log(1 - Double(uniform()))).squareRoot()
    return Float(radius * Foundation.cos(2 * Double.pi * Double(uniform())))
  }
}
