extension FlightReport {
  /// What the page adds where scripts run: the mask's slider and the sorting.
  static let script = """
    (function () {
      const mask = document.getElementById('mask');
      if (mask) {
        const show = document.getElementById('show');
        const strength = document.getElementById('strength');
        const draw = () => {
          mask.style.opacity = show.checked ? strength.value / 100 : 0;
          strength.disabled = !show.checked;
        };
        show.addEventListener('change', draw);
        strength.addEventListener('input', draw);
        document.getElementById('controls').hidden = false;
        draw();
      }
      const words = new Intl.Collator('en', { numeric: true });
      const compare = (a, b, kind, sign) => {
        if (a === '' || b === '') return (a === '') - (b === '');
        return sign * (kind === 'number' ? a - b : words.compare(a, b));
      };
      document.querySelectorAll('table.sortable').forEach((table) => {
        const heads = Array.from(table.tHead.rows[0].cells);
        heads.forEach((head, column) => {
          if (!head.dataset.sort) return;
          const button = document.createElement('button');
          button.type = 'button';
          button.append(...head.childNodes);
          head.append(button);
          button.addEventListener('click', () => {
            const down = head.getAttribute('aria-sort') === 'ascending';
            heads.forEach((other) => other.removeAttribute('aria-sort'));
            head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
            const key = (row) => row.cells[column].dataset.key;
            const rows = Array.from(table.tBodies[0].rows);
            rows.sort((a, b) => compare(key(a), key(b), head.dataset.sort, down ? -1 : 1));
            table.tBodies[0].append(...rows);
          });
        });
      });
    })();
    """
}
