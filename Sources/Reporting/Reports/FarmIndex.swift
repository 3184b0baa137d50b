/// The page that leads to the pages of a farm's fields and flights.
public struct FarmIndex: Hashable, Sendable {
  /// A field with its page.
  public struct FieldEntry: Hashable, Sendable {
    /// The file of its page in the same folder; `nil` where no flight says
    /// anything of it.
    public var page: String?
    /// The field's id.
    public var id: String
    /// What grows there.
    public var crop: String?
    /// The area of the boundary.
    public var areaHectares: Double
    /// What the newest flight that saw it says.
    public var newest: FieldVisit?

    /// Makes an entry.
    public init(page: String?, id: String, crop: String?, areaHectares: Double, newest: FieldVisit?) {
      self.page = page
      self.id = id
      self.crop = crop
      self.areaHectares = areaHectares
      self.newest = newest
    }
  }

  /// A flight with its page.
  public struct FlightEntry: Hashable, Sendable {
    /// The file of its page in the same folder.
    public var page: String
    /// The flight.
    public var flight: ReportedFlight
    /// How many fields it saw.
    public var fieldCount: Int

    /// Makes an entry.
    public init(page: String, flight: ReportedFlight, fieldCount: Int) {
      self.page = page
      self.flight = flight
      self.fieldCount = fieldCount
    }
  }

  /// The job.
  public var jobName: String
  /// The fields by id.
  public var fields: [FieldEntry]
  /// The flights, oldest first.
  public var flights: [FlightEntry]
  /// The version of the program that reports.
  public var programVersion: String

  /// Makes an index.
  public init(jobName: String, fields: [FieldEntry], flights: [FlightEntry], programVersion: String) {
    self.jobName = jobName
    self.fields = fields
    self.flights = flights
    self.programVersion = programVersion
  }

  /// The index in a language.
  public func document(in language: ReportLanguage) -> ReportDocument {
    let newest = flights.last?.flight
    let parts = ReportParts(
      language, classes: newest?.classes ?? [], largestHectares: fields.map(\.areaHectares).max() ?? 1)
    var document = ReportDocument(
      language: language, over: language(.farmReport), title: jobName,
      day: newest?.date.map(language.day) ?? "", date: newest?.date,
      foot: language(.fromCatalog, programVersion))
    document.facts = [
      (label: language(.fields), value: "\(fields.count)"),
      (label: language(.flights), value: "\(flights.count)"),
      (
        label: language(.area),
        value: "\(parts.area(fields.reduce(0) { $0 + $1.areaHectares })) \(parts.unit.name)"
      ),
    ]
    document.notices = flights.compactMap { parts.driftNotice($0.flight) }
    document.add("fields", .fields, [.table(fieldTable(parts))])
    document.add("flights", .flights, [.table(flightTable(parts))])
    return document
  }

  private func fieldTable(_ parts: ReportParts) -> ReportTable {
    let language = parts.language
    let columns: [ReportTable.Column] =
      [
        .init(title: language(.field), isNumber: false), .init(title: language(.crop), isNumber: false),
        .init(title: language(.area), unit: parts.unit.name),
        .init(title: language(.newestFlight), isNumber: false), .init(title: language(.seen), unit: "%"),
      ] + parts.classes.map { .init(title: $0.name, unit: "%") }
    let rows = fields.map { field -> [ReportTable.Cell] in
      let visit = field.newest
      let head: [ReportTable.Cell] = [
        .init(field.id, link: field.page), .init(field.crop ?? Figures.missing),
        .init(parts.area(field.areaHectares)),
        .init(visit.map { parts.day(of: $0.flight) } ?? Figures.missing),
        .init(visit.map { language.percent($0.figures.seenShare) } ?? Figures.missing),
      ]
      return head
        + parts.classes.map { entry in
          .init(visit?.share(of: entry.name).map { language.percent($0.mapped) } ?? Figures.missing)
        }
    }
    return ReportTable(caption: language(.indexShares), columns: columns, rows: rows)
  }

  private func flightTable(_ parts: ReportParts) -> ReportTable {
    let language = parts.language
    let columns: [ReportTable.Column] = [
      .init(title: language(.flight), isNumber: false), .init(title: language(.date), isNumber: false),
      .init(title: language(.fields)),
    ]
    let rows = flights.reversed().map { entry -> [ReportTable.Cell] in
      [
        .init(entry.flight.name, link: entry.page),
        .init(entry.flight.date.map(language.day) ?? language(.notKnown)), .init("\(entry.fieldCount)"),
      ]
    }
    return ReportTable(caption: language(.flights), columns: columns, rows: rows)
  }
}
