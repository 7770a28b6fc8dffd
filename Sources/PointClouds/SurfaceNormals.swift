import Tensors

/// The local shape of a surface: at each point the plane through its neighbours, and how far they are from it.
///
/// The normal is the direction of least variance of the neighbours (Hoppe et al. 1992), towards the sensor.
public struct SurfaceNormals: Sendable, Equatable {
  /// Unit normals, `[height, width, 3]`, z negative (towards the sensor); 0 where `isValid` is false.
  public let normals: Tensor

  /// Surface variation, `[height, width]`, 0...1/3: the share of the variance across the surface (Pauly 2002).
  public let variation: Tensor

  /// The root mean square distance of the neighbours from their plane, `[height, width]` in metres.
  public let roughness: Tensor

  /// Signed mean curvature, `[height, width]` in 1/m: positive where the surface bulges towards the sensor.
  ///
  /// From the height of the point over the mean of its neighbours, `2 h / (λ1 + λ2)`, which is exact to second
  /// order for a neighbourhood that is symmetric about the point.
  public let meanCurvature: Tensor

  /// Whether a pixel's point has neighbours that span a plane.
  public let isValid: [Bool]
}
