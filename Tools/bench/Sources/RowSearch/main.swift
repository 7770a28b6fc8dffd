// Times the exact search for the three nearest rows of each query, with their indices.

import MemoryBank
import Tensors
import Turns

let given = arguments("ANSWER.i32", "ROWS.f32", "QUERIES.f32", "FEATURES", "THREADS")
let features = Int(given[3]) ?? 1
let pool = WorkerPool(threadCount: Int(given[4]) ?? 1)

func tensor(_ path: String) throws -> Tensor {
  let elements = try floats(at: path)
  return Tensor(shape: [elements.count / features, features], elements: elements)
}

let search = NearestRowSearch(rows: try tensor(given[1]), on: pool)
let queries = try tensor(given[2])

try write(search.nearest(3, to: queries, on: pool).flatMap { $0.map(\.row) }, to: given[0])
takeTurns {
  let nearest = search.nearest(3, to: queries, on: pool)
  precondition(nearest.count == queries.rows)
}
