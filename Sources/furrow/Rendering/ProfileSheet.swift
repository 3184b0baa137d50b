import Catalog
import Pixels
import Reporting

/// Where the time of a flight went.
struct ProfileSheet {
  let cost: RunCost

  /// The stages, then what the flight took as a whole.
  var text: String { TextTable(stages).text + "\n" + Paragraph.pairs(figures) }

  /// A row for each stage, one for what workers waited, and their sum.
  private var stages: Table {
    let whole = cost.wallSeconds * Double(cost.threadCount)
    let spent = Stage.allCases.map { ($0.name, cost.stages[$0]) }
    let rows = spent + [("waiting", max(0, whole - cost.stages.total)), ("all", whole)]
    return Table(
      columns: [
        .init("stage"), .init("worker time", unit: "s", decimals: 3), .init("share", unit: "%", decimals: 1),
      ],
      rows: rows.map { [.text($0), .number($1), .number(whole > 0 ? 100 * $1 / whole : 0)] })
  }

  private var figures: [(label: String, text: String)] {
    let wall = max(cost.wallSeconds, 1e-9)
    let pixels = Double(cost.workedPixels)
    var figures = [
      ("wall", "\(CostSentence.seconds(cost.wallSeconds)) s on \(Number.count(cost.threadCount, "thread"))"),
      ("CPU", "\(CostSentence.seconds(cost.cpuSeconds)) s"),
      ("peak memory", Number.bytes(cost.peakMemoryByteCount)),
      ("speed", "\(Number.fixed(pixels * 1e-6 / wall, 1)) Mpx/s"),
      (
        "pixels",
        "\(Number.grouped(cost.workedPixels)), \(Number.grouped(cost.validPixels)) of them valid"
      ),
    ]
    if cost.validPixels > 0 {
      let nanoseconds = cost.cpuSeconds * 1e9 / Double(cost.validPixels)
      figures.append(("a valid pixel", "\(Number.fixed(nanoseconds, 1)) ns CPU"))
    }
    if let floor = cost.floorSeconds, let ratio = cost.floorRatio {
      figures.append(
        (
          "floor",
          "\(CostSentence.seconds(floor)) s: decoding, one threshold and a mask of the same file, measured now"
        ))
      figures.append(("ratio", "\(Number.fixed(ratio, 2)) times the floor"))
    }
    return figures.map { (label: $0.0, text: $0.1) }
  }
}
