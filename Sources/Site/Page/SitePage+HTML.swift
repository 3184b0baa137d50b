extension SitePage {
  /// The page. It names no flight and no field: all that comes from `data`.
  static let html = #"""
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file: data:; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; form-action 'none'">
    <title>Fields and flights</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="assets/leaflet/leaflet.css">
    <link rel="stylesheet" href="assets/site.css">
    </head>
    <body>
    <a class="skip" href="#fields-title">Skip the map, go to the table of fields</a>
    <header>
    <h1>Fields and flights</h1>
    <p id="summary" class="soft"></p>
    <noscript><p>This page needs JavaScript. The files of each flight lie in the folder <code>flights</code>, each with a report.html where its job wrote one.</p></noscript>
    </header>
    <main>
    <section class="time" aria-labelledby="day-title">
    <h2 id="day-title">Day</h2>
    <div class="days">
    <button type="button" id="earlier" aria-label="Earlier day">&#9664;</button>
    <input type="range" id="day" min="0" max="0" value="0" step="1" aria-labelledby="day-title">
    <button type="button" id="later" aria-label="Later day">&#9654;</button>
    <output id="day-name" for="day" aria-live="polite"></output>
    <label id="job-choice" hidden>Job <select id="job"></select></label>
    </div>
    <ul id="flights" class="plain" aria-label="Flights of this day"></ul>
    </section>
    <div class="two">
    <section aria-labelledby="map-title">
    <h2 id="map-title">Map</h2>
    <div class="choices">
    <fieldset id="layers"><legend>Layer</legend></fieldset>
    <label>Strength <input type="range" id="strength" min="0" max="100" step="5" value="80"></label>
    <label><input type="checkbox" id="outlines" checked> Outlines</label>
    <button type="button" id="whole">Whole farm</button>
    </div>
    <div id="map" role="region" aria-label="Map of fields; the table of fields below holds the same in words"></div>
    <div id="legend" role="group" aria-label="Legend"></div>
    </section>
    <section id="field" aria-labelledby="field-name">
    <h2 id="field-name" tabindex="-1">No field chosen</h2>
    <p id="field-said" role="status" aria-live="polite">Choose a field on the map or in the table.</p>
    <div id="field-body"></div>
    </section>
    </div>
    <section aria-labelledby="fields-title">
    <h2 id="fields-title" tabindex="-1">Fields</h2>
    <label class="search">Find a field <input type="search" id="find" autocomplete="off"></label>
    <p id="fields-note" class="soft" role="status"></p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="fields-title"><table id="fields"></table></div>
    <div id="unseen"></div>
    </section>
    <section aria-labelledby="files-title">
    <h2 id="files-title">Downloads</h2>
    <div id="files"></div>
    </section>
    </main>
    <footer><p class="soft">Areas are as mapped; where a flight's model was evaluated they are corrected for classes that it confuses, with a 95&#8239;% interval. The map is drawn by Leaflet, and nothing is loaded from elsewhere.</p></footer>
    <script src="assets/leaflet/leaflet.js"></script>
    <script src="data/site.js"></script>
    <script src="assets/words.js"></script>
    <script src="assets/chart.js"></script>
    <script src="assets/map.js"></script>
    <script src="assets/shares.js"></script>
    <script src="assets/season.js"></script>
    <script src="assets/panel.js"></script>
    <script src="assets/table.js"></script>
    <script src="assets/site.js"></script>
    </body>
    </html>

    """#
}
