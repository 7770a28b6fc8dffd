import Adaptation
import Networks
import Tensors
import TestSupport
import Testing

/// Each loss and its gradients against PyTorch in double precision; see `Tools/reference/adaptation.py`.
@Suite struct LossGoldenTests {
  private let golden: GoldenTensors
  private let pool = WorkerPool(threadCount: 2)

  init() throws { golden = try GoldenTensors("adaptation_losses") }

  @Test func patchConsistency() {
    let name = "patch_consistency"
    let loss = ContrastiveLoss(
      rows("\(name).first"), rows("\(name).second"), temperature: 0.1, on: pool)
    check(
      name, loss.value, ["first": loss.firstGradient.tensor, "second": loss.secondGradient.tensor])
  }

  @Test func globalConsistency() {
    let name = "global_consistency"
    let loss = ContrastiveLoss(
      rows("\(name).first"), rows("\(name).second"), temperature: 0.1, on: pool)
    check(
      name, loss.value, ["first": loss.firstGradient.tensor, "second": loss.secondGradient.tensor])
  }

  @Test func rotatedBlocks() {
    let name = "rotated_blocks"
    let loss = ContrastiveLoss(
      rows("\(name).first"), rows("\(name).second"), temperature: 0.1, on: pool)
    check(name, loss.value, ["first": loss.firstGradient.tensor, "second": loss.secondGradient.tensor])
  }

  @Test func patchCompactness() {
    let name = "patch_compactness"
    let loss = CompactnessLoss(
      of: golden["\(name).features"], samples: halves(of: name), owners: [0, 1], memory: memory(name),
      cap: cap, on: pool)
    check(name, loss.value, ["features": loss.gradient])
  }

  @Test func globalCompactness() {
    let name = "global_compactness"
    let loss = CompactnessLoss(
      of: golden["\(name).features"], samples: halves(of: name), owners: [0, 1], memory: memory(name),
      cap: cap, on: pool)
    check(name, loss.value, ["features": loss.gradient])
  }

  /// Twice the typical distance of rows of three features.
  private let cap = 2 * Float(6).squareRoot()

  private func halves(of name: String) -> TokenSamples {
    let rows = golden["\(name).features"].rows
    return TokenSamples(counts: [rows / 2, rows - rows / 2])
  }

  private func memory(_ name: String) -> FeatureMemory {
    FeatureMemory(
      rows: golden["\(name).memory"], owners: golden["\(name).owners"].elements.map { Int32($0) }, next: 0)
  }

  private func rows(_ name: String) -> BorrowedRows { BorrowedRows(golden[name], on: pool) }

  private func check(_ name: String, _ value: Float, _ gradients: [String: Tensor]) {
    expectClose(Tensor(shape: [], elements: [value]), golden["\(name).value"], within: 1e-6)
    for (input, gradient) in gradients {
      expectClose(gradient, golden["\(name).gradient.\(input)"], within: 1e-5)
    }
  }
}
