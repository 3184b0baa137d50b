import Batch
import Learning
import Pixels
import Reporting

/// What the checks of labels found, for people.
struct AnnotationSheet {
  let outcome: AnnotationCheckOutcome

  /// The most sentences of one kind.
  private static let sentenceLimit = 3

  init(_ outcome: AnnotationCheckOutcome) { self.outcome = outcome }

  /// Scenes, findings, figures, agreement, noise and the verdict.
  var text: String {
    var sections: [String] = []
    if outcome.scenes.count > 1 { sections.append(TextTable(scenes).text) }
    if !outcome.findings.isEmpty { sections += [TextTable(kinds).text, sentences] }
    sections.append("Labels\n" + TextTable(figures).text)
    if !outcome.agreements.isEmpty { sections.append("Agreement\n" + TextTable(agreements).text) }
    return (sections + [noise, verdict]).joined(separator: "\n")
  }

  /// One row a scene.
  private var scenes: Table {
    Table(
      columns: [
        .init("scene"), .init("errors"), .init("warnings"), .init("suspects"), .init("labelled", unit: "px"),
        .init("unlabelled", unit: "%", decimals: 1),
      ],
      rows: outcome.scenes.map { scene in
        let findings = scene.findings.findings
        return [
          .text(scene.name), .integer(findings.count { $0.severity == .error }),
          .integer(findings.count { $0.severity == .warning }), .integer(scene.suspects.count),
          .integer(scene.findings.classes.reduce(0) { $0 + $1.pixels }),
          .number(scene.findings.unlabelledShare * 100),
        ]
      })
  }

  /// Findings of one kind about the same classes.
  private struct Group: Hashable {
    var kind: AnnotationFinding.Kind
    var severity: AnnotationFinding.Severity
    var classes: String
  }

  private static func group(_ finding: AnnotationFinding) -> Group {
    let classes =
      switch finding.kind {
      case .twoClasses, .disagreement:
        [finding.className, finding.otherClass].compactMap(\.self).joined(separator: ", ")
      case .suspectedError:
        [finding.className, finding.otherClass].compactMap(\.self).joined(separator: " or ")
      default: finding.className ?? ""
      }
    return Group(kind: finding.kind, severity: finding.severity, classes: classes)
  }

  /// Sums over pairs are left out where the pairs themselves are told.
  private var counted: [AnnotationFinding] {
    outcome.findings.filter { $0.kind != .twoClasses || $0.className != nil }
  }

  private var kinds: Table {
    var order: [Group] = []
    var sums: [Group: (count: Int, pixels: Int?)] = [:]
    for finding in counted {
      let group = Self.group(finding)
      if sums[group] == nil { order.append(group) }
      let before = sums[group] ?? (0, nil)
      let pixels = finding.pixelCount.map { $0 + (before.pixels ?? 0) } ?? before.pixels
      sums[group] = (before.count + finding.count, pixels)
    }
    let kinds = AnnotationFinding.Kind.allCases
    order.sort { (kinds.firstIndex(of: $0.kind) ?? 0) < (kinds.firstIndex(of: $1.kind) ?? 0) }
    return Table(
      columns: [
        .init("finding"), .init("severity"), .init("class"), .init("found"), .init("pixels", unit: "px"),
      ],
      rows: order.map { group in
        [
          .text(group.kind.words), .text(group.severity.rawValue),
          group.classes.isEmpty ? .missing : .text(group.classes), .integer(sums[group]?.count ?? 0),
          sums[group]?.pixels.map(Table.Cell.integer) ?? .missing,
        ]
      })
  }

  /// The worst few of each kind.
  private var sentences: String {
    AnnotationFinding.Kind.allCases.compactMap { kind in
      let findings = outcome.findings.filter { $0.kind == kind }.sorted(by: Self.isWorse)
      guard !findings.isEmpty else { return nil }
      var lines = findings.prefix(Self.sentenceLimit).map(\.sentence)
      let rest = findings.count - lines.count
      if rest > 0 { lines.append("and \(Number.grouped(rest)) more") }
      return kind.words + "\n" + Paragraph.list(lines)
    }.joined()
  }

  private static func isWorse(_ one: AnnotationFinding, _ two: AnnotationFinding) -> Bool {
    if one.severity != two.severity { return one.severity == .error }
    if one.kind == .suspectedError { return (one.score ?? 0) < (two.score ?? 0) }
    return (one.pixelCount ?? 0) > (two.pixelCount ?? 0)
  }

  /// Figures by class: of all scenes, then of each.
  private var figures: Table { Self.figures(outcome.parts, legend: outcome.legend) }

  private var agreements: Table { Self.agreements(outcome.parts, legend: outcome.legend) }

  private var noise: String {
    switch outcome.learning {
    case .notAsked: "suspected errors were not looked for\n"
    case .impossible(let reason): Paragraph.wrapped("suspected errors could not be looked for: \(reason)")
    case .done(let noise):
      Paragraph.wrapped(
        "confident learning takes \(Self.percent(noise.noiseShare)) of the labelled pixels for wrong"
          + pairs(noise))
    }
  }

  /// The commonest confusions.
  private func pairs(_ noise: LabelNoise) -> String {
    let pairs = noise.classes.flatMap { given in
      noise.classes.filter { $0 != given }.map { (given, $0, noise.share(given: given, true: $0)) }
    }
    let worst = pairs.filter { $0.2 >= 0.0005 }.sorted { $0.2 > $1.2 }.prefix(3)
    return worst.isEmpty
      ? ""
      : ": "
        + worst.map {
          "\(Self.percent($2)) are labelled '\(outcome.className($0))' and look like '\(outcome.className($1))'"
        }.joined(separator: ", ")
  }

  private static func percent(_ share: Double) -> String { Number.fixed(share * 100, 1) + " %" }

  private var verdict: String {
    let findings = outcome.findings
    let counts = [
      Number.count(findings.count { $0.severity == .error }, "error"),
      Number.count(findings.count { $0.severity == .warning && $0.kind != .suspectedError }, "warning"),
      Number.count(findings.count { $0.kind == .suspectedError }, "suspected label"),
    ].joined(separator: ", ")
    let packages = outcome.scenes.map(\.package)
    let place =
      packages.count == 1 ? packages[0] : "\(packages.count) files such as \(packages.first ?? "")"
    return counts + (outcome.hasErrors ? "; training on these labels would be wrong" : "")
      + "\nfindings: \(place)\n"
  }
}

extension AnnotationCheckOutcome {
  /// Figures and agreement of all scenes together, then of each where there
  /// are several.
  var parts:
    [(
      name: String, classes: [AnnotationFindings.ClassFigure],
      agreements: [AnnotationFindings.Agreement]
    )]
  {
    guard scenes.count > 1 else { return [(scenes[0].name, classes, agreements)] }
    return [("all", classes, agreements)]
      + scenes.map { ($0.name, $0.findings.classes, $0.findings.agreements) }
  }

  func className(_ code: ClassCode) -> String { legend[code]?.name ?? "class \(code)" }
}

extension AnnotationFinding.Kind {
  /// Words for a table.
  var words: String { rawValue.replacing("_", with: " ") }
}
