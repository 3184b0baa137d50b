extension IndexDefinition {
  /// The indices of multispectral cameras.
  ///
  /// Those with an additive constant mean nothing on uncalibrated bands.
  public static let multispectral: [IndexDefinition] = [
    IndexDefinition(
      "ndvi", "Normalized difference vegetation index",
      "(nir - red) / (nir + red)",
      values: -1...1, scale: .any, source: "Rouse et al. 1974"),
    IndexDefinition(
      "gndvi", "Green NDVI",
      "(nir - green) / (nir + green)",
      values: -1...1, scale: .any, source: "Gitelson et al. 1996"),
    IndexDefinition(
      "bndvi", "Blue NDVI",
      "(nir - blue) / (nir + blue)",
      values: -1...1, scale: .any, source: "Wang et al. 2007"),
    IndexDefinition(
      "ndre", "Normalized difference red edge index",
      "(nir - rededge) / (nir + rededge)",
      values: -1...1, scale: .any, source: "Gitelson and Merzlyak 1994"),
    IndexDefinition(
      "savi", "Soil adjusted vegetation index",
      "1.5 * (nir - red) / (nir + red + 0.5)",
      values: -1...1.5, scale: .reflectance, source: "Huete 1988"),
    IndexDefinition(
      "osavi", "Optimized soil adjusted vegetation index",
      "(nir - red) / (nir + red + 0.16)",
      values: -1...1, scale: .reflectance, source: "Rondeaux et al. 1996"),
    IndexDefinition(
      "msavi2", "Modified soil adjusted vegetation index, second",
      "(2 * nir + 1 - sqrt((2 * nir + 1) ^ 2 - 8 * (nir - red))) / 2",
      values: -1...1, scale: .reflectance, source: "Qi et al. 1994"),
    IndexDefinition(
      "evi", "Enhanced vegetation index",
      "2.5 * (nir - red) / (nir + 6 * red - 7.5 * blue + 1)",
      values: -1...1, scale: .reflectance, source: "Huete et al. 1997"),
    IndexDefinition(
      "evi2", "Enhanced vegetation index of two bands",
      "2.5 * (nir - red) / (nir + 2.4 * red + 1)",
      values: -1...1.25, scale: .reflectance, source: "Jiang et al. 2008"),
    IndexDefinition(
      "dvi", "Difference vegetation index",
      "nir - red",
      values: -1...1, scale: .any, source: "Richardson and Wiegand 1977"),
    IndexDefinition(
      "sr", "Simple ratio",
      "nir / red",
      values: 0...30, scale: .any, source: "Jordan 1969"),
    IndexDefinition(
      "msr", "Modified simple ratio",
      "(nir / red - 1) / sqrt(nir / red + 1)",
      values: -1...5.5, scale: .any, source: "Chen 1996"),
    IndexDefinition(
      "rdvi", "Renormalized difference vegetation index",
      "(nir - red) / sqrt(nir + red)",
      values: -1...1, scale: .any, source: "Roujean and Breon 1995"),
    IndexDefinition(
      "cig", "Green chlorophyll index",
      "nir / green - 1",
      values: -1...20, scale: .any, source: "Gitelson et al. 2003"),
    IndexDefinition(
      "cire", "Red edge chlorophyll index",
      "nir / rededge - 1",
      values: -1...10, scale: .any, source: "Gitelson et al. 2003"),
    IndexDefinition(
      "mcari", "Modified chlorophyll absorption ratio index",
      "(rededge - red - 0.2 * (rededge - green)) * rededge / red",
      values: -1...5, scale: .any, source: "Daughtry et al. 2000"),
    IndexDefinition(
      "tcari", "Transformed chlorophyll absorption ratio index",
      "3 * (rededge - red - 0.2 * (rededge - green) * rededge / red)",
      values: -3...3, scale: .any, source: "Haboudane et al. 2002"),
    IndexDefinition(
      "tcari_osavi", "TCARI over OSAVI",
      "tcari / (1.16 * osavi)",
      values: -3...3, scale: .reflectance, source: "Haboudane et al. 2002"),
    IndexDefinition(
      "mcari2", "Modified chlorophyll absorption ratio index, second",
      "1.5 * (2.5 * (nir - red) - 1.3 * (nir - green))"
        + " / sqrt((2 * nir + 1) ^ 2 - (6 * nir - 5 * sqrt(red)) - 0.5)",
      values: -1...1, scale: .reflectance, source: "Haboudane et al. 2004"),
    IndexDefinition(
      "mtvi2", "Modified triangular vegetation index, second",
      "1.5 * (1.2 * (nir - green) - 2.5 * (red - green))"
        + " / sqrt((2 * nir + 1) ^ 2 - (6 * nir - 5 * sqrt(red)) - 0.5)",
      values: -1...1, scale: .reflectance, source: "Haboudane et al. 2004"),
    IndexDefinition(
      "trivi", "Triangular vegetation index",
      "(120 * (nir - green) - 200 * (red - green)) / 2",
      values: -60...60, scale: .any, source: "Broge and Leblanc 2000"),
    IndexDefinition(
      "ndwi", "Normalized difference water index",
      "(green - nir) / (green + nir)",
      values: -1...1, scale: .any, source: "McFeeters 1996"),
    IndexDefinition(
      "arvi", "Atmospherically resistant vegetation index",
      "(nir - (2 * red - blue)) / (nir + (2 * red - blue))",
      values: -1...1, scale: .any, source: "Kaufman and Tanre 1992"),
    IndexDefinition(
      "cvi", "Chlorophyll vegetation index",
      "nir * red / green ^ 2",
      values: 0...20, scale: .any, source: "Vincini et al. 2008"),
    IndexDefinition(
      "wdrvi", "Wide dynamic range vegetation index",
      "(0.2 * nir - red) / (0.2 * nir + red)",
      values: -1...1, scale: .any, source: "Gitelson 2004"),
  ]
}
