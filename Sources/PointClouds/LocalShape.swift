import Tensors

/// The maps of `SurfaceNormals` while they are filled in.
struct LocalShape {
  private let height: Int
  private let width: Int
  private var normals: [Float]
  private var variation: [Float]
  private var roughness: [Float]
  private var meanCurvature: [Float]
  private var isValid: [Bool]

  init(height: Int, width: Int) {
    self.height = height
    self.width = width
    normals = [Float](repeating: 0, count: 3 * height * width)
    variation = [Float](repeating: 0, count: height * width)
    roughness = variation
    meanCurvature = variation
    isValid = [Bool](repeating: false, count: height * width)
  }

  /// Reads one column of a fit into a pixel; leaves the pixel invalid when its points span no plane.
  mutating func read(_ fit: LocalFit, _ column: Int, into pixel: Int) {
    let values = fit.vector(fit.values, column)
    guard fit.counts[column] >= 3, values.y > PlaneFit.leastFlatness * values.z else { return }
    let normal = towardsSensor(fit.vector(fit.normals, column))
    let across = max(values.x, 0)
    isValid[pixel] = true
    for axis in 0..<3 { normals[3 * pixel + axis] = normal[axis] }
    variation[pixel] = across / (across + values.y + values.z)
    roughness[pixel] = across.squareRoot()
    meanCurvature[pixel] = -2 * (normal * fit.vector(fit.means, column)).sum() / (values.y + values.z)
  }

  var result: SurfaceNormals {
    SurfaceNormals(
      normals: Tensor(shape: [height, width, 3], elements: normals),
      variation: Tensor(shape: [height, width], elements: variation),
      roughness: Tensor(shape: [height, width], elements: roughness),
      meanCurvature: Tensor(shape: [height, width], elements: meanCurvature), isValid: isValid)
  }
}
