import Pixels

extension JobReader {
  func cleaning(_ value: JobValue) -> [CleaningStep] {
    var firstStreaming: CleaningStep.Kind?
    return value.list().compactMap { value in
      guard let (kind, content) = stepKind(value) else { return nil }
      if kind.isLocal, let earlier = firstStreaming {
        value.fail("\(kind.rawValue) must come before \(earlier.rawValue)")
      } else if !kind.isLocal, firstStreaming == nil {
        firstStreaming = kind
      }
      return step(kind, content)
    }
  }

  /// The one key of a step and its value.
  private func stepKind(_ value: JobValue) -> (CleaningStep.Kind, JobValue)? {
    guard let section = value.section(.cleaningStep) else { return nil }
    let given = CleaningStep.Kind.allCases.compactMap { kind in section[kind.rawValue].map { (kind, $0) } }
    if given.count == 1 { return given[0] }
    let names = CleaningStep.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    value.fail("expected one of \(names), each as a list element of its own,")
    return nil
  }

  private func step(_ kind: CleaningStep.Kind, _ value: JobValue) -> CleaningStep? {
    switch kind {
    case .majority: majority(value)
    case .open: disc(value, .open).map { .open(code: $0.code, radius: $0.radius) }
    case .close: disc(value, .close).map { .close(code: $0.code, radius: $0.radius) }
    case .relabel: relabel(value)
    case .sieve: sieve(value)
    case .fillHoles:
      value.section(.fillHoles)?.required("smaller_than_m2").flatMap { $0.positiveNumber() }
        .map { .fillHoles(smallerThanSquareMetres: $0) }
    }
  }

  private func majority(_ value: JobValue) -> CleaningStep? {
    guard let size = value.section(.majority)?.required("size"), let side = size.integer(in: 3...101) else {
      return nil
    }
    if side % 2 == 1 { return .majority(size: side) }
    size.unexpected("an odd number")
    return nil
  }

  private func disc(_ value: JobValue, _ kind: JobSection) -> (code: ClassCode, radius: Int)? {
    guard let section = value.section(kind) else { return nil }
    let name = section.required("class")
    let code = name.flatMap(code)
    let radius = section.required("radius").flatMap { $0.integer(in: 1...100) }
    guard let code, let radius else { return nil }
    if let background = legend?.background, background.code == code {
      name?.fail("'\(background.name)' is the background, which opening and closing work against,")
    }
    return (code, radius)
  }

  private func relabel(_ value: JobValue) -> CleaningStep? {
    guard let section = value.section(.relabel) else { return nil }
    let code = section.required("class").flatMap(code)
    let become = section.required("become").flatMap(code(_:))
    let limit = areaLimit(section)
    guard let code, let become, let limit else { return nil }
    if code == become { section["become"]?.fail("a class cannot become itself") }
    return .relabel(code: code, limit: limit, become: become)
  }

  private func areaLimit(_ section: JobSectionReader) -> CleaningStep.AreaLimit? {
    switch (section["smaller_than_m2"], section["larger_than_m2"]) {
    case (let small?, nil): return small.positiveNumber().map { .smallerThan(squareMetres: $0) }
    case (nil, let large?): return large.positiveNumber().map { .largerThan(squareMetres: $0) }
    case (nil, nil): section.whole.fail("key 'smaller_than_m2' or 'larger_than_m2' is missing")
    case (_?, let large?): large.fail("a step has either 'smaller_than_m2' or 'larger_than_m2'")
    }
    return nil
  }

  private func sieve(_ value: JobValue) -> CleaningStep? {
    guard let section = value.section(.sieve) else { return nil }
    let limit = section.required("smaller_than_m2").flatMap { $0.positiveNumber() }
    let code = section["class"].flatMap(code)
    let connectivity = section["connectivity"].flatMap(connectivity) ?? .eight
    return limit.map { .sieve(smallerThanSquareMetres: $0, code: code, connectivity: connectivity) }
  }

  private func connectivity(_ value: JobValue) -> CleaningStep.Connectivity? {
    if let found = value.wholeNumber.flatMap(CleaningStep.Connectivity.init) { return found }
    value.unexpected("4 or 8")
    return nil
  }
}
