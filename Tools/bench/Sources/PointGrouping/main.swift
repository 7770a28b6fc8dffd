// Times sampling of 1,024 points of an organised cloud, farthest first, and the search for the 128 points nearest to each.

import PointClouds
import Tensors
import Turns

let given = arguments("ANSWER.i32", "CLOUD.f32", "SIDE", "THREADS")
let side = Int(given[2]) ?? 1
let pool = WorkerPool(threadCount: Int(given[3]) ?? 1)
let cloud = OrganizedCloud(xyz: Tensor(shape: [side, side, 3], elements: try floats(at: given[1])))

func group(_ order: GridNeighbors.Order) -> (centers: [Int], table: NeighborTable) {
  let centers = FarthestPointSampling.sample(cloud, count: 1024)
  return (centers, GridNeighbors(cloud).nearest(128, to: centers, order: order, on: pool))
}

let (centers, table) = group(.byDistance)
try write(centers + table.pixels.map(Int.init), to: given[0])
takeTurns { precondition(group(.any).table.counts.count == 1024) }
