import Tensors

/// Renders the samples of one product.
struct SampleMaker<Design: PartDesign>: Sendable {
  let design: Design
  let stage: Stage
  private let lightRig: LightRig
  private let stream: RandomStream

  /// Draws the product and its rig.
  init(_ imageSize: Int, _ focalRatio: Float?, _ stream: RandomStream) {
    var forDesign = stream.stream("design")
    var forStage = stream.stream("stage")
    var forLight = stream.stream("light")
    design = Design(&forDesign)
    stage = Stage(
      &forStage, fieldWidth: design.fieldWidth, tables: design.tables, imageSize: imageSize,
      focalRatio: focalRatio)
    lightRig = LightRig(&forLight)
    self.stream = stream
  }

  /// Renders one sample.
  @Sendable
  func sample(_ request: SampleRequest, on pool: WorkerPool) -> SyntheticSample {
    let stream = stream.stream(request.name)
    var scene = self.scene(stream)
    let good = View(scene, on: pool)
    let damage = self.damage(&scene, good, request, stream, on: pool)
    let shown = damage?.view ?? good
    var forLight = stream.stream("light")
    let light = Illumination(base: lightRig, &forLight)
    let camera = Photograph(size: stage.imageSize, on: pool)
    let noise = PixelNoise(seed: seed(stream, "camera"))
    let sensor = DepthSensor(size: stage.imageSize, noise: PixelNoise(seed: seed(stream, "sensor")), on: pool)
    let scanned = request.kind?.changesGeometry ?? false ? shown : good
    let lights = request.withLightings ? Illumination.separate() : []
    return SyntheticSample(
      rgb: camera.taken(of: scene, view: shown, light: light, noise: noise),
      xyz: sensor.scan(scene, view: scanned),
      mask: damage?.mask.pixels ?? [Bool](repeating: false, count: shown.points.count),
      foreground: shown.points.map(\.isPart), defects: damage.map { [$0.description] } ?? [],
      depth: depth(shown), normals: normals(shown, scene), albedo: albedo(shown),
      lightings: lights.map { camera.taken(of: scene, view: shown, light: $0, noise: noise) },
      camera: stage.intrinsics)
  }

  private func scene(_ stream: RandomStream) -> Scene<Design.Shape> {
    var forPart = stream.stream("part")
    var forPose = stream.stream("pose")
    let part = design.part(&forPart)
    let pose = Rotation(
      turn: forPose.uniform(in: -design.turnRange...design.turnRange),
      tiltX: forPose.uniform(in: -0.018...0.018), tiltY: forPose.uniform(in: -0.018...0.018))
    let room = 0.035 * design.fieldWidth
    let offset = Vector3(
      forPose.uniform(in: -room...room), forPose.uniform(in: -room...room), forPose.uniform(in: -0.2...0.1))
    return Scene(part: part, stage: stage, pose: pose, offset: offset)
  }

  private func seed(_ stream: RandomStream, _ name: String) -> UInt32 {
    var stream = stream.stream(name)
    return UInt32(truncatingIfNeeded: stream.next())
  }

  private func depth(_ view: View) -> Tensor {
    Tensor(shape: [view.size, view.size], elements: view.points.map { $0.depth * 0.001 })
  }

  private func albedo(_ view: View) -> Tensor {
    let elements = view.points.flatMap { point in
      let colour = point.material.colour
      return [colour.x, colour.y, colour.z]
    }
    return Tensor(shape: [view.size, view.size, 3], elements: elements)
  }

  private func normals(_ view: View, _ scene: Scene<Design.Shape>) -> Tensor {
    let elements = view.points.flatMap { point in
      let normal = stage.toCamera(scene.pose.apply(point.normal))
      return [normal.x, normal.y, normal.z]
    }
    return Tensor(shape: [view.size, view.size, 3], elements: elements)
  }
}
