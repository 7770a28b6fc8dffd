/// What lies under the root and is not used, one finding for each reason.
struct OmissionRule: CheckRule {
  func findings(_ data: CheckedData) -> [CheckFinding] {
    DatasetOmission.Reason.allCases.compactMap { reason in
      let paths = data.dataset.omissions.filter { $0.reason == reason }.map(\.path)
      return paths.isEmpty ? nil : finding(reason, Array(Set(paths)).sorted())
    }
  }

  private func finding(_ reason: DatasetOmission.Reason, _ paths: [String]) -> CheckFinding {
    let (topic, severity) = reason.weight
    return CheckFinding(
      topic, severity, reason.sentence(paths.count), files: paths, remedy: reason.remedy)
  }
}

extension DatasetOmission.Reason {
  fileprivate var weight: (CheckTopic, CheckFinding.Severity) {
    switch self {
    case .withoutGeometry, .withoutImage, .withoutDepthRange: (.partners, .error)
    case .maskWithoutPart: (.masks, .warning)
    case .unlabelled: (.unlabelled, .note)
    case .sameName, .caseTwin: (.names, .warning)
    case .outsideRoot, .linkLoop, .brokenLink, .notAFile, .tooDeep: (.links, .warning)
    case .unreadable: (.unreadable, .error)
    case .unknownFolder, .unknownFile: (.unknownFiles, .note)
    }
  }

  fileprivate func sentence(_ count: Int) -> String {
    switch self {
    case .withoutGeometry:
      "\(Counted(count, "image has", "images have")) no cloud or depth file of the same name."
    case .withoutImage:
      "\(Counted(count, "cloud or depth file has", "cloud or depth files have")) no image of the same name."
    case .withoutDepthRange:
      "\(Counted(count, "depth file has", "depth files have")) no info_depth.yaml of the same name."
    case .maskWithoutPart:
      "\(Counted(count, "mask belongs", "masks belong")) to no part."
    case .unlabelled:
      "\(Counted(count, "test part is left out because it has", "test parts are left out because they have")) "
        + "neither a label nor a mask."
    case .sameName:
      "\(Counted(count, "file is", "files are")) passed over for one of the same name with another ending."
    case .caseTwin:
      "\(count) names differ from a name beside them in upper and lower case only."
    case .outsideRoot:
      "\(Counted(count, "link leads", "links lead")) out of the folder and \(agree(count, "is", "are")) "
        + "not followed."
    case .linkLoop:
      "\(Counted(count, "link leads", "links lead")) in a circle."
    case .brokenLink:
      "\(Counted(count, "link leads", "links lead")) to nothing."
    case .unreadable:
      "\(Counted(count, "folder")) may not be read."
    case .notAFile:
      "\(Counted(count, "name is", "names are")) a pipe, socket or device, or not UTF-8."
    case .tooDeep:
      "\(Counted(count, "folder lies", "folders lie")) deeper than any layout goes."
    case .unknownFolder:
      "\(Counted(count, "folder is", "folders are")) not part of the layout and not used."
    case .unknownFile:
      "\(Counted(count, "file is", "files are")) not part of the layout and not used."
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .withoutGeometry, .withoutImage, .withoutDepthRange:
      "Give both files of a part the same name, or remove what is left over."
    case .maskWithoutPart: "Name a mask after the image it belongs to."
    case .unlabelled: "Nothing to do for a private test set; otherwise add a mask."
    case .sameName, .caseTwin: "Rename one of them."
    case .outsideRoot: "Copy the files into the folder, or name the folder they are in."
    case .linkLoop, .brokenLink: "Remove the links."
    case .unreadable: "Change the permissions."
    case .notAFile, .tooDeep, .unknownFolder, .unknownFile: ""
    }
  }
}
