/// The neighbours of some points of an organised cloud.
public struct NeighborTable: Sendable, Equatable {
  /// The pixels whose neighbours were asked for, in the order asked.
  public let queries: [Int]

  /// The most neighbours that a point has.
  public let capacity: Int

  /// How many neighbours each query has, `queries.count` long; 0 for a pixel without a point.
  public let counts: [Int32]

  /// The pixels of the neighbours, `[queries, capacity]`; only the first `counts[query]` of a row count.
  public let pixels: [Int32]

  /// The squared distances in square metres, laid out like `pixels`.
  public let squaredDistances: [Float]

  /// The pixels of a query's neighbours, by the query's position in `queries`.
  public func neighbors(of query: Int) -> ArraySlice<Int32> {
    pixels[query * capacity..<query * capacity + Int(counts[query])]
  }

  /// The squared distances of a query's neighbours in square metres, in the same order.
  public func squaredDistances(of query: Int) -> ArraySlice<Float> {
    squaredDistances[query * capacity..<query * capacity + Int(counts[query])]
  }
}
