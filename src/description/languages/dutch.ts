import type { LanguageWords } from "./language-words.ts";

export const DUTCH: LanguageWords = {
  why: "waarom|waarvoor|om welke reden",
  reason:
    "motivatie*|beweegreden*|reden|redenen|aanleiding|onderbouwing|rechtvaardiging|noodzaak|achtergrond|context van de wijziging",
  because: "omdat",
  purpose: "strekking|bedoeling",
  problem:
    "probleem|problemen|probleemstelling|probleembeschrijving|pijnpunt*|knelpunt*|behoefte*|wat ging er mis|wat was er mis|wat is er mis|wat ontbreekt|wat ontbrak|wie lijdt|wie heeft er last|wie heeft hier last|last van hebben|heeft last van|hebben last van",
  defect: "fout|fouten|storing*|defect|defecten|incident*|symptom*",
  issue: "gebrek|gebreken|tekortkoming*|lacune*|beperking*",
  solve: "oplost|oplossen|opgelost|lost|verhelpt|verholpen|verhelpen|aanpakt|adresseert",
  context: "context|oorzaak|oorzaken|voorgeschiedenis|omschrijving van de bug|bugbeschrijving|foutomschrijving",

  success: "succes|successen|succesvol*|geslaagd|gewerkt|werkt het|effectief|effectiviteit|geholpen",
  impact: "impact|effect|effecten|uitwerking|uitkomst*|verschil",
  result: "resultaat|resultaten",
  expected: "verwacht*|gewenst*|beoogd*|bedoeld effect",
  criterion: "criteri*|definitie|voorwaarde*|teken|tekenen|bewijs|betekent|ziet eruit",
  metric: "metriek*|metrieken|indicator*|cijfer|cijfers|getal|getallen|signaal|signalen|maatstaf|maatstaven",
  measure: "meten|meet|gemeten|meting*|meetbaar|meetbare|kwantific*",
  know: "weten|merken|merkt|herkennen|beoordel*|bepalen|evalueren|zien",
  monitor: "monitor*|bewak*|volgen|observ*|kijken|letten|in de gaten",
  verify: "controler*|verifi*|valid*|controle*",
  after: "na|nadat|zodra",
  release: "uitrol|uitgerold|livegang|oplevering|ingebruikname|publicatie|uitgebracht",
  place: "in productie|productie",
  move: "verbeter*|daalt|dalen|stijgt|stijgen|verminder*|verhoog*|beweegt",
  gauge:
    "succescriteri*|succesmet*|succesmaatsta*|succesindicator*|kpi|kpis|heeft het gewerkt|heeft dit gewerkt|waaraan merk*|waaraan zien|waaraan herken*",

  when: "wanneer",
  look: "kijken|controleren|checken|meten|evalueren|weten|terugkijken",
  checkBack:
    "controledatum|evaluatiedatum|terugkijken op|controleren op|wanneer controleren|wanneer terugkijken|herbekijken op",

  how: "hoe|waaraan|hoe is|hoe zijn|hoe heb je|hoe hebben jullie|hoe heeft u|hoe is te|hoe is het te",
  what: "wat|welk|welke",
  will: "gaan|kunnen|zullen|kan|wordt|worden|gebruiken we|bekijken we",
  ask: "beschrijf|leg uit|geef|vermeld|licht toe|noem|omschrijf|vertel",
  and: "en|of|evenals",
  small:
    "de|het|een|onze|ons|we|wij|je|u|korte|kort|is|zijn|was|van|voor|achter|deze|dit|die|dat|om|tot|in|op|met|bij|te|er|hier|pr|pull|request|mr|doet|heeft|wijziging|bestaande|bestaand|hebben",
  general:
    "omschrijving|beschrijving|samenvatting|wijziging|wijzigingen|overzicht|aanpassing*|toelichting|inhoud|details|verandering|veranderingen",

  test: "getest|testen|testplan|testinstructies|testdekking",
  approach:
    "aanpak|oplossing|oplossingen|implementatie|ontwerp|alternatie*|beslissing*|keuze*|gekozen|manier|methode|waarom zo|op deze manier|op die manier|concept",
  risk: "risico*|terugdraai*|terugrol*|regressie*|gevaar|opleveren|kunnen ontstaan|kunnen optreden|misgaan|incompatib*|brekend*|kan dit veroorzaken|kan veroorzaken|kunnen veroorzaken|zou veroorzaken|zou dit kunnen veroorzaken|kunnen veroorzaken",
  review: "beoordelaar*|acceptatie*|goedkeuring|gereed|klaar|checklist",
  link: "koppeling*|verwijzing*",
  more: "extra|andere|overige|aanvullende|verdere|gerelateerde|meer",
  any: "bekende|mogelijke|openstaande|eventuele|potentiële|bestaande problemen|bestaande fouten|bestaande bugs|bestaande beperkingen|onopgeloste",
  not: "niet|geen|zonder",
  before: "voor de|vooraf|vooraleer|lokaal|huidige|werkelijk*|reproduc*",
  quality: "dekking|prestatie*|reikwijdte|model|modellen|omvang|analyse|beveiliging",
  elsewhere:
    "schermafbeelding*|documentatie|opmerking*|notities|soort|type|afhankelijkhe*|stappen|instructies|gedrag|taken",
  aside:
    "afhankelijkhe*|versie*|schermafbeelding*|ontbreken|ontbreekt|ontbrekende|afwezig*|overgeslagen|overslaan|weggelaten|veilig|uitzondering*|mergestrategie|merge strategie|omvang|groot|licentie*|dekking|bibliothe*|buiten scope|uitgesloten",
  if: "als|indien",
  stage: "acceptatieomgeving|testomgeving|pre productie|preproductie|ontwikkelomgeving|acceptatie",
  past: "hoe is|hoe zijn|hoe heb je|hoe hebben jullie|hoe heeft u|gemeten is|is gemeten|zijn gemeten|werd gemeten",
  made: "toegevoegd*|geïntroduceerd*|aangemaakt*|verwijderd*|hernoemd*|nieuwe metrics|nieuwe metrieken|nieuwe indicatoren|nieuwe dashboards|nieuwe alerts|schema*",
  vary: "verander*|beïnvloedt",
  should: "moet|moeten|zou|zouden|zal|zullen",
  period: "periode|termijn|tijdsbestek|hoe lang|tot wanneer|dagen|weken|maanden",
};
