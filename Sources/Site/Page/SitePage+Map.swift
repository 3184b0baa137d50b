extension SitePage {
  /// Outlines, tiles and their legend.
  static let map = #"""
    // The map: outlines, the chosen day's tiles, the legend.
    furrow.map = (function () {
      const { make, name, swatch } = furrow;
      const site = window.furrowSite;
      const byKey = new Map(site.fields.map((field) => [field.key, field]));
      const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      const deepest = Math.max(18, ...site.flights.flatMap((flight) => flight.layers.map((layer) => layer.max_zoom)));
      const map = L.map('map', {
        zoomSnap: 0.5, maxZoom: deepest + 3, minZoom: 3, zoomAnimation: !reduced, fadeAnimation: !reduced,
        markerZoomAnimation: !reduced,
      });
      map.attributionControl.setPrefix('Leaflet');
      L.control.scale({ imperial: false }).addTo(map);

      const shapes = new Map();
      const outlines = L.featureGroup();
      const renderer = site.fields.length > 1000 ? L.canvas({ padding: 0.2 }) : L.svg({ padding: 0.2 });
      const styles = getComputedStyle(document.documentElement);
      const quiet = { weight: 2, fillOpacity: 0.04, className: 'outline', color: styles.getPropertyValue('--outline').trim() };
      const loud = { weight: 5, fillOpacity: 0.12 };
      let chosen = null;

      site.fields.forEach((field) => {
        if (!field.outline) return;
        const rings = field.outline.map((part) => part.map((ring) => ring.map(([x, y]) => [y, x])));
        const shape = L.polygon(rings, { ...quiet, renderer });
        shape.on('click', () => furrow.choose(field.key, 'map'));
        shape.bindTooltip(() => make('span', { dir: 'auto' }, field.id), { className: 'name', sticky: true });
        shapes.set(field.key, shape.addTo(outlines));
      });
      outlines.addTo(map);

      function box() {
        const bounds = L.latLngBounds([]);
        if (shapes.size) bounds.extend(outlines.getBounds());
        site.flights.forEach((flight) => flight.layers.forEach((layer) => bounds.extend(layer.bounds)));
        return bounds.isValid() ? bounds : L.latLngBounds([[-60, -170], [75, 170]]);
      }

      const whole = () => map.fitBounds(box(), { padding: [14, 14], animate: false });
      whole();

      // Thinner lines where fields are small, so that outlines do not hide what they surround.
      const areas = site.fields.map((field) => field.area_m2).sort((one, two) => one - two);
      const side = Math.sqrt(areas[areas.length >> 1] || 0);
      function weigh() {
        const pixel = 40075016.686 * Math.cos(map.getCenter().lat * Math.PI / 180) / Math.pow(2, map.getZoom() + 8);
        const weight = Math.min(2, Math.max(0.4, Math.round(side / pixel / 8) / 2));
        if (weight === quiet.weight) return;
        quiet.weight = weight;
        shapes.forEach((shape, key) => { if (key !== chosen) shape.setStyle({ weight }); });
      }
      map.on('zoomend', weigh);
      weigh();

      let tiles = [];
      // Shows one layer of some flights; what was shown before goes.
      function show(flights, layerName, strength) {
        const kept = tiles.filter((tile) => tile.name === layerName && flights.includes(tile.flight));
        tiles.filter((tile) => !kept.includes(tile)).forEach((tile) => tile.layer.remove());
        tiles = kept;
        flights.forEach((flight) => {
          const layer = flight.layers.find((each) => each.name === layerName);
          if (!layer || kept.some((tile) => tile.flight === flight)) return;
          const drawn = L.tileLayer(layer.tiles, {
            bounds: layer.bounds, minNativeZoom: layer.min_zoom, maxNativeZoom: layer.max_zoom,
            maxZoom: deepest + 3, minZoom: 3, noWrap: true, keepBuffer: 1,
          }).addTo(map);
          tiles.push({ flight, name: layerName, layer: drawn });
        });
        tiles.forEach((tile) => tile.layer.setOpacity(strength));
        legend(flights.filter((flight) => flight.layers.some((each) => each.name === layerName)), layerName);
      }

      function legend(flights, layerName) {
        const place = document.getElementById('legend');
        const layer = flights.flatMap((flight) => flight.layers).find((each) => each.name === layerName);
        if (!layer) {
          place.replaceChildren(make('p', { class: 'soft' },
            layerName ? 'No flight of this day has this layer.' : 'Outlines alone are shown.'));
        } else if (layer.kind === 'classes') {
          const entries = new Map(flights.flatMap((flight) => flight.classes).map((each) => [each.name, each]));
          place.replaceChildren(make('ul', {}, ...[...entries.values()].map((each) =>
            make('li', {}, swatch(each.color), name(each.name)))));
        } else {
          place.replaceChildren(ramp(layer));
        }
      }

      function ramp(layer) {
        const canvas = make('canvas', { width: 256, height: 1, role: 'img',
          'aria-label': 'Colours from dark blue for low to yellow for high' });
        const pen = canvas.getContext('2d');
        const colors = pen.createLinearGradient(0, 0, 256, 0);
        site.ramp.forEach((color, place) => colors.addColorStop(place / (site.ramp.length - 1), color));
        pen.fillStyle = colors;
        pen.fillRect(0, 0, 256, 1);
        const unit = layer.unit ? '\u202f' + layer.unit : '';
        return make('div', {}, make('p', {}, name(layer.title)), make('div', { class: 'ramp' },
          make('span', {}, furrow.digits(layer.range[0]) + unit), canvas,
          make('span', {}, furrow.digits(layer.range[1]) + unit)));
      }

      function mark(key, moves) {
        if (chosen && shapes.has(chosen)) shapes.get(chosen).setStyle(quiet);
        chosen = key;
        const shape = shapes.get(key);
        if (!shape) return;
        shape.setStyle(loud).bringToFront();
        if (moves) map.fitBounds(shape.getBounds(), { padding: [50, 50], maxZoom: deepest + 1, animate: false });
      }

      function showOutlines(isShown) { if (isShown) outlines.addTo(map); else outlines.remove(); }

      return { map, show, mark, whole, showOutlines, byKey, shapes };
    })();

    """#
}
