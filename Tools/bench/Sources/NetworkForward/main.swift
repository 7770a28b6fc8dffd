// Times a residual network from the image to stage 3: `NetworkForward WEIGHTS.safetensors THREADS [SIDE]`.
//
// Each line of standard input is a number of runs. For each run a line of milliseconds, wall clock and processor
// time, is written; then one of the largest memory this process has had so far, in MB.

import Foundation
import Networks
import TensorFiles
import Tensors

func milliseconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
}

func peakMegabytes() -> Int {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  return usage.ru_maxrss / 1024
}

func load(_ path: String) throws -> ResidualNetwork {
  var file = try SafetensorsFile.read(path)
  let tensors = file.tensors
  file.tensors = [:]  // so that each tensor can go when it is packed
  return try ResidualNetwork(tensors: consume tensors, metadata: file.metadata)
}

guard CommandLine.arguments.count >= 3, let threads = Int(CommandLine.arguments[2]) else {
  print("usage: NetworkForward WEIGHTS.safetensors THREADS [SIDE]")
  exit(64)
}
let side = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 224 : 224
let network = try load(CommandLine.arguments[1])
let pool = WorkerPool(threadCount: threads)
var random = RandomStream(seed: 1)
let image = Tensor(shape: [side, side, 3], elements: (0..<side * side * 3).map { _ in random.uniform() })

while let line = readLine(), let runs = Int(line) {
  for _ in 0..<runs {
    let (wall, processor) = (milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_PROCESS_CPUTIME_ID))
    let outputs = network.stageOutputs(of: image, on: pool)
    precondition(outputs.third.count > 0)
    print(milliseconds(CLOCK_MONOTONIC) - wall, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
  }
  print(peakMegabytes())
  fflush(nil)
}
