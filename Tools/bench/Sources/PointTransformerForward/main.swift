// Times Point-MAE's encoder on 1,024 groups of 128 points.

import Networks
import TensorFiles
import Tensors
import Turns

func load(_ path: String) throws -> PointTransformer {
  let file = try SafetensorsFile.read(path)
  return try PointTransformer(tensors: file.tensors, metadata: file.metadata, path: path)
}

let given = arguments("WEIGHTS.safetensors", "THREADS")
let network = try load(given[0])
let pool = WorkerPool(threadCount: Int(given[1]) ?? 1)
var random = RandomStream(seed: 1)
let points = (0..<1024 * 128 * 3).map { _ in random.uniform(in: -0.1...0.1) }
let groups = Tensor(shape: [1024, 128, 3], elements: points)
let centers = Tensor(shape: [1024, 3], elements: (0..<1024 * 3).map { _ in random.uniform(in: -1...1) })

takeTurns {
  let features = network.features(of: groups, centers: centers, on: pool)
  precondition(features.count > 0)
}
