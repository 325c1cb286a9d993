import type { LanguageWords } from "./language-words.ts";

export const ITALIAN: LanguageWords = {
  why: "perché|come mai|a che scopo|per quale motivo|perché è|come mai è",
  reason:
    "motivazion*|motivo|motivi|ragione|ragioni|giustificazion*|esigenza|esigenze|antefatto|contesto della modifica|contesto di questa",
  purpose: "scopo|scopi|finalità|intento|intenzione",
  problem:
    "problema|problemi|problematica|problematiche|necessità|bisogno|bisogni|criticità|cosa non va|cosa non andava|cosa non funzionava|cosa manca|cosa mancava|chi soffre|chi ne soffre|cosa fa male|soffrono",
  defect: "difetto|difetti|guasto|guasti|malfunzionament*|incidente|incidenti|sintomo|sintomi|anomalia|anomalie",
  issue: "lacuna|lacune|limite|limiti|mancanza|errore|errori",
  solve: "risolv*|risolt*|affront*|corregg*|colma",
  context: "contesto|causa|cause|retroscena|origine|descrizione del bug|descrizione dell errore",

  success: "successo|successi|riuscit*|ha funzionato|funzionato|efficac*",
  impact: "impatto|impatti|effetto|effetti|differenza",
  result: "risultato|risultati|esito|esiti",
  expected: "atteso|attesi|attesa|attese|previsto|previsti|prevista|desiderat*|sperat*|voluto|ci aspettiamo",
  criterion: "criter*|definizione|condizion*|segno|segni|prova di|prove di|evidenz*|significa",
  metric: "metric*|indicator*|numero|numeri|segnale|segnali|cifra|cifre|cruscott*",
  measure: "misurare|misureremo|misuriamo|misura|misure|misurat*|misurazion*|misurabil*|quantific*",
  know: "sapremo|sappiamo|sapere|capiremo|capire|giudic*|riconoscer*|valuteremo|valutare|valutato|stabilire",
  monitor: "osserv*|monitor*|tenere d occhio|tenendo d occhio|seguire|tracci*|sorvegli*|allarmi",
  verify: "verific*|controll*|convalid*",
  after: "dopo|una volta|in seguito|successiv*|post",
  release: "rilascio|rilasci|rilasciat*|pubblicazione|messa in produzione|lancio|distribuzione|unione",
  place: "in produzione|produzione",
  move: "miglior*|aument*|diminu*|ridu*|cala|sale",
  gauge: "misura del successo|misure di successo|kpi|kpis|ha funzionato",

  when: "quando",
  look: "verificare|verificheremo|controllare|ricontrollare|misurare|misureremo|sapremo|rivedere|guardare|valutare",
  checkBack:
    "data di verifica|data di revisione|data di controllo|verificare il|ricontrollare il|quando verificare|quando controllare|quando ricontrollare|rivedere il",

  how: "come",
  what: "che|cosa|quale|quali|qual",
  will: "possiamo|potremo|si può|verrà|sarà|verranno|sapremo|capiremo|valuteremo|useremo|guarderemo|seguiremo|utilizzeremo",
  ask: "descriv*|spieg*|indic*|fornis*|illustr*|specific*|riport*",
  and: "e|ed|o|oppure|nonché",
  small:
    "il|lo|la|i|gli|le|l|un|uno|una|nostro|nostra|di|del|della|dei|delle|dell|per|dietro|da|dal|dalla|questa|questo|queste|questi|quest|in|con|su|si|se|è|sono|breve*|pr|pull|request|mr|qui|fa|fare|ha|stato|stata|esistente|hanno",
  general:
    "descrizione|riepilogo|modifica|modifiche|cambiament*|sommario|sintesi|panoramica|dettagli|introduzione|contenuto|cosa cambia|cosa fa",

  test: "testare|testato|collaudo|provato|prove|come testare|verificato",
  approach:
    "approcci*|soluzione|soluzioni|implementazione|progettazione|alternativ*|decisione|decisioni|scelta|scelte|scelto|metodo|modo|perché così|in questo modo|bozza",
  risk: "rischi|rischio|ripristino|regression*|pericol*|incompatib*|annullamento|potrebbe causare|potrebbero causare|può causare|potrebbe provocare|può provocare|potrebbe generare|può generare|potrebbero sorgere|possono sorgere|potrebbe comportare|andare storto",
  review: "revisor*|accettazione|approvazione|pronto|lista di controllo",
  link: "collegament*|riferiment*|numero di",
  more: "ulterior*|altro|altra|altri|altre|aggiuntiv*|supplementar*|correlat*",
  any: "not*|possibil*|potenzial*|apert*|eventual*|qualsiasi|esistenti|irrisolt*|non risolt*",
  not: "non|senza|nessun|nessuna|nessuno",
  before: "prima|preced*|locale|in locale|attuale|riprodurre|riproduzione|ottenuto",
  quality: "copertura|prestazion*|ambito|visiv*|modello|modelli|dimensione|analisi|sicurezza",
  elsewhere:
    "schermat*|documentazione|note|nota|tipo|tipologia|dipendenz*|passi|passaggi|istruzioni|osservazioni|lista|comportamento|migrazione|commenti",
  aside:
    "dipendenz*|version*|schermat*|manca|mancano|mancante|mancanti|assenza|omess*|omissione|salt*|sicuro|sicura|eccezion*|strategia di merge|dimension*|grande|licenz*|copertura|libreri*|fuori ambito|esclus*",
  if: "se|in caso|qualora",
  stage: "preproduzione|pre produzione|ambiente di test|ambiente di collaudo|in collaudo|ambiente di sviluppo",
  past: "stato misurat*|stata misurat*|stati misurat*|state misurat*|hai misurat*|avete misurat*|stato valutat*",
  made: "aggiunt*|introdott*|creat*|rimoss*|eliminat*|rinominat*|nuove metriche|nuovi indicatori|nuove dashboard|nuovi cruscotti|nuovi allarmi|schema*|schemi",
  vary: "cambi*|incid*",
  should: "deve|devono|dovrebbe|dovrebbero|cambierà|cambieranno",
  period: "periodo|scadenza|entro quando|quanto tempo|giorni|settimane|mesi|orizzonte",
};
