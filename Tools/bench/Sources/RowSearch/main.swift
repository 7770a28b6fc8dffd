// Times the exact search for the three nearest rows of each query, with their indices.

import Files
import MemoryBank
import TensorFiles
import Tensors
import Turns

let given = arguments("ANSWER.i32", "ROWS.f32", "QUERIES.f32", "FEATURES", "THREADS")
let features = Int(given[3]) ?? 1
let pool = WorkerPool(threadCount: Int(given[4]) ?? 1)

let rowFile = try OpenFile(given[1])
let rows = StoredTensor(in: rowFile, shape: [rowFile.size / (4 * features), features])
let search = try StoredRowSearch(rows: rows, on: pool)
let elements = try floats(at: given[2])
let queries = Tensor(shape: [elements.count / features, features], elements: elements)

try write(search.nearest(3, to: queries, on: pool).flatMap { $0.map(\.row) }, to: given[0])
try takeTurns {
  let nearest = try search.nearest(3, to: queries, on: pool)
  precondition(nearest.count == queries.rows)
}
