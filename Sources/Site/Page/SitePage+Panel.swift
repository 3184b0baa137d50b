extension SitePage {
  /// The chosen field.
  static let panel = #"""
    // What is known of the chosen field: this day's figures and the season's curve.
    furrow.panel = (function () {
      const { make, name, apart, swatch } = furrow;
      const { ground, best, share, isDoubtful, isWithheld } = furrow.shares;
      const flights = new Map(window.furrowSite.flights.map((flight) => [flight.key, flight]));
      const body = document.getElementById('field-body');
      const title = document.getElementById('field-name');
      const said = document.getElementById('field-said');

      const sentenceOf = (text) => text.charAt(0).toUpperCase() + text.slice(1) + '.';

      function unseen(entry) {
        if (entry.status === 'uncovered') return 'The flight does not cover this field.';
        const parts = [];
        if (entry.covered < 0.9995) parts.push(furrow.percent(1 - entry.covered) + ' of the field lies outside of the flight');
        if (Number.isFinite(entry.valid) && entry.valid < 0.9995) parts.push(furrow.percent(1 - entry.valid) + ' of the covered part holds no data');
        return parts.length ? 'Not seen: ' + parts.join('; ') + '.' : '';
      }

      function classTable(entry, flight) {
        const unit = furrow.areaUnit(Math.max(...entry.classes.map((each) => each.upper_m2 ?? best(each)), 0));
        const isCorrected = entry.classes.some((each) => Number.isFinite(each.corrected_m2));
        const counted = entry.classes.some((each) => Number.isFinite(each.patches));
        const whole = ground(entry);
        const head = (text) => make('th', { scope: 'col', class: 'number' }, text);
        const cell = (text) => make('td', { class: 'number' }, text);
        const colors = new Map(flight.classes.map((each) => [each.name, each.color]));
        const rows = entry.classes.map((each) => make('tr', {},
          make('th', { scope: 'row', class: 'coloured' }, swatch(colors.get(each.name)), name(each.name)),
          cell(whole ? furrow.number(best(each) / whole * 100, 2) : '–'),
          cell(unit.text(each.area_m2)),
          isCorrected && cell(unit.text(each.corrected_m2)),
          isCorrected && make('td', { class: 'number interval' }, Number.isFinite(each.lower_m2)
            ? unit.text(each.lower_m2) + ' to ' + unit.text(each.upper_m2) : 'not known'),
          counted && cell(Number.isFinite(each.patches) ? furrow.number(each.patches, 0) : '–')));
        return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Classes of the field' },
          make('table', { id: 'classes' }, make('caption', {}, 'Classes, areas in ' + unit.name),
            make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Class'), head('Share, %'), head('Mapped'),
              isCorrected && head('Corrected'), isCorrected && head('95\u202f% interval'),
              counted && head('Patches'))),
            make('tbody', {}, ...rows)));
      }

      function indexTable(entry) {
        if (!entry.indices.length) return null;
        const cell = (value) => make('td', { class: 'number' }, furrow.number(value, 3));
        return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Indices of the field' },
          make('table', { id: 'indices' }, make('caption', {}, 'Indices'),
            make('thead', {}, make('tr', {}, ...['Index', 'Mean', 'Deviation', 'Median', '5 to 95\u202f%'].map((text, place) =>
              make('th', { scope: 'col', class: place ? 'number' : '' }, text)))),
            make('tbody', {}, ...entry.indices.map((each) => make('tr', {},
              make('th', { scope: 'row' }, each.name), cell(each.mean), cell(each.standard_deviation), cell(each.p50),
              make('td', { class: 'number interval' }, furrow.number(each.p5, 3) + ' to ' + furrow.number(each.p95, 3)))))));
      }

      function findings(entry) {
        if (!entry.findings.length) return null;
        return make('dl', { class: 'facts' }, ...entry.findings.map((each) => make('div', {},
          make('dt', {}, name(each.name)),
          make('dd', {}, furrow.digits(each.value)
            + (Number.isFinite(each.standard_error) ? ' ± ' + furrow.digits(1.96 * each.standard_error) : '')
            + (each.unit === '1' ? '' : '\u202f' + each.unit) + (Number.isFinite(each.standard_error) ? ' (95\u202f%)' : '')))));
      }

      function figures(entry, field) {
        const flight = flights.get(entry.flight);
        const parts = [make('h3', {}, name(flight.flight))];
        const gap = unseen(entry);
        if (isDoubtful(flight)) {
          parts.push(make('p', { class: 'drift' }, make('span', { class: 'mark' }, 'Drift'), sentenceOf(flight.drift.reason)));
        }
        if (gap) parts.push(make('p', { class: 'gap' }, make('span', { class: 'mark unseen' }, 'Not seen'), gap.replace(/^Not seen: /, '')));
        if (entry.status === 'uncovered') return parts;
        parts.push(make('dl', { class: 'facts' },
          ...[['Crop', field.crop || '–'], ['Field', furrow.area(field.area_m2)], ['Covered', furrow.percent(entry.covered)],
            ['With data', furrow.percent(entry.valid)]].map(([label, value]) =>
            make('div', {}, make('dt', {}, label), make('dd', {}, name(value))))));
        if (entry.classes.length) parts.push(classTable(entry, flight));
        parts.push(make('p', { class: 'soft correction' }, flight.correction
          ? sentenceOf(flight.correction) : 'Areas are as mapped: nothing is known of what the mask confuses.'));
        return parts.concat([indexTable(entry), findings(entry)].filter(Boolean));
      }

      function lack(field, day) {
        const hides = (flight) => flight.job === field.job && flight.date === day && isWithheld(flight);
        return [...flights.values()].some(hides) ? 'figures are withheld on' : 'not seen on';
      }

      // One sentence for those who do not see the panel.
      function sentence(field, entries, day) {
        const seen = entries.filter((entry) => entry.status !== 'uncovered');
        if (!seen.length) return 'Field ' + apart(field.id) + ': ' + lack(field, day) + ' ' + furrow.day(day) + '.';
        const shares = seen[0].classes.map((each) => apart(each.name) + ' ' + furrow.percent(share(seen[0], each.name).value));
        return 'Field ' + apart(field.id) + ', ' + furrow.day(day) + ': ' + shares.join(', ') + '.';
      }

      return function panel(field, record, day) {
        const entries = record.entries.filter((entry) => flights.has(entry.flight));
        const today = entries.filter((entry) => flights.get(entry.flight).date === day);
        title.replaceChildren('Field ', name(field.id));
        said.textContent = sentence(field, today, day);
        const shown = today.filter((entry) => entry.status !== 'uncovered');
        body.replaceChildren(...(shown.length ? shown : today.slice(0, 1)).flatMap((entry) => figures(entry, field)),
          furrow.season(field, entries, day));
      };
    })();

    """#
}
