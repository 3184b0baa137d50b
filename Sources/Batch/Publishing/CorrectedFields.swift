import Catalog
import Learning
import Pixels

/// The fields of a flight with their areas corrected for confused classes.
///
/// A field of which one class cannot be corrected has no corrected areas at
/// all, since what is mapped as one class may truly be any other.
struct CorrectedFields {
  /// The fields; their areas are as mapped where nothing corrects them.
  private(set) var fields: [FieldResult]
  /// Why there is no corrected area where there is none, a sentence for each
  /// reason.
  private(set) var notices: [String] = []

  private let legend: Legend
  private var uncorrected: [(reason: String, fields: [String])] = []

  /// Corrects the areas of all fields that have any.
  ///
  /// - Parameter correction: What is known of the segmenter's confusion; `nil`
  ///   where nothing is, which is no reason for a notice.
  init(_ fields: [FieldResult], by correction: AreaCorrection?, legend: Legend) {
    self.fields = fields
    self.legend = legend
    guard let correction else { return }
    let strangers = legend.entries.filter { !correction.codes.contains($0.code) }.map { "'\($0.name)'" }
    if !strangers.isEmpty {
      notices.append(
        "no label is of class \(strangers.joined(separator: ", ")): there is no corrected area of it")
    }
    for place in fields.indices where hasArea(place) { correct(place, by: correction) }
    let unseen = fields.indices.filter { !hasArea($0) }.map { fields[$0].field.fieldID }
    notices += uncorrected.map { reason, fields in
      "the areas of \(Self.listing(fields)) are as mapped, without an error bar: \(reason)"
    }
    if !unseen.isEmpty {
      notices.append(
        "there are no areas to correct in \(Self.listing(unseen)): the mosaic holds nothing of "
          + (unseen.count == 1 ? "it" : "them"))
    }
    if correction.placeCount < BlockBootstrap.fewestBlocks {
      notices.append(
        "labels lie in \(correction.placeCount) places only: corrected areas have no error bar")
    }
  }

  private func hasArea(_ place: Int) -> Bool {
    fields[place].classAreas.contains { $0.areaSquareMetres > 0 }
  }

  private mutating func correct(_ place: Int, by correction: AreaCorrection) {
    let mapped = fields[place].mappedAreas
    do {
      let areas = try correction.corrected(mappedSquareMetres: mapped)
      for number in fields[place].classAreas.indices {
        let code = fields[place].classAreas[number].code
        fields[place].classAreas[number].corrected =
          areas.first { $0.code == code }.map { CorrectedArea($0) }
      }
    } catch {
      note(reason(error), of: fields[place].field.fieldID)
    }
  }

  private mutating func note(_ reason: String, of field: String) {
    if let place = uncorrected.firstIndex(where: { $0.reason == reason }) {
      uncorrected[place].fields.append(field)
    } else {
      uncorrected.append((reason, [field]))
    }
  }

  /// The error with names instead of codes.
  private func reason(_ error: AreaEstimateError) -> String {
    func name(_ code: ClassCode) -> String { "class '\(legend[code]?.name ?? String(code))'" }
    return switch error {
    case .unsampledClass(let code): "\(name(code)) is mapped there, but nowhere where labels lie"
    case .unknownClass(let code): "\(name(code)) is mapped there, but no label is of it"
    case .noArea, .badArea, .tooFewBlocks: error.description
    }
  }

  private static func listing(_ fields: [String]) -> String {
    let names = fields.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    guard fields.count > 1 else { return "field \(names)" }
    return "\(fields.count) fields (\(names)\(fields.count > 5 ? " and more" : ""))"
  }
}

extension FieldResult {
  /// The area as mapped of each class.
  var mappedAreas: [ClassCode: Double] {
    Dictionary(classAreas.map { ($0.code, $0.areaSquareMetres) }, uniquingKeysWith: +)
  }
}

extension CorrectedArea {
  init(_ area: AreaCorrection.ClassArea) {
    self.init(areaSquareMetres: area.squareMetres, margin: Margin(area))
  }
}

extension CorrectedArea.Margin {
  fileprivate init?(_ area: AreaCorrection.ClassArea) {
    guard let error = area.standardErrorSquareMetres, let interval = area.interval else { return nil }
    self.init(
      standardErrorSquareMetres: error, lowerSquareMetres: interval.lower, upperSquareMetres: interval.upper)
  }
}
