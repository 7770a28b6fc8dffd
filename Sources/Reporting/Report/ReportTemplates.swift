import Mustache

/// The templates of the report, as they stand in `Resources`.
enum ReportTemplates {
  /// The page and its sections, by the name of the file.
  static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    for (name, bytes) in files {
      do {
        try library.register(text(bytes), named: name)
      } catch {
        preconditionFailure("the template \(name) cannot be parsed: \(error)")
      }
    }
    return library
  }()

  /// The looks of the page.
  static let style = text(PackageResources.report_css)

  /// What moves on the page.
  static let script = text(PackageResources.report_js)

  private static let files: [(String, [UInt8])] = [
    ("report", PackageResources.report_mustache),
    ("tables", PackageResources.tables_mustache),
    ("table", PackageResources.table_mustache),
    ("charts", PackageResources.charts_mustache),
    ("defects", PackageResources.defects_mustache),
    ("gallery", PackageResources.gallery_mustache),
    ("card", PackageResources.card_mustache),
    ("scale", PackageResources.scale_mustache),
    ("cloud", PackageResources.cloud_mustache),
    ("facts", PackageResources.facts_mustache),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
