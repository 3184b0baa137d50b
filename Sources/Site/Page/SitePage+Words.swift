extension SitePage {
  /// Numbers, days and elements.
  static let words = #"""
    // How numbers, days and elements are made. Texts are set as text, never as markup.
    window.furrow = (function () {
      const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
        'October', 'November', 'December'];

      function day(text) {
        const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || '');
        return parts ? Number(parts[3]) + ' ' + months[parts[2] - 1] + ' ' + parts[1] : 'day not known';
      }

      function grouped(text) {
        const [whole, rest] = text.split('.');
        const spaced = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
        return (rest ? spaced + '.' + rest : spaced).replace('-', '\u2212');
      }

      function number(value, decimals) {
        return Number.isFinite(value) ? grouped(value.toFixed(decimals)) : '–';
      }

      // Three digits that tell something, no exponents.
      function digits(value) {
        if (!Number.isFinite(value)) return '–';
        const size = Math.abs(value);
        return number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
      }

      function percent(share) {
        return Number.isFinite(share) ? number(share * 100, share * 100 < 10 ? 2 : 1) + '\u202f%' : '–';
      }

      // One unit for all areas of a table, chosen by its largest.
      function areaUnit(largest) {
        const hectares = largest >= 10000;
        const scale = hectares ? 1 / 10000 : 1;
        const decimals = hectares ? (largest >= 1e6 ? 1 : 2) : largest >= 100 ? 1 : 2;
        return {
          name: hectares ? 'ha' : 'm²',
          text: (value) => number(value * scale, decimals),
        };
      }

      function area(value) {
        if (!Number.isFinite(value)) return '–';
        const unit = areaUnit(value);
        return unit.text(value) + '\u202f' + unit.name;
      }

      function bytes(count) {
        const units = ['B', 'kB', 'MB', 'GB', 'TB'];
        let place = 0;
        while (count >= 999.5 && place + 1 < units.length) { count /= 1000; place += 1; }
        return (place ? digits(count) : count) + '\u202f' + units[place];
      }

      function count(number, noun) {
        return grouped(String(number)) + ' ' + noun + (number === 1 ? '' : 's');
      }

      // An element with attributes, properties that begin with a dot, and children.
      function make(tag, attributes, ...children) {
        const isPicture = ['svg', 'path', 'line', 'circle', 'text', 'title', 'g'].includes(tag);
        const element = isPicture
          ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
        Object.entries(attributes || {}).forEach(([name, value]) => {
          if (value === undefined || value === null || value === false) return;
          if (typeof value === 'function') element.addEventListener(name, value);
          else element.setAttribute(name, value === true ? '' : value);
        });
        element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
        return element;
      }

      // A name from the data, kept apart from the direction of the words around it.
      function name(text) { return make('bdi', {}, text); }

      // The same in a plain text, by Unicode's isolates.
      const apart = (text) => '\u2068' + text + '\u2069';

      function swatch(color) {
        const box = make('span', { class: 'swatch', 'aria-hidden': 'true' });
        box.style.backgroundColor = color;
        return box;
      }

      return { day, number, digits, percent, area, areaUnit, bytes, count, make, name, apart, swatch };
    })();

    """#
}
