/// A step that receives the rows of a class raster from top to bottom and
/// passes rows on in the same order, some of them later.
///
/// A stage that looks at connected things holds rows back until it knows what
/// becomes of each of them, so that no whole raster is ever in memory.
public protocol ClassRowStage: AnyObject {
  /// Takes the next row and gives back the rows that are now final.
  func push(_ row: ClassRow) -> [ClassRow]

  /// Ends the raster and gives back every row still held.
  func finish() -> [ClassRow]
}
