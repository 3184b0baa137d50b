extension IndexDefinition {
  /// The indices of colour cameras.
  ///
  /// ExG, ExR and ExGR are taken on chromaticities, so that counts and
  /// reflectance give the same. CIVE's constant and vNDVI's powers, whose sum is
  /// not 0, were fitted to raw counts of 0 to 255.
  public static let colour: [IndexDefinition] = [
    IndexDefinition(
      "exg", "Excess green",
      "(2 * green - red - blue) / (red + green + blue)",
      values: -1...2, scale: .any, source: "Woebbecke et al. 1995"),
    IndexDefinition(
      "exr", "Excess red",
      "(1.3 * red - green) / (red + green + blue)",
      values: -1...1.3, scale: .any, source: "Meyer et al. 1998"),
    IndexDefinition(
      "exgr", "Excess green minus excess red",
      "exg - exr",
      values: -2.3...3, scale: .any, source: "Meyer and Neto 2008"),
    IndexDefinition(
      "cive", "Colour index of vegetation extraction",
      "0.441 * red - 0.811 * green + 0.385 * blue + 18.787",
      values: -189...230, scale: .counts8, source: "Kataoka et al. 2003"),
    IndexDefinition(
      "ngrdi", "Normalized green red difference index",
      "(green - red) / (green + red)",
      values: -1...1, scale: .any, source: "Tucker 1979"),
    IndexDefinition(
      "vari", "Visible atmospherically resistant index",
      "(green - red) / (green + red - blue)",
      values: -1...1, scale: .any, source: "Gitelson et al. 2002"),
    IndexDefinition(
      "gli", "Green leaf index",
      "(2 * green - red - blue) / (2 * green + red + blue)",
      values: -1...1, scale: .any, source: "Louhaichi et al. 2001"),
    IndexDefinition(
      "tgi", "Triangular greenness index",
      "-(190 * (red - green) - 120 * (red - blue)) / 2",
      values: -95...95, scale: .any, source: "Hunt et al. 2013"),
    IndexDefinition(
      "mgrvi", "Modified green red vegetation index",
      "(green ^ 2 - red ^ 2) / (green ^ 2 + red ^ 2)",
      values: -1...1, scale: .any, source: "Bendig et al. 2015"),
    IndexDefinition(
      "rgbvi", "Red green blue vegetation index",
      "(green ^ 2 - blue * red) / (green ^ 2 + blue * red)",
      values: -1...1, scale: .any, source: "Bendig et al. 2015"),
    IndexDefinition(
      "veg", "Vegetative index",
      "green / (red ^ 0.667 * blue ^ 0.333)",
      values: 0...4, scale: .any, source: "Hague et al. 2006"),
    IndexDefinition(
      "gcc", "Green chromatic coordinate",
      "green / (red + green + blue)",
      values: 0...1, scale: .any, source: "Gillespie et al. 1987"),
    IndexDefinition(
      "ikaw", "Kawashima index",
      "(red - blue) / (red + blue)",
      values: -1...1, scale: .any, source: "Kawashima and Nakatani 1998"),
    IndexDefinition(
      "ndyi", "Normalized difference yellowness index",
      "(green - blue) / (green + blue)",
      values: -1...1, scale: .any, source: "Sulik and Long 2016"),
    IndexDefinition(
      "vndvi", "Visible NDVI",
      "0.5268 * (red ^ -0.1294 * green ^ 0.3389 * blue ^ -0.3118)",
      values: 0...1, scale: .counts8, source: "Costa et al. 2020"),
  ]
}
