import Pixels

extension JobTemplate {
  /// The class that plants get: the first crop, else the first that is not background.
  private var plant: Legend.Entry? {
    legend.entries.first { $0.group == .crop } ?? legend.entries.first { $0 != legend.background }
  }

  var classes: String {
    let lines = legend.entries.map { entry in
      "  - {code: \(entry.code), name: \(entry.name.quotedForJSON), color: \"\(entry.color.hex)\", "
        + "kind: \(entry.kind.rawValue), group: \(entry.group.rawValue)}"
    }
    return """
      # The classes of the mask. The patches of a thing are counted, stuff is only measured.
      legend:
      \(lines.joined(separator: "\n"))

      """
  }

  var rules: String {
    let plant = plant ?? legend.background
    let comparison = index + " > otsu"
    return """
      # A pixel takes the class of the first rule that holds.
      # 'otsu' finds the threshold in each flight; 'fixed' holds it for a season.
      segment:
        rules:
          - {class: \(plant.name.quotedForJSON), when: \(comparison.quotedForJSON)}
        otherwise: \(legend.background.name.quotedForJSON)
        # fixed: {\(comparison.quotedForJSON): 0.1}

      """
  }

  var cleaning: String {
    """
    # What is done to the classes afterwards, in this order.
    cleaning:
      - majority: {size: 3}
    \(relabelling)  - sieve: {smaller_than_m2: 0.0025}

    """
  }

  /// How small patches become weeds, where the legend has weeds.
  private var relabelling: String {
    guard let plant, let weed = legend.entries.first(where: { $0.group == .weed }), weed != plant else {
      return ""
    }
    let names = (plant.name.quotedForJSON, weed.name.quotedForJSON)
    return """
        # Until rules tell weeds from the crop, patches too small for a crop plant can count as weeds.
        # - relabel: {class: \(names.0), smaller_than_m2: 0.01, become: \(names.1)}

      """
  }

  var outputs: String {
    """
    outputs:
      folder: results
      confidence: false
      patches: true
      report: true

    """
  }
}
