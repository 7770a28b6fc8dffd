import ArgumentParser
import Branches
import Detection
import Files

/// `assay convert weights`.
struct ConvertWeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "Turn a published checkpoint into a weights file for --appearance or --geometry.",
    discussion: """
      Reads what torch.save has written, without executing anything in it: torchvision's and timm's ResNet-18, 34, 50 \
      and Wide ResNet-50-2, and Point-MAE's pretrain.pth. Writes the tensors that the branch needs, as safetensors.
      """)

  @Argument(help: ArgumentHelp("The checkpoint.", valueName: "in.pth"), completion: .file())
  var input: String

  @Argument(
    help: ArgumentHelp("The weights file to write.", valueName: "out.safetensors"),
    completion: .file(extensions: ["safetensors"]))
  var output: String

  @Option(
    help: ArgumentHelp(
      "An entry of the metadata, repeatable, such as stride_in_1x1=true for a network of Caffe's.",
      valueName: "key=value"))
  var metadata: [String] = []

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard metadata.allSatisfy({ $0.contains("=") && !$0.hasPrefix("=") }) else {
      throw ValidationError("--metadata takes key=value.")
    }
  }

  func run() throws {
    let console = common.makeConsole()
    let conversion = try WeightsConversion(of: input, metadata: entries)
    try OutputFolder.create(parentOf: output)
    try conversion.file.write(to: output)
    try console.result(output)
    console.note(
      "\(conversion.network): \(conversion.file.tensors.count) tensors, \(conversion.omitted.count) left out;"
        + " use it with --\(conversion.modality.rawValue) \(DisplayPath(output))")
  }

  private var entries: [String: String] {
    var entries: [String: String] = [:]
    for entry in metadata {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      entries[String(parts[0])] = String(parts[1])
    }
    return entries
  }
}
