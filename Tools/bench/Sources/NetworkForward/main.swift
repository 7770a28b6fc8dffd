// Times a residual network from a 224 x 224 image to stage 3.

import Networks
import TensorFiles
import Tensors
import Turns

func load(_ path: String) throws -> ResidualNetwork {
  var file = try SafetensorsFile.read(path)
  let tensors = file.tensors
  file.tensors = [:]  // so that each tensor can go when it is packed
  return try ResidualNetwork(tensors: consume tensors, metadata: file.metadata)
}

let given = arguments("WEIGHTS.safetensors", "THREADS")
let network = try load(given[0])
let pool = WorkerPool(threadCount: Int(given[1]) ?? 1)
var random = RandomStream(seed: 1)
let image = Tensor(shape: [224, 224, 3], elements: (0..<224 * 224 * 3).map { _ in random.uniform() })

takeTurns {
  let outputs = network.stageOutputs(of: image, on: pool)
  precondition(outputs.third.count > 0)
}
