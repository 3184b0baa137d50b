import Pixels
import Stitching

/// The patches of every class, in the whole mosaic and in each field.
struct PatchTallies: Hashable, Sendable {
  private var mosaic: [ClassCode: PatchTally] = [:]
  private var fields: [[ClassCode: PatchTally]]

  init(fieldCount: Int) { fields = Array(repeating: [:], count: fieldCount) }

  /// Counts a patch in the mosaic and in every field that holds most of it.
  mutating func add(_ patch: Patch) {
    mosaic[patch.code, default: PatchTally()].add(pixelCount: patch.pixelCount)
    for share in patch.fields where patch.belongs(to: share.fieldIndex) {
      fields[share.fieldIndex][patch.code, default: PatchTally()].add(pixelCount: patch.pixelCount)
    }
  }

  func mosaic(_ code: ClassCode) -> PatchTally { mosaic[code] ?? PatchTally() }

  func field(_ index: Int, _ code: ClassCode) -> PatchTally { fields[index][code] ?? PatchTally() }
}
