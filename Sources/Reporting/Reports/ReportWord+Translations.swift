/// The one table of what reports say.
extension ReportWord {
  /// The text in every language, with the same places for data.
  var translations: Translations {
    switch self {
    case .fieldReport:
      Translations(
        "Field report", "Feldbericht", "Rapport de parcelle", "Informe de parcela", "Relatório do talhão")
    case .flightReport:
      Translations("Flight report", "Flugbericht", "Rapport de vol", "Informe de vuelo", "Relatório de voo")
    case .farmReport:
      Translations(
        "Farm report", "Betriebsbericht", "Rapport d’exploitation", "Informe de la explotación",
        "Relatório da propriedade")
    case .field: Translations("Field", "Feld", "Parcelle", "Parcela", "Talhão")
    case .fields: Translations("Fields", "Felder", "Parcelles", "Parcelas", "Talhões")
    case .flight: Translations("Flight", "Flug", "Vol", "Vuelo", "Voo")
    case .flights: Translations("Flights", "Flüge", "Vols", "Vuelos", "Voos")
    case .crop: Translations("Crop", "Kultur", "Culture", "Cultivo", "Cultura")
    case .area: Translations("Area", "Fläche", "Surface", "Superficie", "Área")
    case .date: Translations("Date", "Datum", "Date", "Fecha", "Data")
    case .seen: Translations("Seen", "Gesehen", "Vu", "Visto", "Visto")
    case .className: Translations("Class", "Klasse", "Classe", "Clase", "Classe")
    case .share: Translations("Share", "Anteil", "Part", "Proporción", "Proporção")
    case .patches: Translations("Patches", "Stellen", "Taches", "Manchas", "Manchas")
    case .medianPatch:
      Translations("Median patch", "Mittlere Stelle", "Tache médiane", "Mancha mediana", "Mancha mediana")
    case .largestPatch:
      Translations(
        "Largest patch", "Größte Stelle", "Tache la plus grande", "Mancha más grande", "Maior mancha")
    case .index: Translations("Index", "Index", "Indice", "Índice", "Índice")
    case .mean: Translations("Mean", "Mittel", "Moyenne", "Media", "Média")
    case .value: Translations("Value", "Wert", "Valeur", "Valor", "Valor")
    case .readFirst:
      Translations(
        "Read this first", "Zuerst lesen", "À lire d’abord", "Lea esto primero", "Leia isto primeiro")
    case .warning: Translations("Warning", "Warnung", "Avertissement", "Aviso", "Aviso")
    case .notSeen: Translations("Not seen", "Nicht gesehen", "Non vu", "No visto", "Não visto")
    case .drift: Translations("Drift", "Drift", "Dérive", "Deriva", "Deriva")
    case .found:
      Translations(
        "What was found", "Was gefunden wurde", "Ce qui a été trouvé", "Qué se encontró",
        "O que foi encontrado")
    case .allFields:
      Translations(
        "Field by field", "Feld für Feld", "Parcelle par parcelle", "Parcela por parcela", "Talhão por talhão"
      )
    case .allClasses:
      Translations(
        "Classes by area", "Klassen nach Fläche", "Classes par surface", "Clases por superficie",
        "Classes por área")
    case .sure:
      Translations(
        "How sure this is", "Wie sicher das ist", "Avec quelle certitude", "Con qué certeza",
        "Com que certeza")
    case .since:
      Translations(
        "Since last time", "Seit dem letzten Mal", "Depuis la dernière fois", "Desde la última vez",
        "Desde a última vez")
    case .whereItIs: Translations("Where", "Wo", "Où", "Dónde", "Onde")
    case .unseen:
      Translations(
        "What was not seen", "Was nicht gesehen wurde", "Ce qui n’a pas été vu", "Qué no se vio",
        "O que não foi visto")
    case .made:
      Translations(
        "How this was made", "Wie das entstand", "Comment ceci a été fait", "Cómo se hizo", "Como foi feito")
    case .mapped: Translations("Mapped", "Kartiert", "Cartographié", "Cartografiado", "Mapeado")
    case .corrected: Translations("Corrected", "Korrigiert", "Corrigé", "Corregido", "Corrigido")
    case .standardError:
      Translations(
        "± Standard error", "± Standardfehler", "± Erreur type", "± Error estándar", "± Erro padrão")
    case .interval:
      Translations(
        "95 % interval", "95-%-Intervall", "Intervalle à 95 %", "Intervalo del 95 %", "Intervalo de 95 %")
    case .range: Translations("{1} to {2}", "{1} bis {2}", "{1} à {2}", "{1} a {2}", "{1} a {2}")
    case .noLabels:
      Translations(
        "No labelled data tells the error: areas are as mapped, without an error bar.",
        "Keine beschrifteten Daten sagen etwas über den Fehler: Flächen sind wie kartiert, ohne "
          + "Fehlerbalken.",
        "Aucune donnée annotée ne dit l’erreur : les surfaces sont telles que cartographiées, "
          + "sans barre d’erreur.",
        "Ningún dato etiquetado indica el error: las superficies son las cartografiadas, sin barra de error.",
        "Nenhum dado rotulado indica o erro: as áreas são as mapeadas, sem barra de erro.")
    case .correctionSource:
      Translations(
        "Where corrected areas and their intervals come from: {1}.",
        "Woher korrigierte Flächen und ihre Intervalle kommen: {1}.",
        "D’où viennent les surfaces corrigées et leurs intervalles : {1}.",
        "De dónde vienen las superficies corregidas y sus intervalos: {1}.",
        "De onde vêm as áreas corrigidas e os seus intervalos: {1}.")
    case .firstFlight:
      Translations(
        "No earlier flight saw this: there is nothing to compare with.",
        "Kein früherer Flug hat das gesehen: Es gibt nichts zum Vergleichen.",
        "Aucun vol antérieur ne l’a vu : il n’y a rien à comparer.",
        "Ningún vuelo anterior lo vio: no hay con qué comparar.",
        "Nenhum voo anterior o viu: não há com que comparar.")
    case .changeFrom:
      Translations(
        "From {1} to {2}, as shares of what each flight saw.",
        "Vom {1} bis zum {2}, als Anteile dessen, was jeder Flug sah.",
        "Du {1} au {2}, en parts de ce que chaque vol a vu.",
        "Del {1} al {2}, como proporciones de lo que vio cada vuelo.",
        "De {1} a {2}, em proporções do que cada voo viu.")
    case .before: Translations("Before", "Vorher", "Avant", "Antes", "Antes")
    case .now: Translations("Now", "Jetzt", "Maintenant", "Ahora", "Agora")
    case .change: Translations("Change", "Änderung", "Variation", "Cambio", "Variação")
    case .points:
      Translations(
        "percentage points", "Prozentpunkte", "points de pourcentage", "puntos porcentuales",
        "pontos percentuais")
    case .changeError:
      Translations(
        "Changes with an interval are between corrected areas; the errors of the two flights "
          + "are taken as independent.",
        "Änderungen mit Intervall sind solche zwischen korrigierten Flächen; die Fehler der "
          + "beiden Flüge gelten als unabhängig.",
        "Les variations avec intervalle sont entre surfaces corrigées ; les erreurs des deux "
          + "vols sont tenues pour indépendantes.",
        "Los cambios con intervalo son entre superficies corregidas; los errores de los dos "
          + "vuelos se toman como independientes.",
        "As variações com intervalo são entre áreas corrigidas; os erros dos dois voos são "
          + "tidos como independentes."
      )
    case .changeNoError:
      Translations(
        "Changes without an interval are between areas as mapped: how sure they are is not known.",
        "Änderungen ohne Intervall sind solche zwischen kartierten Flächen: Wie sicher sie "
          + "sind, ist nicht bekannt.",
        "Les variations sans intervalle sont entre surfaces cartographiées : leur certitude "
          + "n’est pas connue.",
        "Los cambios sin intervalo son entre superficies cartografiadas: no se sabe con qué certeza.",
        "As variações sem intervalo são entre áreas mapeadas: não se sabe com que certeza.")
    case .seasonOf:
      Translations(
        "{1}: share through the season, %", "{1}: Anteil durch die Saison, %",
        "{1} : part au fil de la saison, %", "{1}: proporción a lo largo de la temporada, %",
        "{1}: proporção ao longo da safra, %")
    case .indexSeason:
      Translations(
        "{1}: mean through the season", "{1}: Mittel durch die Saison", "{1} : moyenne au fil de la saison",
        "{1}: media a lo largo de la temporada", "{1}: média ao longo da safra")
    case .seasonKey:
      Translations(
        "Discs: as mapped, or the mean. Diamonds: corrected, with the 95 % interval.",
        "Scheiben: wie kartiert, oder das Mittel. Rauten: korrigiert, mit dem 95-%-Intervall.",
        "Disques : tel que cartographié, ou la moyenne. Losanges : corrigé, avec l’intervalle à 95 %.",
        "Discos: según el mapa, o la media. Rombos: corregido, con el intervalo del 95 %.",
        "Discos: como mapeado, ou a média. Losangos: corrigido, com o intervalo de 95 %.")
    case .map: Translations("Map", "Karte", "Carte", "Mapa", "Mapa")
    case .mapAlt:
      Translations(
        "Map of {1} on {2}: the classes in the colours of the legend",
        "Karte von {1} am {2}: die Klassen in den Farben der Legende",
        "Carte de {1} le {2} : les classes aux couleurs de la légende",
        "Mapa de {1} el {2}: las clases en los colores de la leyenda",
        "Mapa de {1} em {2}: as classes nas cores da legenda")
    case .mapCaption:
      Translations(
        "The mask of {1}, read at {2} a pixel and drawn at {3}.",
        "Die Maske von {1}, gelesen mit {2} je Pixel und gezeichnet mit {3}.",
        "Le masque de {1}, lu à {2} par pixel et dessiné à {3}.",
        "La máscara de {1}, leída a {2} por píxel y dibujada a {3}.",
        "A máscara de {1}, lida a {2} por pixel e desenhada a {3}.")
    case .pale:
      Translations(
        "Where a pixel of the map holds several classes, weeds and disease count most, so that "
          + "few still show.",
        "Wo ein Pixel der Karte mehrere Klassen enthält, zählen Unkraut und Krankheit am "
          + "meisten, damit auch wenig zu sehen ist.",
        "Où un pixel de la carte contient plusieurs classes, adventices et maladies comptent le "
          + "plus, pour que peu se voie aussi.",
        "Donde un píxel del mapa contiene varias clases, malezas y enfermedades cuentan más, "
          + "para que lo poco también se vea.",
        "Onde um pixel do mapa contém várias classes, ervas daninhas e doenças contam mais, "
          + "para que o pouco também se veja."
      )
    case .boundaries:
      Translations(
        "Field boundaries", "Feldgrenzen", "Limites des parcelles", "Límites de las parcelas",
        "Limites dos talhões")
    case .north:
      Translations("North arrow", "Nordpfeil", "Flèche du nord", "Flecha del norte", "Seta do norte")
    case .scale: Translations("Scale bar", "Maßstab", "Échelle", "Escala", "Escala")
    case .noData: Translations("No data", "Keine Daten", "Pas de données", "Sin datos", "Sem dados")
    case .worstSpots:
      Translations("Worst spots", "Schlimmste Stellen", "Pires endroits", "Peores lugares", "Piores pontos")
    case .spot:
      Translations(
        "{1}: {2} on {3} % of a square of {4} a side", "{1}: {2} auf {3} % eines Quadrats von {4} Seite",
        "{1} : {2} sur {3} % d’un carré de {4} de côté", "{1}: {2} en el {3} % de un cuadrado de {4} de lado",
        "{1}: {2} em {3} % de um quadrado de {4} de lado")
    case .place:
      Translations(
        "latitude {1}, longitude {2}", "Breite {1}, Länge {2}", "latitude {1}, longitude {2}",
        "latitud {1}, longitud {2}", "latitude {1}, longitude {2}")
    case .spotAlt:
      Translations(
        "Spot {1} enlarged, with a margin around the square",
        "Stelle {1} vergrößert, mit einem Rand um das Quadrat",
        "Endroit {1} agrandi, avec une marge autour du carré",
        "Lugar {1} ampliado, con un margen alrededor del cuadrado",
        "Ponto {1} ampliado, com uma margem em torno do quadrado")
    case .noSpots:
      Translations(
        "No weed and no disease was found.", "Weder Unkraut noch Krankheit wurde gefunden.",
        "Ni adventice ni maladie n’a été trouvée.", "No se encontró ni maleza ni enfermedad.",
        "Não foi encontrada erva daninha nem doença.")
    case .spotCells:
      Translations(
        "The densest squares of {1} a side for weeds and for disease, of which at least 30 % was seen.",
        "Die dichtesten Quadrate von {1} Seite für Unkraut und für Krankheit, von denen "
          + "mindestens 30 % gesehen wurden.",
        "Les carrés de {1} de côté les plus denses en adventices et en maladies, dont au moins "
          + "30 % a été vu.",
        "Los cuadrados de {1} de lado más densos en malezas y en enfermedades, de los que se "
          + "vio al menos el 30 %.",
        "Os quadrados de {1} de lado mais densos em ervas daninhas e em doenças, dos quais se "
          + "viu ao menos 30 %."
      )
    case .noMap:
      Translations(
        "There is no map: {1}. The figures come from the catalog.",
        "Es gibt keine Karte: {1}. Die Zahlen kommen aus dem Katalog.",
        "Il n’y a pas de carte : {1}. Les chiffres viennent du catalogue.",
        "No hay mapa: {1}. Las cifras vienen del catálogo.", "Não há mapa: {1}. Os números vêm do catálogo.")
    case .fileGone:
      Translations(
        "the run's file “{1}” is gone", "die Datei „{1}“ des Laufs ist nicht mehr da",
        "le fichier « {1} » du traitement a disparu", "el archivo «{1}» del proceso ya no está",
        "o arquivo “{1}” da execução não está mais lá")
    case .fileChanged:
      Translations(
        "“{1}” is not the file that the run wrote", "„{1}“ ist nicht die Datei, die der Lauf schrieb",
        "« {1} » n’est pas le fichier que le traitement a écrit",
        "«{1}» no es el archivo que escribió el proceso", "“{1}” não é o arquivo que a execução escreveu")
    case .noBoundary:
      Translations(
        "“{1}” holds no boundary of it", "„{1}“ enthält keine Grenze davon",
        "« {1} » n’en contient pas la limite",
        "«{1}» no contiene su límite", "“{1}” não contém o seu limite")
    case .nothingSeen:
      Translations(
        "the mosaic holds nothing of it", "das Mosaik enthält nichts davon", "la mosaïque n’en contient rien",
        "el mosaico no contiene nada de ello", "o mosaico não contém nada dele")
    case .unreadable:
      Translations(
        "it cannot be read ({1})", "sie kann nicht gelesen werden ({1})", "elle ne peut être lue ({1})",
        "no se puede leer ({1})", "não pode ser lido ({1})")
    case .mapElsewhere:
      Translations(
        "Map and worst spots as pictures are in the HTML and PDF forms of this report.",
        "Karte und schlimmste Stellen als Bilder stehen in der HTML- und der PDF-Form dieses Berichts.",
        "La carte et les pires endroits en images sont dans les formes HTML et PDF de ce rapport.",
        "El mapa y los peores lugares en imágenes están en las formas HTML y PDF de este informe.",
        "O mapa e os piores pontos em imagens estão nas formas HTML e PDF deste relatório.")
    case .outside:
      Translations(
        "Outside of the mosaic", "Außerhalb des Mosaiks", "Hors de la mosaïque", "Fuera del mosaico",
        "Fora do mosaico")
    case .allSeen:
      Translations(
        "All of it was seen.", "Alles wurde gesehen.", "Tout a été vu.", "Se vio todo.", "Tudo foi visto.")
    case .partSeen:
      Translations(
        "{1} % was not seen by the newest flight; nothing is said of it.",
        "{1} % hat der neueste Flug nicht gesehen; darüber wird nichts gesagt.",
        "{1} % n’a pas été vu par le dernier vol ; rien n’en est dit.",
        "El {1} % no fue visto por el último vuelo; nada se dice de ello.",
        "{1} % não foi visto pelo último voo; nada se diz sobre isso.")
    case .unseenFields:
      Translations(
        "The mosaic holds nothing of: {1}.", "Das Mosaik enthält nichts von: {1}.",
        "La mosaïque ne contient rien de : {1}.", "El mosaico no contiene nada de: {1}.",
        "O mosaico não contém nada de: {1}.")
    case .unseenShare:
      Translations(
        "Share not seen", "Nicht gesehener Anteil", "Part non vue", "Proporción no vista",
        "Proporção não vista")
    case .driftMarked:
      Translations(
        "The flight of {1} is unlike what the model was trained on; its figures are marked.",
        "Der Flug vom {1} gleicht nicht dem, woran das Modell gelernt hat; seine Zahlen sind markiert.",
        "Le vol du {1} ne ressemble pas à ce sur quoi le modèle a été entraîné ; ses chiffres sont marqués.",
        "El vuelo del {1} no se parece a aquello con que se entrenó el modelo; sus cifras están marcadas.",
        "O voo de {1} não se parece com aquilo em que o modelo foi treinado; os seus números estão marcados.")
    case .driftNoted:
      Translations(
        "The flight of {1} is unlike what the model was trained on.",
        "Der Flug vom {1} gleicht nicht dem, woran das Modell gelernt hat.",
        "Le vol du {1} ne ressemble pas à ce sur quoi le modèle a été entraîné.",
        "El vuelo del {1} no se parece a aquello con que se entrenó el modelo.",
        "O voo de {1} não se parece com aquilo em que o modelo foi treinado.")
    case .driftWithheld:
      Translations(
        "The flight of {1} is unlike what the model was trained on; its figures are withheld.",
        "Der Flug vom {1} gleicht nicht dem, woran das Modell gelernt hat; seine Zahlen werden "
          + "zurückgehalten.",
        "Le vol du {1} ne ressemble pas à ce sur quoi le modèle a été entraîné ; ses chiffres sont retenus.",
        "El vuelo del {1} no se parece a aquello con que se entrenó el modelo; sus cifras se retienen.",
        "O voo de {1} não se parece com aquilo em que o modelo foi treinado; os seus números são retidos.")
    case .alike:
      Translations(
        "{1} and {2} look alike {3}: patterns tell them apart.",
        "{1} und {2} sehen {3} gleich aus: Muster unterscheiden sie.",
        "{1} et {2} se ressemblent {3} : des motifs les distinguent.",
        "{1} y {2} se parecen {3}: los distinguen tramas.", "{1} e {2} se parecem {3}: padrões os distinguem."
      )
    case .deuteranopia:
      Translations(
        "without green receptors (deuteranopia)", "ohne Grünrezeptoren (Deuteranopie)",
        "sans récepteurs du vert (deutéranopie)", "sin receptores del verde (deuteranopía)",
        "sem receptores do verde (deuteranopia)")
    case .protanopia:
      Translations(
        "without red receptors (protanopia)", "ohne Rotrezeptoren (Protanopie)",
        "sans récepteurs du rouge (protanopie)", "sin receptores del rojo (protanopía)",
        "sem receptores do vermelho (protanopia)")
    case .tritanopia:
      Translations(
        "without blue receptors (tritanopia)", "ohne Blaurezeptoren (Tritanopie)",
        "sans récepteurs du bleu (tritanopie)", "sin receptores del azul (tritanopía)",
        "sem receptores do azul (tritanopia)")
    case .normalVision:
      Translations("to everybody", "für alle", "pour tous", "para todos", "para todos")
    case .model: Translations("Model", "Modell", "Modèle", "Modelo", "Modelo")
    case .rulesOnly:
      Translations(
        "rules, no model", "Regeln, kein Modell", "règles, sans modèle", "reglas, sin modelo",
        "regras, sem modelo")
    case .job: Translations("Job", "Auftrag", "Tâche", "Trabajo", "Tarefa")
    case .program: Translations("Program", "Programm", "Programme", "Programa", "Programa")
    case .parameters: Translations("Parameters", "Parameter", "Paramètres", "Parámetros", "Parâmetros")
    case .parametersHash:
      Translations(
        "Hash of the parameters", "Hash der Parameter", "Empreinte des paramètres",
        "Huella de los parámetros",
        "Hash dos parâmetros")
    case .runEnded:
      Translations(
        "Run ended", "Lauf beendet", "Traitement terminé", "Proceso terminado", "Execução terminada")
    case .notKnown: Translations("not known", "nicht bekannt", "pas connu", "no se conoce", "não conhecido")
    case .fromCatalog:
      Translations(
        "Made by furrow {1} from the catalog; figures are those of the newest done run of each flight.",
        "Von furrow {1} aus dem Katalog gemacht; die Zahlen sind die des neuesten fertigen "
          + "Laufs jedes Flugs.",
        "Fait par furrow {1} à partir du catalogue ; les chiffres sont ceux du dernier "
          + "traitement achevé de chaque vol.",
        "Hecho por furrow {1} a partir del catálogo; las cifras son las del último proceso "
          + "terminado de cada vuelo.",
        "Feito por furrow {1} a partir do catálogo; os números são os da última execução "
          + "concluída de cada voo."
      )
    case .newestFlight:
      Translations("Newest flight", "Neuester Flug", "Dernier vol", "Último vuelo", "Último voo")
    case .page: Translations("Page", "Seite", "Page", "Página", "Página")
    case .noFlights:
      Translations(
        "No flight saw this field yet.", "Noch kein Flug hat dieses Feld gesehen.",
        "Aucun vol n’a encore vu cette parcelle.", "Ningún vuelo vio aún esta parcela.",
        "Nenhum voo viu este talhão ainda.")
    case .indexShares:
      Translations(
        "Share of each class in the newest flight", "Anteil jeder Klasse im neuesten Flug",
        "Part de chaque classe au dernier vol", "Proporción de cada clase en el último vuelo",
        "Proporção de cada classe no último voo")
    case .totals:
      Translations(
        "All fields together", "Alle Felder zusammen", "Toutes les parcelles ensemble",
        "Todas las parcelas juntas", "Todos os talhões juntos")
    }
  }
}
