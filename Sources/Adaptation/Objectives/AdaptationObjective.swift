import Networks
import Tensors

/// The loss of one batch and its gradient: sections 3 to 5 of the method on one page.
struct AdaptationObjective {
  /// Weights, temperatures and sizes.
  let options: AdaptationOptions

  /// What one evaluation gives.
  struct Result {
    /// The terms of the loss.
    var terms = LossTerms()

    /// The derivative of the weighed sum with respect to every parameter.
    var gradient: AdaptorPair

    /// The adapted patches of the batch, for the memories.
    let adapted: ModalityPair<Tensor>

    /// The global features of the batch, for the memories.
    let globals: ModalityPair<Tensor>

    /// Which global features belong to which sample.
    let instances: TokenSamples
  }

  /// Evaluates a batch.
  ///
  /// - Parameters:
  ///   - adaptors: The parameters.
  ///   - batch: The samples.
  ///   - memories: What compactness compares with; nil leaves it out.
  ///   - random: Where negatives and first cluster centres are drawn from.
  ///   - pool: The threads to use.
  /// - Returns: The terms, their gradient, and what the memories take in.
  func evaluate(
    _ adaptors: AdaptorPair, _ batch: SampleBatch, memories: AdaptationMemories?, random: RandomStream,
    on pool: WorkerPool
  ) -> Result {
    var appearance = AdaptedBatch(adaptors.appearance, batch.appearance, batch.samples, on: pool)
    var geometry = AdaptedBatch(adaptors.geometry, batch.geometry, batch.samples, on: pool)
    let clusters = instances(appearance.patches, geometry.patches, batch, random, on: pool)
    var globals = ModalityPair(
      appearance: GlobalFeatures(clusters, of: appearance.patches),
      geometry: GlobalFeatures(clusters, of: geometry.patches))
    var result = Result(
      gradient: adaptors.zeroed,
      adapted: ModalityPair(appearance: appearance.patches, geometry: geometry.patches),
      globals: ModalityPair(appearance: globals.appearance.values, geometry: globals.geometry.values),
      instances: clusters.samples)
    if let memories {
      addCompactness(&appearance, &globals.appearance, batch, memories.appearance, &result.terms, on: pool)
      addCompactness(&geometry, &globals.geometry, batch, memories.geometry, &result.terms, on: pool)
    }
    addPatchConsistency(adaptors, &appearance, &geometry, random, &result, on: pool)
    addGlobalConsistency(adaptors, &globals, &result, on: pool)
    addRotatedBlocks(adaptors, &appearance, batch, random, &result, on: pool)
    clusters.backward(globals.appearance.gradient, addingTo: &appearance.gradient)
    clusters.backward(globals.geometry.gradient, addingTo: &geometry.gradient)
    appearance.backward(adaptors.appearance, addingTo: &result.gradient.appearance, on: pool)
    geometry.backward(adaptors.geometry, addingTo: &result.gradient.geometry, on: pool)
    return result
  }

  private func instances(
    _ appearance: Tensor, _ geometry: Tensor, _ batch: SampleBatch, _ random: RandomStream,
    on pool: WorkerPool
  ) -> InstanceClusters {
    let count = options.consistency.instances
    return InstanceClusters(
      of: [appearance, geometry], samples: batch.samples, count: count,
      rounds: options.consistency.clusteringRounds,
      random: random.stream("instances"), on: pool)
  }

  /// IFC of one modality: L_LC and L_GC.
  private func addCompactness(
    _ adapted: inout AdaptedBatch, _ globals: inout GlobalFeatures, _ batch: SampleBatch,
    _ memories: ModalityMemories, _ terms: inout LossTerms, on pool: WorkerPool
  ) {
    let weights = options.weights
    let cap = options.compactness.distanceCap(features: adapted.patches.rowCount)
    if weights.patchCompactness != 0 {
      let local = CompactnessLoss(
        of: adapted.patches, samples: batch.samples, owners: batch.owners, memory: memories.patches,
        cap: cap, on: pool)
      terms.patchCompactness += local.value
      adapted.gradient.add(local.gradient, scaledBy: weights.patchCompactness, on: pool)
    }
    if weights.globalCompactness != 0 {
      let global = CompactnessLoss(
        of: globals.values, samples: globals.samples, owners: batch.owners, memory: memories.globals,
        cap: cap, on: pool)
      terms.globalCompactness += global.value
      globals.gradient.add(global.gradient, scaledBy: weights.globalCompactness, on: pool)
    }
  }

  /// CLC-L over a sub-sample of the batch's patches.
  private func addPatchConsistency(
    _ adaptors: AdaptorPair, _ appearance: inout AdaptedBatch, _ geometry: inout AdaptedBatch,
    _ random: RandomStream, _ result: inout Result, on pool: WorkerPool
  ) {
    let weight = options.weights.patchConsistency
    guard weight != 0 else { return }
    var stream = random.stream("negatives")
    let count = min(options.consistency.patches, appearance.patches.rows)
    let chosen = stream.distinctIndices(count, below: appearance.patches.rows)
    let first = HeadPass(adaptors.appearance.head, to: appearance.patches, at: chosen, on: pool)
    let second = HeadPass(adaptors.geometry.head, to: geometry.patches, at: chosen, on: pool)
    let loss = ContrastiveLoss(
      first.outputs, second.outputs, temperature: options.consistency.temperature, on: pool)
    result.terms.patchConsistency = loss.value
    first.backward(
      loss.firstGradient, weight: weight, addingTo: &result.gradient.appearance.head,
      &appearance.gradient, on: pool)
    second.backward(
      loss.secondGradient, weight: weight, addingTo: &result.gradient.geometry.head, &geometry.gradient,
      on: pool)
  }

  /// CLC-G over all instances of the batch.
  private func addGlobalConsistency(
    _ adaptors: AdaptorPair, _ globals: inout ModalityPair<GlobalFeatures>, _ result: inout Result,
    on pool: WorkerPool
  ) {
    let weight = options.weights.globalConsistency
    guard weight != 0 else { return }
    let all = Array(0..<globals.appearance.values.rows)
    let first = HeadPass(adaptors.appearance.head, to: globals.appearance.values, at: all, on: pool)
    let second = HeadPass(adaptors.geometry.head, to: globals.geometry.values, at: all, on: pool)
    let loss = ContrastiveLoss(
      first.outputs, second.outputs, temperature: options.consistency.temperature, on: pool)
    result.terms.globalConsistency = loss.value
    first.backward(
      loss.firstGradient, weight: weight, addingTo: &result.gradient.appearance.head,
      &globals.appearance.gradient, on: pool)
    second.backward(
      loss.secondGradient, weight: weight, addingTo: &result.gradient.geometry.head,
      &globals.geometry.gradient, on: pool)
  }

  /// The rotated-block term, when it counts and the samples have rotated copies.
  private func addRotatedBlocks(
    _ adaptors: AdaptorPair, _ appearance: inout AdaptedBatch, _ batch: SampleBatch, _ random: RandomStream,
    _ result: inout Result, on pool: WorkerPool
  ) {
    let weight = options.weights.rotatedBlocks
    guard weight != 0, let rotated = batch.rotatedAppearance else { return }
    var copy = AdaptedBatch(adaptors.appearance, rotated, batch.samples, on: pool)
    var stream = random.stream("rotated blocks")
    let count = Int((Float(rotated.rows) * options.consistency.rotatedShare).rounded(.up))
    let chosen = stream.distinctIndices(min(count, rotated.rows), below: rotated.rows)
    let head = adaptors.appearance.head
    let first = HeadPass(head, to: appearance.patches, at: chosen, on: pool)
    let second = HeadPass(head, to: copy.patches, at: chosen, on: pool)
    let loss = ContrastiveLoss(
      first.outputs, second.outputs, temperature: options.consistency.temperature, on: pool)
    result.terms.rotatedBlocks = loss.value
    first.backward(
      loss.firstGradient, weight: weight, addingTo: &result.gradient.appearance.head, &appearance.gradient,
      on: pool)
    second.backward(
      loss.secondGradient, weight: weight, addingTo: &result.gradient.appearance.head, &copy.gradient,
      on: pool)
    copy.backward(adaptors.appearance, addingTo: &result.gradient.appearance, on: pool)
  }
}

/// The adapted patches of a batch in one modality, and the derivative of the loss with respect to them so far.
private struct AdaptedBatch {
  let patches: Tensor
  var gradient: Tensor
  private let context: TransformerBlock.Context

  init(_ adaptor: Adaptor, _ features: Tensor, _ samples: TokenSamples, on pool: WorkerPool) {
    (patches, context) = adaptor.block.forward(features, samples: samples, on: pool)
    gradient = Tensor(shape: patches.shape)
  }

  func backward(_ adaptor: Adaptor, addingTo total: inout Adaptor, on pool: WorkerPool) {
    adaptor.block.addParameterGradients(gradient, context, to: &total.block, on: pool)
  }
}

/// The global features of a batch in one modality, and the derivative of the loss with respect to them so far.
private struct GlobalFeatures {
  let values: Tensor
  let samples: TokenSamples
  var gradient: Tensor

  init(_ clusters: InstanceClusters, of patches: Tensor) {
    values = clusters.means(of: patches)
    samples = clusters.samples
    gradient = Tensor(shape: values.shape)
  }
}
