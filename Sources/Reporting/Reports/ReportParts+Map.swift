import Pixels

extension ReportParts {
  /// The map with its spots, or why there is none.
  func whereBlocks(_ map: ReportMap, of subject: String, flight: ReportedFlight) -> [ReportDocument.Block] {
    switch map {
    case .missing(let absence): [.paragraph(language(.noMap, reason(absence)))]
    case .drawn(let picture): [.map(figure(picture, of: subject, flight: flight))]
    }
  }

  private func reason(_ absence: ReportMap.Absence) -> String {
    switch absence {
    case .fileGone(let path): language(.fileGone, path)
    case .fileChanged(let path): language(.fileChanged, path)
    case .noBoundary(let path): language(.noBoundary, path)
    case .nothingSeen: language(.nothingSeen)
    case .unreadable(let reason): language(.unreadable, reason)
    }
  }

  private func figure(
    _ picture: MapPicture, of subject: String, flight: ReportedFlight
  ) -> ReportMapFigure {
    let bar = language.length(metres: picture.scaleBarMetres)
    return ReportMapFigure(
      picture: picture, alternative: language(.mapAlt, subject, day(of: flight)),
      captions: [
        language(
          .mapCaption, day(of: flight), size(picture.readMetres), size(picture.metresPerPixel)),
        language(.pale), paletteWords,
      ].filter { !$0.isEmpty },
      boundariesLabel: language(.boundaries), northLabel: language(.north), barLabel: bar,
      barAlternative: "\(language(.scale)): \(bar)",
      legend: classes.map { ($0.name, palette.swatch($0)) }, noDataLabel: language(.noData),
      spotsTitle: language(.worstSpots),
      spotsCaption: picture.spots.isEmpty
        ? language(.noSpots) : language(.spotCells, language.length(metres: picture.cellMetres)),
      spots: picture.spots.map(spot), elsewhere: language(.mapElsewhere))
  }

  /// A pixel's side, to a tenth of a centimetre or better.
  private func size(_ metres: Double) -> String {
    metres < 1 ? "\(language.number(metres * 100, 1)) cm" : "\(language.number(metres, 2)) m"
  }

  private func spot(_ spot: MapPicture.Spot) -> ReportMapFigure.Spot {
    let name = classes.first { $0.code == spot.code }?.name ?? "\(spot.code)"
    let place = spot.latitude.flatMap { latitude in
      spot.longitude.map { language(.place, language.number(latitude, 6), language.number($0, 6)) }
    }
    return ReportMapFigure.Spot(
      picture: spot,
      title: language(
        .spot, "\(spot.number)", name, language.percent(spot.share), language.length(metres: spot.sideMetres)),
      place: place ?? "", alternative: language(.spotAlt, "\(spot.number)"))
  }
}
