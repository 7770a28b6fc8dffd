import CKernels
import Tensors

/// A two-layer wavelet scattering network over square images (Bruna & Mallat 2013, arXiv 1203.1513).
///
/// Wavelet moduli `|x * psi|` and moduli of moduli `||x * psi| * psi'|`, averaged over cells of 2^scales pixels:
/// a fixed convolutional network that needs no training. Values, order and padding are those of Kymatio's
/// `Scattering2D(J: scales, shape, L: 8)`. Each modulus is subsampled to the resolution of its wavelet.
public struct ScatteringNetwork: Sendable {
  /// The height and width of the images.
  public let side: Int

  /// The number of scales, one octave apart.
  public let scales: Int

  let bank: ScatteringFilterBank
  let plans: [FourierPlan]

  /// A network for images of one size.
  ///
  /// - Parameters:
  ///   - side: The height and width of the images; a multiple of 2^scales, and at least twice that.
  ///   - scales: The number of scales, 1 or more.
  public init(side: Int, scales: Int = 3) {
    precondition(
      scales > 0 && side % (1 << scales) == 0 && side >= 2 << scales,
      "images of \(side) pixels for \(scales) scales")
    self.side = side
    self.scales = scales
    bank = ScatteringFilterBank(side: side + 2 << scales, scales: scales)
    let paddedSide = bank.side
    plans = (0..<scales).map { FourierPlan(length: paddedSide >> $0) }
  }

  /// The averages along one side of the image.
  public var outputSide: Int { side >> scales }

  /// The rows and columns of the padded image.
  var paddedSide: Int { bank.side }

  /// The scattering coefficients of an image.
  ///
  /// - Parameters:
  ///   - image: `[side, side, channels]`, with 1 to 8 channels.
  ///   - orders: The largest number of wavelets on a path, 0 to 2, for each channel; 2 for all when nil.
  ///   - pool: The threads to use.
  /// - Returns: `[outputSide * outputSide, paths]`: the paths of the first channel in the order of
  ///   `ScatteringPath.all`, then those of the next.
  public func coefficients(of image: Tensor, orders: [Int]? = nil, on pool: WorkerPool) -> Tensor {
    precondition(
      image.shape.count == 3 && image.shape[0] == side && image.shape[1] == side
        && (1...ScatteringTask.realPoint).contains(image.shape[2]),
      "an image of shape \(image.shape) for a network over \(side)")
    let orders = orders ?? [Int](repeating: 2, count: image.shape[2])
    precondition(orders.count == image.shape[2], "\(orders.count) orders for \(image.shape[2]) channels")
    let layers = ScatteringLayers(network: self, orders: orders)
    layers.runImage(image)
    layers.runFirstOrder(on: pool)
    layers.runSecondOrder(on: pool)
    return layers.assembled(on: pool)
  }
}
