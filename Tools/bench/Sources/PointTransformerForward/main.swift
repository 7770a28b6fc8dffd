// Times Point-MAE's encoder on 1,024 groups of 128 points: `PointTransformerForward WEIGHTS.safetensors THREADS`.
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

func load(_ path: String) throws -> PointTransformer {
  let file = try SafetensorsFile.read(path)
  return try PointTransformer(tensors: file.tensors, metadata: file.metadata, path: path)
}

guard CommandLine.arguments.count == 3, let threads = Int(CommandLine.arguments[2]) else {
  print("usage: PointTransformerForward WEIGHTS.safetensors THREADS")
  exit(64)
}
let network = try load(CommandLine.arguments[1])
let pool = WorkerPool(threadCount: threads)
var random = RandomStream(seed: 1)
let points = (0..<1024 * 128 * 3).map { _ in random.uniform(in: -0.1...0.1) }
let groups = Tensor(shape: [1024, 128, 3], elements: points)
let centers = Tensor(shape: [1024, 3], elements: (0..<1024 * 3).map { _ in random.uniform(in: -1...1) })

while let line = readLine(), let runs = Int(line) {
  for _ in 0..<runs {
    let (wall, processor) = (milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_PROCESS_CPUTIME_ID))
    let features = network.features(of: groups, centers: centers, on: pool)
    precondition(features.count > 0)
    print(milliseconds(CLOCK_MONOTONIC) - wall, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
  }
  print(peakMegabytes())
  fflush(nil)
}
