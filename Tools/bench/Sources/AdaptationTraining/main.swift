// Times the training of a pair of adaptors on seeded random features. With 0 threads it prints the default options.

import Adaptation
import Foundation
import Tensors
import Turns

/// What all contestants train.
struct Job: Codable {
  let options: AdaptationOptions
  let samples: Int
  let patches: Int
  let appearanceFeatures: Int
  let geometryFeatures: Int
  let seed: UInt64

  /// Uniform numbers of variance one; what they are does not change the work.
  func randomSamples() -> TrainingSamples {
    let random = RandomStream(seed: seed)
    func features(_ name: String, _ width: Int) -> Tensor {
      var stream = random.stream(name)
      let elements = (0..<patches * width).map { _ in stream.uniform(in: -1.732_050_8...1.732_050_8) }
      return Tensor(shape: [patches, width], elements: elements)
    }
    return TrainingSamples(
      (0..<samples).map {
        SampleFeatures(
          appearance: features("appearance \($0)", appearanceFeatures),
          geometry: features("geometry \($0)", geometryFeatures))
      })
  }
}

let given = arguments("JOB.json", "THREADS")
let threads = Int(given[1]) ?? 1
if threads == 0 {
  print(String(decoding: try JSONEncoder().encode(AdaptationOptions()), as: UTF8.self))
  exit(0)
}
let job = try JSONDecoder().decode(Job.self, from: Data(contentsOf: URL(fileURLWithPath: given[0])))
let samples = job.randomSamples()
let pool = WorkerPool(threadCount: threads)

try takeTurns {
  var trainer = AdaptationTrainer(on: samples, options: job.options, seed: job.seed)
  try trainer.train(on: pool)
  precondition(trainer.isDone, "training ended early, after \(trainer.stepCount) steps")
}
