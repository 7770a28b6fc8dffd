// Times greedy k-centre selection of a tenth of some rows, from row 0.

import MemoryBank
import Tensors
import Turns

let given = arguments("ANSWER.i32", "ROWS.f32", "FEATURES", "THREADS")
let features = Int(given[2]) ?? 1
let pool = WorkerPool(threadCount: Int(given[3]) ?? 1)
let elements = try floats(at: given[1])
let rows = Tensor(shape: [elements.count / features, features], elements: elements)

func select() -> [Int] {
  Coreset.select(from: rows, count: rows.rows / 10, first: 0, on: pool).indices
}

try write(select(), to: given[0])
takeTurns { precondition(select().count == rows.rows / 10) }
