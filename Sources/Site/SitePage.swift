/// The page's own files, the same for every farm.
enum SitePage {
  /// Each file's name within the site, and what it holds.
  static let files: [(name: String, text: String)] = [
    ("index.html", html), ("assets/site.css", style), ("assets/words.js", words),
    ("assets/chart.js", chart), ("assets/map.js", map), ("assets/shares.js", shares),
    ("assets/season.js", season), ("assets/panel.js", panel), ("assets/table.js", table),
    ("assets/site.js", site),
  ]
}
