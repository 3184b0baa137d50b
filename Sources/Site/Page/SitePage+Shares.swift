extension SitePage {
  /// Shares of a field.
  static let shares = #"""
    // Shares of a field's ground, corrected where that is known.
    furrow.shares = (function () {
      // The field's ground that holds data: what shares are shares of.
      const ground = (entry) => entry.classes.reduce((sum, each) => sum + each.area_m2, 0);
      const best = (each) => each.corrected_m2 ?? each.area_m2;
      const isDoubtful = (flight) => Boolean(flight.drift && flight.drift.is_marked);
      // True where the flight was seen but its figures do not count.
      const isWithheld = (flight) => Boolean(flight.drift && flight.drift.is_withheld);

      function share(entry, className) {
        const each = entry.classes.find((other) => other.name === className);
        const whole = ground(entry);
        if (!each || !whole) return {};
        const part = (area) => Number.isFinite(area) ? area / whole : null;
        return { value: part(best(each)), lower: part(each.lower_m2), upper: part(each.upper_m2) };
      }

      return { ground, best, share, isDoubtful, isWithheld };
    })();

    """#
}
