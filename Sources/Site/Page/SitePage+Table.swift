extension SitePage {
  /// All fields in words.
  static let table = #"""
    // All fields in words: the map's other form.
    furrow.table = (function () {
      const { make, name } = furrow;
      const most = 300;
      const words = new Intl.Collator('en', { numeric: true });
      const table = document.getElementById('fields');
      let sorting = { column: 0, down: false };

      function columns(classes) {
        const start = [
          { title: 'Field', kind: 'text', key: (row) => row.field.id },
          { title: 'Crop', kind: 'text', key: (row) => row.field.crop || '' },
          { title: 'Area', kind: 'number', key: (row) => row.field.area_m2 },
          { title: 'Covered, %', kind: 'number', key: (row) => row.figures ? row.figures.covered * 100 : undefined },
        ];
        return start.concat(classes.map((each) => ({
          title: each + ', %', kind: 'number',
          key: (row) => row.shares.has(each) ? row.shares.get(each) * 100 : undefined,
        })));
      }

      function compare(one, two, column) {
        const [a, b] = [column.key(one), column.key(two)];
        const missing = (value) => value === undefined || value === null || value === '';
        if (missing(a) || missing(b)) return missing(a) - missing(b);
        const order = column.kind === 'text' ? words.compare(a, b) : a - b;
        return sorting.down ? -order : order;
      }

      function head(list, redraw) {
        return make('thead', {}, make('tr', {}, ...list.map((column, place) => {
          const cell = make('th', { scope: 'col', class: column.kind }, make('button', { type: 'button', click: () => {
            sorting = { column: place, down: sorting.column === place && !sorting.down };
            redraw();
            table.querySelectorAll('thead button')[place].focus();
          } }, name(column.title)));
          if (sorting.column === place) cell.setAttribute('aria-sort', sorting.down ? 'descending' : 'ascending');
          return cell;
        })));
      }

      function row(each, classes, unit) {
        const isChosen = each.field.key === furrow.chosen;
        const cell = (text) => make('td', { class: 'number' }, text);
        const button = make('button', { type: 'button', 'aria-pressed': String(isChosen),
          click: () => furrow.choose(each.field.key, 'table') }, name(each.field.id));
        return make('tr', { class: isChosen ? 'chosen' : null, 'data-field': each.field.key },
          make('th', { scope: 'row' }, button),
          make('td', {}, each.field.crop ? name(each.field.crop) : '–', each.doubtful && ' ',
            each.doubtful && make('span', { class: 'mark' }, 'Drift')),
          cell(unit.text(each.field.area_m2)),
          cell(each.figures ? furrow.number(each.figures.covered * 100, 1) : each.withheld ? 'withheld' : 'no flight'),
          ...classes.map((name) => cell(each.shares.has(name) ? furrow.number(each.shares.get(name) * 100, 2) : '–')));
      }

      // rows: {field, figures, shares, doubtful, withheld}; figures are missing where no flight of the day knows the field.
      return function draw(rows, classes, day) {
        const search = document.getElementById('find').value.trim().toLocaleLowerCase();
        const list = columns(classes);
        if (sorting.column >= list.length) sorting = { column: 0, down: false };
        const found = rows.filter((each) => !search || each.field.id.toLocaleLowerCase().includes(search))
          .sort((one, two) => compare(one, two, list[sorting.column]));
        const unit = furrow.areaUnit(rows.reduce((most, each) => Math.max(most, each.field.area_m2), 0));
        list[2].title = 'Area, ' + unit.name;
        table.replaceChildren(make('caption', {}, 'Fields on ' + furrow.day(day)),
          head(list, () => draw(rows, classes, day)),
          make('tbody', {}, ...found.slice(0, most).map((each) => row(each, classes, unit))));
        document.getElementById('fields-note').textContent = found.length > most
          ? 'The first ' + most + ' of ' + furrow.count(found.length, 'field') + '; find others by name.'
          : furrow.count(found.length, 'field') + (search ? ' found.' : '.');
        unseen(rows, day);
      };

      function unseen(rows, day) {
        const place = document.getElementById('unseen');
        const missed = rows.filter((each) => each.figures ? each.figures.status === 'uncovered' : !each.withheld);
        const partly = rows.filter((each) => each.figures && each.figures.status === 'partly');
        const list = (title, these, more) => these.length ? [make('h3', {}, title),
          make('p', {}, ...these.slice(0, most).flatMap((each, index) => [index ? ', ' : '', name(each.field.id),
            more ? more(each) : '']), these.length > most ? ' and ' + furrow.count(these.length - most, 'more field') : '')] : [];
        place.replaceChildren(...list('Not seen on ' + furrow.day(day), missed),
          ...list('Seen in part', partly, (each) => ' (' + furrow.percent(each.figures.covered) + ')'));
      }
    })();

    """#
}
