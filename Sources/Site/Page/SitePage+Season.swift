extension SitePage {
  /// Curves over the season.
  static let season = #"""
    // How a field changed over the season: one figure of every flight.
    furrow.season = (function () {
      const { make, name, apart } = furrow;
      const { share, isDoubtful } = furrow.shares;
      const flights = new Map(window.furrowSite.flights.map((flight) => [flight.key, flight]));
      let measure = null;

      function curveOf(entry, what) {
        if (what.kind === 'class') return share(entry, what.name);
        return { value: entry.indices.find((each) => each.name === what.name)?.mean };
      }

      function measures(entries) {
        const classes = new Map();
        entries.forEach((entry) => flights.get(entry.flight).classes.forEach((each) => classes.set(each.name, each)));
        const indices = new Set(entries.flatMap((entry) => entry.indices.map((each) => each.name)));
        const list = [...classes.values()].map((each) => ({ kind: 'class', name: each.name, group: each.group }));
        return list.concat([...indices].map((each) => ({ kind: 'index', name: each })));
      }

      const season = function (field, entries, day) {
        const choices = measures(entries);
        const same = (each) => measure && each.kind === measure.kind && each.name === measure.name;
        const first = choices.find(same) || choices.find((each) => each.group === 'weed') || choices[0];
        const place = make('div', {});
        const draw = (what) => {
          const isShare = what.kind === 'class';
          const text = (value, step) => isShare
            ? furrow.number(value * 100, step === undefined ? 2 : step < 0.001 ? 2 : step < 0.01 ? 1 : 0) + '\u202f%'
            : furrow.number(value, step === undefined ? 3 : step < 0.01 ? 3 : 2);
          const points = entries.map((entry) => {
            const flight = flights.get(entry.flight);
            return { ...curveOf(entry, what), day: flight.date, now: flight.date === day, doubtful: isDoubtful(flight),
              flight: flight.flight };
          });
          const known = points.filter((point) => Number.isFinite(point.value));
          const label = apart(what.name) + ' of field ' + apart(field.id) + ' by day: '
            + known.map((point) => furrow.day(point.day) + ' ' + text(point.value)).join(', ');
          const picture = furrow.chart(points, { label, fromZero: isShare, text });
          place.replaceChildren(...[picture, known.some((point) => point.doubtful)
            ? make('p', { class: 'soft' }, 'Hollow points: flights unlike what their model was trained on.') : null,
          make('details', {}, make('summary', {}, 'The same as numbers'), pointTable(points, what, text))].filter(Boolean));
        };
        const select = make('select', { id: 'measure', change: (event) => {
          measure = choices[event.target.value];
          draw(measure);
        } }, ...choices.map((each, index) => {
          const option = make('option', { value: index },
            each.kind === 'class' ? 'Share of ' + each.name : 'Mean ' + each.name);
          option.selected = each === first;
          return option;
        }));
        if (first) draw(first);
        return make('div', {}, make('h3', {}, 'Season'), make('label', {}, 'Curve of ', select), place);
      };

      function pointTable(points, what, text) {
        const hasInterval = points.some((point) => Number.isFinite(point.upper));
        return make('table', { id: 'points' }, make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Day'),
          make('th', { scope: 'col', class: 'number' }, what.kind === 'class' ? 'Share' : 'Mean'),
          hasInterval && make('th', { scope: 'col', class: 'number' }, '95\u202f% interval'), make('th', { scope: 'col' }, 'Flight'))),
        make('tbody', {}, ...points.map((point) => make('tr', {}, make('th', { scope: 'row' }, furrow.day(point.day)),
          make('td', { class: 'number' }, Number.isFinite(point.value) ? text(point.value) : 'not seen'),
          hasInterval && make('td', { class: 'number' }, Number.isFinite(point.upper)
            ? text(point.lower) + ' to ' + text(point.upper) : '–'),
          make('td', {}, name(point.flight), point.doubtful ? ', drifted' : '')))));
      }

      return season;
    })();

    """#
}
