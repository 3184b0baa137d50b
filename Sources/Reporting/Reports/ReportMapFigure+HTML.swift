import FoundationEssentials

extension ReportMapFigure {
  /// The map with everything that a map needs, and the spots below it.
  var html: String {
    """
    <figure class="map" style="--ratio:\(number(ratio))">
    <div class="layers">
    <img src="\(Self.dataURI(picture.png))" width="\(picture.size.width)" height="\(picture.size.height)" \
    alt="\(Markup.escape(alternative))">
    \(overlay)\
    <svg class="north" viewBox="0 0 24 36" role="img" aria-label="\(Markup.escape(northLabel))" \
    style="transform:rotate(\(Figures.fixed(picture.northDegrees, 1))deg)">\
    <path d="M12 1 21 25 12 20 3 25Z"/><text x="12" y="35">N</text></svg>
    </div>
    <div class="scale" role="img" aria-label="\(Markup.escape(barAlternative))" style="width:\(barPercent)%">\
    <span>\(Markup.escape(barLabel))</span></div>
    <ul class="legend">
    \(entries)</ul>
    <figcaption>\(captions.map { Markup.escape($0) }.joined(separator: "<br>\n"))</figcaption>
    </figure>
    \(spotMarkup)
    """
  }

  private var ratio: Double { Double(picture.size.width) / Double(max(picture.size.height, 1)) }

  private var barPercent: String { number(picture.scaleBarMetres / picture.widthMetres * 100) }

  private func number(_ value: Double) -> String { Figures.fixed(value, 3) }

  static func dataURI(_ png: [UInt8]) -> String { "data:image/png;base64," + Data(png).base64EncodedString() }

  /// Boundaries with their names, and the numbered squares.
  private var overlay: String {
    let size = picture.size
    let letter = max(11, size.width / 34)
    let many = picture.outlines.count > 1
    let paths = picture.outlines.map { outline in
      let name = "<text x=\"\(number(outline.label.column))\" y=\"\(number(outline.label.row))\">"
      return "<path d=\"\(outline.path)\"/>\(many ? name + Markup.escape(outline.id) + "</text>" : "")\n"
    }
    let squares = picture.spots.map { spot in
      let (x, y, side) = (spot.corner.column, spot.corner.row, spot.side)
      return """
        <rect x="\(number(x))" y="\(number(y))" width="\(number(side))" height="\(number(side))"/>\
        <text x="\(number(x + side / 2))" y="\(number(y + side / 2))">\(spot.number)</text>

        """
    }
    return """
      <svg class="outlines" viewBox="0 0 \(size.width) \(size.height)" font-size="\(letter)" role="img" \
      aria-label="\(Markup.escape(boundariesLabel))">
      \(paths.joined())\(squares.joined())</svg>

      """
  }

  private var entries: String {
    legend.map { "<li>\($0.swatch.html)\(Markup.escape($0.name))</li>\n" }.joined()
      + "<li><span class=\"swatch nodata\"></span>\(Markup.escape(noDataLabel))</li>\n"
  }

  private var spotMarkup: String {
    let caption = "<p class=\"note\">\(Markup.escape(spotsCaption))</p>\n"
    guard !spots.isEmpty else { return caption }
    let figures = spots.map { spot in
      """
      <figure>
      <div class="enlarged"><img src="\(Self.dataURI(spot.picture.png))" width="\(spot.picture.size.width)" \
      height="\(spot.picture.size.height)" alt="\(Markup.escape(spot.alternative))"></div>
      <figcaption><b>\(Markup.escape(spot.title))</b><br>\(Markup.escape(spot.place))</figcaption>
      </figure>

      """
    }
    return """
      <h3>\(Markup.escape(spotsTitle))</h3>
      \(caption)<div class="spots">
      \(figures.joined())</div>

      """
  }
}

extension MapPicture {
  /// The picture's width on the ground.
  var widthMetres: Double { Double(size.width) * metresPerPixel }

  /// A round length that takes at most a quarter of the width.
  var scaleBarMetres: Double { RoundLength.metres(atMost: widthMetres / 4) }
}
