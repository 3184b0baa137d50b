import Agronomy
import Foundation
import GeoFiles
import Grid
import Testing

@testable import Prescribing

@Suite struct SpotReadingTests {
  /// Every weed pixel of the field is treated, as far as it lies beyond the margin.
  @Test(arguments: 0..<6) func `no weed beyond the margin is left`(seed: Int) throws {
    let field = try WeedyField(seed: seed)
    let made = try field.prescription(margin: seed.isMultiple(of: 2) ? 0 : 0.7, buffer: 0)
    let raster = try field.raster()
    let transformer = try raster.grid.crs.transformer(to: made.ground.crs)
    let plan = made.prescription
    var treated = 0
    for row in raster.coverage.rows {
      for span in raster.coverage.spans(row: row) where span.weight == .full {
        for column in span.start..<span.end where field.codes[row * WeedyField.size.width + column] == 2 {
          let place = GridPoint(column: Double(column) + 0.5, row: Double(row) + 0.5)
          let ground = try transformer.transform([raster.grid.transform.mapPoint(place)])[0]
          guard let cell = plan.lattice.cell(at: ground) else { continue }
          let index = plan.lattice.index(column: cell.column, row: cell.row)
          guard plan.weights[index] > 0 else { continue }
          #expect(plan.rates[Int(plan.zones[index])] == 200)
          treated += 1
        }
      }
    }
    #expect(treated > 300)
  }

  /// Places in cells without any weed within buffer and length get nothing.
  @Test func `what is far from weeds gets nothing`() throws {
    let field = try WeedyField(seed: 3, weeds: 12)
    let made = try field.prescription()
    let share = made.prescription.treatedSquareMetres / made.prescription.workingSquareMetres
    #expect(share > 0.005 && share < 0.2)
    #expect(made.unseenSquareMetres == 0)
  }

  @Test func `a wider buffer and a longer run only add`() throws {
    let field = try WeedyField(seed: 4)
    let narrow = try field.prescription(buffer: 0.1).prescription
    let wide = try field.prescription(buffer: 0.6).prescription
    #expect(zip(narrow.zones, wide.zones).allSatisfy { $0 <= $1 })
    #expect(wide.product > narrow.product)
  }

  @Test func `small patches are left out`() throws {
    let field = try WeedyField(seed: 5)
    let raster = try field.raster()
    let settings = PrescriptionSettings(
      machine: try Machine(boomMetres: 6, sectionMetres: 0.5, stepMetres: 0.5))
    let products = try [0, 0.05, 0.2, 10].map { smallest in
      var spots = SpotSettings(try SpotRequest(spotRate: 100))
      spots.smallestSquareMetres = smallest
      return try PreparedPrescription.spots(
        raster, codes: [2], correction: nil, spots: spots, settings: settings
      )
      .prescription.product
    }
    #expect(products == products.sorted(by: >) && products[0] > products[1] && products[3] == 0)
  }

  @Test func `unseen ground is treated or not, as asked`() throws {
    let field = try WeedyField(seed: 6, weeds: 5, hasUnseenCorner: true)
    let blanket = try field.prescription(unseen: .blanket)
    let none = try field.prescription(unseen: .none)
    #expect(blanket.unseenSquareMetres > 20 && blanket.unseenSquareMetres == none.unseenSquareMetres)
    let more = blanket.prescription.treatedSquareMetres - none.prescription.treatedSquareMetres
    #expect(more > 0.85 * blanket.unseenSquareMetres)
  }

  @Test func `a field without weeds has an empty prescription that says so`() throws {
    let made = try WeedyField(weeds: 0).prescription()
    #expect(made.prescription.product == 0 && made.prescription.saving == 1)
    #expect(made.notes.contains { $0.contains("empty") })
  }

  @Test func `a margin as wide as the field leaves nothing to work on`() throws {
    #expect(throws: PrescriptionError.noWorkingArea(field: "F1", marginMetres: 30)) {
      _ = try WeedyField(weeds: 0).prescription(margin: 30)
    }
  }
}
