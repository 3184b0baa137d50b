import Agronomy
import Foundation
import FoundationXML
import Grid

/// What a task's XML says of its grid, and what the grid asks for.
struct TaskDataReading {
  /// Where the grid's binary file is.
  let binaryPath: String

  private let file: String
  private let grid: [String: String]
  private let elements: TaskDataElements

  /// Reads a document.
  ///
  /// - Throws: `PrescribingError.damaged` where it is not well formed or has
  ///   not exactly one grid.
  init(_ text: [UInt8], file: String) throws(PrescribingError) {
    self.file = file
    let elements = TaskDataElements()
    let parser = XMLParser(data: Data(text))
    parser.delegate = elements
    guard parser.parse() else { throw .damaged(file: file, reason: "its XML is not well formed") }
    guard elements.grids.count == 1, let grid = elements.grids.first, let name = grid["G"] else {
      throw .damaged(file: file, reason: "it has \(elements.grids.count) grids")
    }
    self.elements = elements
    self.grid = grid
    binaryPath = "TASKDATA/\(name).BIN"
  }

  /// The product that the grid asks for.
  ///
  /// - Throws: `PrescribingError.damaged` where the binary file's length is not
  ///   that of the header, or a cell has a code without a zone.
  func product(of binary: [UInt8]) throws(PrescribingError) -> Double {
    let size = PixelSize(width: try whole("E"), height: try whole("F"))
    let type = try whole("I")
    let expected = try size.pixelCount * (type == 2 ? 4 * template().count : 1)
    guard binary.count == expected, try whole("H") == expected else {
      throw damaged("its grid has \(binary.count) bytes, not the \(expected) of its header")
    }
    let geometry = RateGrid(
      south: try number("A"), west: try number("B"), northStep: try number("C"), eastStep: try number("D"),
      size: size, codes: [], rates: [])
    let ownUnits = try type == 2 ? unit(of: template()[0].identifier) : 1
    let rates = try type == 2 ? [] : self.rates(ofZonesIn: binary)
    return (0..<size.height).reduce(0) { total, row in
      let cells = row * size.width..<(row + 1) * size.width
      let sum = cells.reduce(0) {
        $0 + (type == 2 ? Self.value(binary, $1) / ownUnits : rates[Int(binary[$1])])
      }
      return total + sum * geometry.cellSquareMetres(row: row) / 10_000
    }
  }

  private static func value(_ binary: [UInt8], _ index: Int) -> Double {
    let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(binary[4 * index + $1]) << (8 * UInt32($1)) }
    return Double(Int32(bitPattern: bits))
  }

  /// The process data of the zone that a grid of type 2 names.
  private func template() throws(PrescribingError) -> [TaskDataElements.ProcessData] {
    guard let data = elements.zones[try whole("J")], !data.isEmpty else {
      throw damaged("its grid names no zone")
    }
    return data
  }

  private func unit(of identifier: String) throws(PrescribingError) -> Double {
    guard let unit = RateUnit.allCases.first(where: { $0.dataIdentifier == identifier }) else {
      throw damaged("it has the unknown data identifier '\(identifier)'")
    }
    return unit.ownUnits
  }

  /// The rate of each code, all of which must have a zone where a cell has them.
  private func rates(ofZonesIn binary: [UInt8]) throws(PrescribingError) -> [Double] {
    var rates = [Double](repeating: 0, count: 256)
    for code in Set(binary).sorted() {
      guard let data = elements.zones[Int(code)]?.first else {
        throw damaged("a cell has the zone \(code), which is not there")
      }
      rates[Int(code)] = data.value / (try unit(of: data.identifier))
    }
    return rates
  }

  private func number(_ attribute: String) throws(PrescribingError) -> Double {
    guard let value = grid[attribute].flatMap(Double.init) else {
      throw damaged("its grid has no number '\(attribute)'")
    }
    return value
  }

  private func whole(_ attribute: String) throws(PrescribingError) -> Int {
    guard let value = grid[attribute].flatMap(Int.init) else {
      throw damaged("its grid has no whole number '\(attribute)'")
    }
    return value
  }

  private func damaged(_ reason: String) -> PrescribingError { .damaged(file: file, reason: reason) }
}

/// The grids and zones of a document.
final class TaskDataElements: NSObject, XMLParserDelegate {
  struct ProcessData {
    var identifier: String
    var value: Double
  }

  private(set) var grids: [[String: String]] = []
  private(set) var zones: [Int: [ProcessData]] = [:]
  private var zone: Int?

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    switch name {
    case "GRD": grids.append(attributes)
    case "TZN":
      zone = attributes["A"].flatMap(Int.init)
      if let zone { zones[zone] = [] }
    case "PDV":
      guard let zone, let identifier = attributes["A"], let value = attributes["B"].flatMap(Double.init)
      else {
        return
      }
      zones[zone]?.append(ProcessData(identifier: identifier, value: value))
    default: break
    }
  }
}
