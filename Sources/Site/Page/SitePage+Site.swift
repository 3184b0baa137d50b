extension SitePage {
  /// What the reader has chosen.
  static let site = #"""
    // What the reader has chosen: job, day, layer, field.
    (function () {
      const { make, name } = furrow;
      const site = window.furrowSite;
      const get = (id) => document.getElementById(id);
      const jobs = [...new Set(site.flights.map((flight) => flight.job))];
      const state = { job: jobs[0], day: null, layer: 'mask', field: null };
      let days = [];

      // A data file as a script, which works from a folder too.
      const waiting = new Map();
      function load(path, find) {
        if (!waiting.has(path)) {
          waiting.set(path, new Promise((resolve, reject) => {
            const script = make('script', { src: path });
            script.addEventListener('load', () => resolve(find()));
            script.addEventListener('error', () => { waiting.delete(path); reject(new Error('cannot load ' + path)); });
            document.head.append(script);
          }));
        }
        return waiting.get(path);
      }
      const figuresOf = (flight) => load('data/flights/' + flight.key + '.js', () => window.furrowFlights[flight.key]);
      const recordOf = (field) => load('data/fields/' + field.key + '.js', () => window.furrowFields[field.key]);

      const ofJob = () => site.flights.filter((flight) => flight.job === state.job);
      const ofDay = () => ofJob().filter((flight) => flight.date === state.day);

      function chooseJob(job) {
        state.job = job;
        days = [...new Set(ofJob().map((flight) => flight.date))];
        get('day').max = Math.max(0, days.length - 1);
        get('day').disabled = days.length < 2;
        chooseDay(days.length - 1);
      }

      function chooseDay(place) {
        const last = Math.max(0, days.length - 1);
        place = Math.min(Math.max(place, 0), last);
        state.day = days[place];
        const words = days.length ? furrow.day(state.day) : 'no flight yet';
        get('day').value = place;
        get('day').setAttribute('aria-valuetext', words + ', ' + (place + 1) + ' of ' + days.length);
        get('day-name').textContent = words;
        get('earlier').disabled = place === 0;
        get('later').disabled = place === last;
        listFlights();
        listLayers();
        drawMap();
        drawTable();
        drawPanel();
      }

      function listFlights() {
        get('flights').replaceChildren(...ofDay().map((flight) => make('li', { 'data-flight': flight.key },
          make('strong', {}, name(flight.flight)), ' ',
          make('span', { class: 'soft' }, [flight.sensor,
            flight.pixel_m && furrow.digits(flight.pixel_m * 100) + '\u202fcm a pixel'].filter(Boolean).join(', ')),
          ...flight.notices.map((notice) => make('div', { class: 'notice' },
            make('span', { class: 'mark' }, notice.kind === 'drift' ? 'Drift' : 'Note'), name(notice.text))))));
      }

      function listLayers() {
        const known = new Map(ofDay().flatMap((flight) => flight.layers).map((layer) => [layer.name, layer.title]));
        if (!known.has(state.layer) && state.layer) state.layer = known.has('mask') ? 'mask' : [...known.keys()][0] || '';
        const option = (value, title) => {
          const input = make('input', { type: 'radio', name: 'layer', value, change: () => { state.layer = value; drawMap(); } });
          input.checked = state.layer === value;
          return make('label', {}, input, name(title));
        };
        const focused = document.activeElement && document.activeElement.name === 'layer';
        get('layers').replaceChildren(make('legend', {}, 'Layer'), ...[...known].map(([value, title]) => option(value, title)),
          option('', 'None'));
        if (focused) get('layers').querySelector('input:checked').focus();
      }

      const drawMap = () => furrow.map.show(ofDay(), state.layer, get('strength').value / 100);

      let drawing = 0;
      async function drawTable() {
        const turn = drawing += 1;
        const flights = ofDay();
        let tables = [];
        try { tables = await Promise.all(flights.map(figuresOf)); } catch (error) { return complain(error); }
        if (turn !== drawing) return;
        const classes = [...new Set(flights.flatMap((flight) => flight.classes.map((each) => each.name)))];
        const rows = site.fields.filter((field) => field.job === state.job).map((field) => {
          const found = tables.map((table, place) => ({ flight: flights[place], figures: table.fields[field.key] }))
            .filter((each) => each.figures);
          const best = found.find((each) => each.figures.status !== 'uncovered') || found[0];
          const shares = new Map(best && best.figures.shares
            ? best.flight.classes.map((each, place) => [each.name, best.figures.shares[place]])
              .filter((each) => Number.isFinite(each[1])) : []);
          return { field, figures: best && best.figures, shares,
            doubtful: Boolean(best && furrow.shares.isDoubtful(best.flight)),
            withheld: !best && flights.some(furrow.shares.isWithheld) };
        });
        state.rows = { rows, classes };
        furrow.table(rows, classes, state.day);
      }

      async function drawPanel() {
        const field = furrow.map.byKey.get(state.field);
        if (!field) return;
        try {
          const record = await recordOf(field);
          if (state.field === field.key) furrow.panel(field, record, state.day);
        } catch (error) { complain(error); }
      }

      function complain(error) { get('field-said').textContent = 'Part of this site is missing: ' + error.message + '.'; }

      furrow.choose = function (key, from) {
        const field = furrow.map.byKey.get(key);
        if (field.job !== state.job) { get('job').value = field.job; chooseJob(field.job); }
        state.field = key;
        furrow.chosen = key;
        furrow.map.mark(key, from === 'table');
        drawPanel();
        document.querySelectorAll('#fields tbody tr').forEach((row) => {
          const isChosen = row.dataset.field === key;
          row.classList.toggle('chosen', isChosen);
          row.querySelector('button').setAttribute('aria-pressed', String(isChosen));
        });
        if (from === 'table') get('field').scrollIntoView({ block: 'nearest' });
      };

      function listFiles() {
        const parts = site.flights.filter((flight) => flight.files.length).reverse().map((flight) => make('tr', {},
          make('th', { scope: 'row' }, name(flight.flight)), make('td', {}, furrow.day(flight.date)),
          make('td', {}, ...flight.files.flatMap((file, place) => [place ? ', ' : '',
            make('a', { href: file.path }, file.name), '\u00a0' + '(' + furrow.bytes(file.bytes) + ')']))));
        get('files').replaceChildren(parts.length ? make('table', {}, make('thead', {}, make('tr', {},
          ...['Flight', 'Day', 'Files'].map((text) => make('th', { scope: 'col' }, text)))), make('tbody', {}, ...parts))
          : make('p', {}, 'This site was made without downloads.'));
      }

      get('day').addEventListener('input', (event) => chooseDay(Number(event.target.value)));
      get('earlier').addEventListener('click', () => chooseDay(Number(get('day').value) - 1));
      get('later').addEventListener('click', () => chooseDay(Number(get('day').value) + 1));
      get('strength').addEventListener('input', drawMap);
      get('outlines').addEventListener('change', (event) => furrow.map.showOutlines(event.target.checked));
      get('whole').addEventListener('click', furrow.map.whole);
      get('find').addEventListener('input', () => {
        if (state.rows) furrow.table(state.rows.rows, state.rows.classes, state.day);
      });
      jobs.forEach((job) => get('job').append(make('option', { value: job }, job)));
      get('job-choice').hidden = jobs.length < 2;
      get('job').addEventListener('change', (event) => chooseJob(event.target.value));
      get('summary').textContent = furrow.count(site.fields.length, 'field') + ', '
        + furrow.count(site.flights.length, 'flight') + (site.title ? ' – ' + site.title : '');
      listFiles();
      chooseJob(jobs.length ? site.flights[site.flights.length - 1].job : undefined);
    })();

    """#
}
