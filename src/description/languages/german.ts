import type { LanguageWords } from "./language-words.ts";

export const GERMAN: LanguageWords = {
  why: "warum|wieso|weshalb|wozu|wofür|aus welchem grund",
  reason:
    "motivation*|beweggr*|grund|gründe|gründen|begründ*|anlass|rechtfertigung*|auslöser|notwendigkeit|bedarf|hintergrund|hintergründe",
  because: "weil",
  purpose: "zweck|zwecke|absicht|sinn und zweck",
  problem:
    "problem|probleme|problems|problemen|problemstellung*|problembeschreibung*|problemlösung*|schmerzpunkt*|missstand|ausgangslage|ausgangssituation|was war falsch|was ist falsch|was war kaputt|was ist kaputt|was fehlt|was fehlte|was ging schief|wer leidet|worunter leiden|leiden unter|leidet unter|leidet darunter|was schmerzt|wo drückt der schuh|tut weh|problematik*|problemlage",
  defect:
    "fehler|fehlverhalten|defekt*|störung*|vorfall|ausfall|mangel|mängel|symptom*|fehlerbild*|fehlerbeschreibung*",
  issue: "lücke|lücken|bedürfnis*|schwierigkeit*|einschränkung*",
  solve: "löst|lösen|gelöst|behebt|beheb*|behoben|adressier*|beseitig*|behandelt",
  context:
    "kontext|ursache|ursachen|vorgeschichte|zusammenhang|fehlerbeschreibung|bug beschreibung|beschreibung des fehlers",

  success: "erfolg|erfolge|erfolgs|erfolgreich*|funktioniert hat|hat funktioniert|gewirkt|geholfen|wirksam*|wirkt",
  impact: "wirkung|wirkungen|auswirkung*|effekt|effekte",
  result: "ergebnis*|resultat*",
  expected: "erwartet*|erwarten|gewünscht*|beabsichtigt*|angestrebt*|erhofft*|zu erwarten*",
  criterion: "kriteri*|definition|bedingung*|anzeichen|nachweis*|beleg|belege|bedeutet",
  metric: "metrik*|kennzahl*|indikator*|messwert*|zahl|zahlen|signal*|kenngröße*",
  measure: "messen|misst|messbar*|gemessen|messung*|messt|quantifizier*",
  know: "wissen|merken|merkt|erkennen|erkennt|erfahren|beurteil*|bewert*|feststell*",
  monitor: "beobacht*|überwach*|verfolg*|monitor*|schauen|im auge behalten|alarme|alarmierung",
  verify: "prüfen|prüft|geprüft|überprüf*|kontroll*|verifizier*|validier*|validierung|sehen|prüfung*",
  after: "nach|sobald|im anschluss",
  release: "veröffentlich*|auslieferung|ausgeliefert|einführung|livegang|produktivsetzung|inbetriebnahme|ausrollen",
  place: "produktion|produktiv*|im betrieb|livebetrieb",
  move: "verbesser*|sinkt|sinken|steigt|steigen|reduzier*|erhöh*|bewegt*|bewegen",
  gauge:
    "erfolgskriteri*|erfolgsmess*|erfolgsmetrik*|erfolgskennzahl*|erfolgsindikator*|wirkungsmess*|messgröße*|messkriteri*|kpi|kpis|hat es funktioniert|hat es geholfen|hat es gewirkt|woran erkenn*|woran merk*|woran sehen|woran messen|woran lässt|woran wissen",

  when: "wann",
  look: "schauen|sehen|prüfen|überprüfen|fragen|messen|wissen|kontrollieren|nachfragen|nachsehen|nachschauen|geprüft|überprüft|kontrolliert|gemessen",
  checkBack:
    "wiedervorlage*|überprüfungsdatum|prüfdatum|rückblick am|kontrolltermin|kontrolle am|prüfen am|nachfragen am|datum der überprüfung",

  how: "wie|woran|wodurch|wie wurde|wie wurden|wie hast du|wie habt ihr|wie haben sie",
  what: "was|welche*|worum",
  will: "werden|wird|können|kann|lässt sich|wollen|sollen|soll|nutzen wir|verwenden wir",
  ask: "beschreib*|erklär*|nenne*|erläuter*|schilder*|gib|bitte|fasse|stelle",
  and: "und|oder|sowie",
  small:
    "der|die|das|den|dem|des|ein|eine|einer|eines|kurz*|unsere|unser|wir|ihr|du|sie|es|ist|sind|war|fachlich*|technisch*|dieser|dieses|diese|diesen|für|hinter|von|vom|zu|zur|zum|im|am|in|auf|mit|bei|ob|geht|pr|pull|request|mr|gibt|hat|haben|daran|hier|angabe*|steckt|bestehend*|derzeitig*|aktuell*|dadurch|damit|sich",
  general:
    "beschreibung|zusammenfassung|änderung|änderungen|überblick|übersicht|inhalt|details|allgemein*|was macht|was ändert|kurzbeschreibung|umsetzung",

  test: "getestet|testen|testplan|testfall|testfälle|testanleitung|testschritte|testergebnis*|testabdeckung",
  approach:
    "ansatz|ansätze|lösung|lösungen|lösungsweg|umsetzung|entwurf|alternative*|entscheidung*|entschieden|gewählt|implementierung|statt|warum so|wieso so|auf diese weise|auf diese art|weg",
  risk: "risiko|risiken|rückbau|zurückroll*|gefahr|gefahren|nebenwirkung*|breaking|verursachen|hervorrufen|auftreten könn*|könnten auftreten|können auftreten|könnten entstehen|können entstehen|entstehen könn*|nach sich ziehen|schiefgehen",
  review: "prüfer|reviewer|akzeptanz*|abnahme*|freigabe|bereit|checkliste*",
  link: "verknüpf*|verweis*|vorgang|vorgänge|ticketnummer",
  more: "weitere*|zusätzlich*|sonstige*|andere|anderes|ergänzend*|verwandte*",
  any: "bekannte*|mögliche*|offene*|etwaige*|potenzielle*|bestehende probleme|bestehende fehler|bestehende bugs|bestehende issues|bestehende mängel|bestehende einschränkungen|ungelöst*",
  not: "nicht|kein|keine|keinen|ohne",
  before: "vor|vorher|vorab|lokal|bisherig*|tatsächlich*|reproduzier*",
  quality: "abdeckung|leistung|umfang|bereich|bereiche|analyse|modell*|größe",
  elsewhere:
    "bildschirmfoto*|dokumentation|hinweise|hinweis|art der änderung|typ|abhängigkeit*|anleitung|schritte|bemerkung*|anmerkung*|aufgaben|verhalten|sicherheit|barrierefreiheit",
  aside:
    "abhängigkeit*|version*|screenshot*|bildschirmfoto*|bildschirmaufnahme*|fehlen|fehlt|fehlende*|fehlend|auslassung|ausgelassen|übersprungen|überspring*|weggelassen|sicher|ausnahme*|merge strategie|zusammenführung|groß|größe|lizenz*|umfang|unterdrück*|zielbranch|bibliothek*|ausgeschlossen*|außerhalb des umfangs|ausschluss",
  if: "falls|wenn|sofern",
  stage: "vorproduktion|vorproduktiv*|testumgebung*|testsystem*|abnahmeumgebung*|entwicklungsumgebung|vorabumgebung",
  past: "wie wurde|wie wurden|wie hast du|wie habt ihr|wie haben sie|gemessen wurde|gemessen wurden|gemessen worden|gemessen hast|gemessen habt",
  made: "hinzugefügt*|ergänzt*|eingeführt*|neu angelegt|angelegt|entfernt*|umbenannt*|gelöscht*|instrumentier*|neue metrik*|neue kennzahl*|neue dashboard*|neue alarm*|neue alert*|neuer dashboards|neuen dashboards|neuen metriken|schema*",
  vary: "veränder*|ändert|beeinflusst|ändern|anders",
  should: "soll|sollen|sollte|sollten",
  period:
    "zeitraum|zeiträume|zeitspanne|zeitrahmen|zeitpunkt|bis wann|frist|wie lange|tage|tagen|wochen|monate|monaten",
};
