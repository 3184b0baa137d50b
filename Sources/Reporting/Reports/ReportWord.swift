/// A heading or fixed sentence of a report; `{1}` and `{2}` are places for data.
enum ReportWord: String, CaseIterable {
  case fieldReport, flightReport, farmReport
  case field, fields, flight, flights, crop, area, date, seen, className, share, patches, medianPatch
  case largestPatch, index, mean, value
  case readFirst, warning, notSeen, drift
  case found, allFields, allClasses, sure, since, whereItIs, unseen, made
  case mapped, corrected, standardError, interval, range, noLabels, correctionSource
  case firstFlight, changeFrom, before, now, change, points, changeError, changeNoError
  case seasonOf, indexSeason, seasonKey
  case map, mapAlt, mapCaption, pale, boundaries, north, scale, noData
  case worstSpots, spot, place, spotAlt, noSpots, spotCells
  case noMap, fileGone, fileChanged, noBoundary, nothingSeen, unreadable, mapElsewhere
  case outside, allSeen, partSeen, unseenFields, unseenShare
  case driftMarked, driftNoted, driftWithheld
  case alike, deuteranopia, protanopia, tritanopia, normalVision
  case model, rulesOnly, job, program, parameters, parametersHash, runEnded, notKnown, fromCatalog
  case newestFlight, page, noFlights, indexShares, totals

  /// The text in each language.
  struct Translations: Hashable, Sendable {
    let english, german, french, spanish, portuguese: String

    init(_ english: String, _ german: String, _ french: String, _ spanish: String, _ portuguese: String) {
      (self.english, self.german, self.french) = (english, german, french)
      (self.spanish, self.portuguese) = (spanish, portuguese)
    }

    subscript(language: ReportLanguage) -> String {
      switch language {
      case .english: english
      case .german: german
      case .french: french
      case .spanish: spanish
      case .portuguese: portuguese
      }
    }
  }
}
