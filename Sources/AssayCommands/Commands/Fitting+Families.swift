import Datasets
import Detection

extension Fitting {
  /// Learns a category once for each seed of a plan, with every adaptation it compares, from one pass over the data.
  ///
  /// - Parameters:
  ///   - category: The product.
  ///   - dataset: The data set.
  ///   - plan: What to compare.
  ///   - path: Where the bundle of the first seed goes.
  /// - Returns: One family for each seed.
  /// - Throws: What fitting throws, or `CommandFailure` without parts to calibrate on.
  func fitFamilies(
    _ category: DatasetCategory, of dataset: Dataset, plan: EvaluationPlan, writingTo path: String
  ) throws -> [DetectorFamily] {
    let adaptation = setup.configuration.adaptation
    let validation = category.goodSamples(in: .validation)
    let variants = validation.isEmpty ? [] : plan.variants(of: adaptation)
    guard plan.seeds.count > 1 || !variants.isEmpty else {
      return [DetectorFamily(main: try fit(category, of: dataset, writingTo: path).detector)]
    }
    guard !validation.isEmpty else {
      throw CommandFailure(
        .badData,
        "\(category.name): expected good parts in the validation split for several seeds, found none; "
          + "move some good parts there, or leave out --seeds")
    }
    let training = trainingParts(of: category)
    try announce(category.name, training: training.count, validation: validation.count)
    let features = try FittingFeatures(
      configuration(for: category), networks: setup.networks, training: CaptureSource(training, in: dataset),
      validation: CaptureSource(validation, in: dataset), on: pool, progress: progress(of: category.name))
    let families = try plan.seeds.map { seed in
      try family(features, of: category.name, seed: seed, plan: plan)
    }
    try write(families[0].main, category.name, parts: training.count, to: path)
    return families
  }

  private func family(
    _ features: FittingFeatures, of name: String, seed: UInt64, plan: EvaluationPlan
  ) throws -> DetectorFamily {
    let adaptation = setup.configuration.adaptation
    let frozen = try FrozenDetector(features, seed: seed, on: pool, progress: progress(of: name))
    let main = try frozen.finished(
      adaptation: adaptation, rate: rate, on: pool, progress: progress(of: "\(name), seed \(seed)"))
    var variants: [String: Detector] = [:]
    for variant in plan.variants(of: adaptation) {
      variants[variant.rawValue] = try frozen.finished(
        adaptation: adaptation.map(variant.options), rate: rate, on: pool,
        progress: progress(of: "\(name), seed \(seed), \(variant.rawValue)"))
    }
    return DetectorFamily(main: main, variants: variants)
  }

  /// Says how many trainings a plan takes, and how long, before it starts; nothing when there is nothing to compare.
  func announceTrainings(_ plan: EvaluationPlan, categories: [DatasetCategory]) throws {
    let adapted = categories.filter { !$0.goodSamples(in: .validation).isEmpty }
    let variants = plan.variants(of: setup.configuration.adaptation)
    guard let adaptation = setup.configuration.adaptation, plan.seeds.count > 1 || !variants.isEmpty,
      let parts = adapted.map({ trainingParts(of: $0).count }).max()
    else { return }
    let count = adapted.count * plan.seeds.count * (1 + variants.count)
    let estimate = try TrainingEstimate(
      adaptation, setup.configuration, networks: setup.networks, parts: parts, threads: pool.threadCount)
    console.note(
      "\(count) trainings of adaptors: \(Counted(adapted.count, "category", "categories")),"
        + " \(Counted(plan.seeds.count, "seed")), \(Counted(1 + variants.count, "kind")); about \(Duration.readable(estimate.seconds * Double(count))) beside reading"
        + " and scoring")
  }
}
