import CKernels
import Tensors

/// The layers of a scattering network on one image: what each task reads and where it writes.
///
/// Eight signals are worked on side by side. In the first layer these are the eight angles of one scale; in the
/// second layer, the eight moduli of one scale of the first, all through the same wavelet.
struct ScatteringLayers: Sendable {
  private let network: ScatteringNetwork
  private let orders: [Int]
  private let outputs: LaneStorage
  private let imageSpectrum: LaneStorage
  private let spectra: [[LaneStorage]]

  /// Takes memory for one image; `orders` says how many layers each of its channels passes through.
  init(network: ScatteringNetwork, orders: [Int]) {
    self.network = network
    self.orders = orders
    let groups = 1 + orders.count * Self.groupsPerChannel(scales: network.scales)
    outputs = LaneStorage(count: groups * Self.groupSize(network))
    imageSpectrum = LaneStorage(count: Self.spectrumSize(network, level: 0))
    spectra = orders.map { order in
      (0..<(order == 2 ? network.scales - 1 : 0)).map {
        LaneStorage(count: Self.spectrumSize(network, level: $0))
      }
    }
  }

  /// Averages the image itself, and takes its spectrum; its channels are the lanes.
  func runImage(_ image: Tensor) {
    let task = task(level: 0)
    let channels = orders.count
    let lanes = ScatteringTask.realPoint
    let mirrored = (0..<network.paddedSide).map(network.mirroredIndex)
    image.withUnsafeElements { pixels in
      guard let pixels = pixels.baseAddress else { return }
      task.process(averages: output(group: 0), spectrum: imageSpectrum.start) { column, values in
        values.update(repeating: 0, count: mirrored.count * lanes)
        for row in 0..<mirrored.count {
          let pixel = pixels + (mirrored[row] * network.side + mirrored[column]) * channels
          for channel in 0..<channels { values[row * lanes + channel] = pixel[channel] }
        }
      }
    }
  }

  /// Runs the first layer: one task for each scale and channel, the largest first.
  func runFirstOrder(on pool: WorkerPool) {
    let tasks = (0..<network.scales).flatMap { scale in
      orders.indices.filter { orders[$0] >= 1 }.map { (channel: $0, scale: scale) }
    }
    pool.forEach(tasks.count) { runFirstOrder(channel: tasks[$0].channel, scale: tasks[$0].scale) }
  }

  /// Runs the second layer: one task for each pair of scales, angle of the second wavelet, and channel.
  func runSecondOrder(on pool: WorkerPool) {
    var tasks: [(channel: Int, first: Int, second: ScatteringPath.Wavelet)] = []
    for scale in 1..<max(network.scales, 1) {
      for first in 0..<scale {
        for channel in orders.indices where orders[channel] == 2 {
          for angle in 0..<MorletWavelet.angleCount {
            tasks.append((channel, first, ScatteringPath.Wavelet(scale: scale, angle: angle)))
          }
        }
      }
    }
    pool.forEach(tasks.count) { [tasks] index in
      runSecondOrder(channel: tasks[index].channel, first: tasks[index].first, second: tasks[index].second)
    }
  }
}

// MARK: - Tasks

extension ScatteringLayers {
  private func runFirstOrder(channel: Int, scale: Int) {
    let side = network.paddedSide
    let folded = side >> scale
    let lanes = ScatteringTask.realPoint
    let spectrum = spectra[channel].indices.contains(scale) ? spectra[channel][scale].start : nil
    network.bank.firstOrder[scale].withUnsafeBufferPointer { filters in
      guard let filters = filters.baseAddress else { return }
      task(level: scale).processModulus(
        averages: output(group: group(channel: channel, scale: scale)), spectrum: spectrum
      ) { row, sum in
        for row in stride(from: row, to: side, by: folded) {
          for column in stride(from: 0, to: side, by: folded) {
            let index = row * side + column
            assay_lanes_add_filtered_by_each(
              imageSpectrum.start + index * ScatteringTask.complexPoint + channel,
              filters + index * lanes, folded, sum)
          }
        }
      }
    }
  }

  private func runSecondOrder(channel: Int, first: Int, second: ScatteringPath.Wavelet) {
    let filter = network.bank.secondOrder(first: first, second: second.scale, angle: second.angle)
    let spectrum = spectra[channel][first].start
    let side = network.paddedSide >> first
    let point = ScatteringTask.complexPoint
    filter.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      task(level: second.scale).processModulus(
        averages: output(group: group(channel: channel, first: first, second: second)), spectrum: nil
      ) { row, sum in
        for run in filter.runs[row] {
          assay_lanes_add_filtered(
            spectrum + (run.row * side + run.column) * point, weights + run.start, run.count,
            sum + run.foldedColumn * point)
        }
      }
    }
  }

  private func task(level: Int) -> ScatteringTask {
    ScatteringTask(
      plan: network.plans[level], smoothing: network.bank.smoothing[level], outputs: network.outputSide)
  }
}

// MARK: - Where results lie

extension ScatteringLayers {
  /// The coefficients of all channels, `[outputSide * outputSide, paths]`.
  func assembled(on pool: WorkerPool) -> Tensor {
    let lanes = ScatteringTask.realPoint
    let patches = network.outputSide * network.outputSide
    let places = orders.indices.flatMap { channel in
      ScatteringPath.all(scales: network.scales, order: orders[channel]).map { path in
        place(of: path, channel: channel)
      }
    }
    let outputs = self.outputs
    return pool.tensor(shape: [patches, places.count], blockRows: 28) { rows, block in
      guard let block = block.baseAddress else { return }
      places.withUnsafeBufferPointer { places in
        for (position, row) in rows.enumerated() {
          let values = outputs.start + row * lanes
          for (column, place) in places.enumerated() {
            block[position * places.count + column] = values[place]
          }
        }
      }
    }
  }

  /// The offset of a path's value in the first patch.
  private func place(of path: ScatteringPath, channel: Int) -> Int {
    let size = Self.groupSize(network)
    guard let first = path.wavelets.first else { return channel }
    guard let second = path.wavelets.dropFirst().first else {
      return group(channel: channel, scale: first.scale) * size + first.angle
    }
    return group(channel: channel, first: first.scale, second: second) * size + first.angle
  }

  private func output(group: Int) -> UnsafeMutablePointer<Float> {
    outputs.start + group * Self.groupSize(network)
  }

  private func group(channel: Int, scale: Int) -> Int {
    1 + channel * Self.groupsPerChannel(scales: network.scales) + scale
  }

  private func group(channel: Int, first: Int, second: ScatteringPath.Wavelet) -> Int {
    let pair = second.scale * (second.scale - 1) / 2 + first
    return group(channel: channel, scale: 0) + network.scales
      + pair * MorletWavelet.angleCount + second.angle
  }

  /// Groups of eight paths: the scales of the first layer, then pairs of scales with each second angle.
  private static func groupsPerChannel(scales: Int) -> Int {
    scales + scales * (scales - 1) / 2 * MorletWavelet.angleCount
  }

  private static func groupSize(_ network: ScatteringNetwork) -> Int {
    network.outputSide * network.outputSide * ScatteringTask.realPoint
  }

  private static func spectrumSize(_ network: ScatteringNetwork, level: Int) -> Int {
    let side = network.paddedSide >> level
    return side * side * ScatteringTask.complexPoint
  }
}

extension ScatteringNetwork {
  /// The pixel that a padded row or column repeats: the image is reflected at its edges, which are not doubled.
  func mirroredIndex(_ padded: Int) -> Int {
    let index = padded - 1 << scales
    if index < 0 { return -index }
    return index < side ? index : 2 * side - 2 - index
  }
}
