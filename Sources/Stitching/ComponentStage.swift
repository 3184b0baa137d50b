public import Pixels

/// Applies a `ComponentRule` to a class raster that comes row by row.
///
/// A row is passed on as soon as the fate of each of its components is known.
/// The result equals the rule's definition on the whole raster. Memory holds
/// the rows that wait and the components in them, never the raster; a rule
/// that judges components below n pixels holds fewer than 2 n rows.
public final class ComponentStage: ClassRowStage {
  private var held = HeldRows()
  private var forest: ComponentForest
  private var above = ClassRow()
  private var aboveLabels = Slab<Int32>(capacity: 1024)
  private var labels = Slab<Int32>(capacity: 1024)
  private var index: Int32 = 0
  private var isFinished = false
  private var compactionLimit: Int
  private let compactionSlack: Int

  /// Makes a stage for one raster.
  public convenience init(_ rule: ComponentRule) {
    self.init(rule, compactionSlack: 4096)
  }

  /// Makes a stage for a part of a raster, which begins at the raster's edge or not.
  convenience init(_ rule: ComponentRule, beginsAtEdge: Bool) {
    self.init(rule, compactionSlack: 4096)
    forest.beginsAtEdge = beginsAtEdge
  }

  init(_ rule: ComponentRule, compactionSlack: Int) {
    forest = ComponentForest(plan: ComponentPlan(rule))
    self.compactionSlack = compactionSlack
    compactionLimit = compactionSlack
  }

  /// Rows that wait for the fate of a component.
  var heldRowCount: Int { held.count }

  /// Nodes of the union-find, those not dropped yet included.
  var nodeCount: Int { forest.nodeCount }

  /// Memory slots for borders between components.
  var borderCount: Int { forest.borders.count }

  /// Takes the next row, of the same width as those before it, and gives back
  /// the rows that are now final.
  public func push(_ row: ClassRow) -> [ClassRow] {
    precondition(!isFinished, "the raster has ended")
    precondition(index == 0 || row.width == above.width, "rows of one raster have one width")
    label(row)
    held.append(row, labels: labels)
    above = row
    swap(&labels, &aboveLabels)
    var released: [ClassRow] = []
    held.release(into: &released, forest: &forest, after: index)
    if forest.nodeCount > compactionLimit + held.labelCount { compact() }
    index += 1
    return released
  }

  /// Ends the raster and gives back every row still held.
  public func finish() -> [ClassRow] {
    precondition(!isFinished, "the raster has ended")
    isFinished = true
    if forest.plan.fillsHoles {
      above.runs.withUnsafeBufferPointer { runs in
        forest.settleAll(LabelledRow(runs: runs, labels: aboveLabels.base))
      }
    }
    var released: [ClassRow] = []
    held.release(into: &released, forest: &forest, after: index)
    return released
  }

  private func label(_ row: ClassRow) {
    row.runs.withUnsafeBufferPointer { runs in
      labels.fill(0, count: runs.count)
      above.runs.withUnsafeBufferPointer { aboveRuns in
        forest.label(
          LabelledRow(runs: runs, labels: labels.base),
          below: LabelledRow(runs: aboveRuns, labels: aboveLabels.base), index: index)
      }
    }
  }

  private func compact() {
    forest.beginCompaction()
    for i in held.usedLabels where held.labels.base[i] >= 0 {
      held.labels.base[i] = forest.rename(held.labels.base[i])
    }
    for i in 0..<aboveLabels.count {
      aboveLabels.base[i] = forest.rename(aboveLabels.base[i])
    }
    forest.endCompaction(after: index)
    compactionLimit = forest.nodeCount * 2 + compactionSlack
  }
}
