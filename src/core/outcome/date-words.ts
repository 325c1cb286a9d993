// Words around dates in the seven languages of answers, in lower case and without accents.

/** Splits a text into its words and numbers, in lower case and without accents. */
export function toWords(text: string): readonly string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/\p{L}+|\p{N}+/gu) ?? [];
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

function indexOf(lists: readonly string[]): ReadonlyMap<string, number> {
  return new Map(lists.flatMap((words, index) => words.split(" ").map((word) => [word, index] as const)));
}

/** Words beside a date that change nothing about it. */
export const FILLERS = setOf(`
  by on in at the of until till to from within about around approximately roughly circa ca approx this for please
  check back checked checking look looking ask asking again review measure revisit let us s lets we will ll i when date due
  am im um bis zum zur den dem der des die das vom von gegen etwa ungefahr spatestens ab fur bitte wieder nochmal prufen schauen
  le la les l du de d au aux en dans vers environ pour ici a plus tard jusqu verifier
  el los las del al hacia alrededor para hasta sobre dentro revisar
  o os as do da dos das no nos em ao aos por volta ate cerca daqui verificar
  il lo gli i di del della dell dello il al alla verso entro fra tra per controllare
  het van op tegen rond omstreeks uiterlijk ongeveer controleren
  uhr h clock
`);

/** "After 2 weeks", which says no more than "2 weeks". */
export const AFTER = setOf("after nach apres despues depois dopo na");

/** "3 months after the merge" counts from the merge as "3 months" does. */
export const AFTER_MERGE = setOf(`
  after from since following later now once it is this that the has been was
  merge merged merging release released releasing launch launched deploy deployed deployment rollout ship shipped shipping
  live goes went go s time
  nach dem des der seit wenn es ist
  apres le la mise en production
  despues del de el lanzamiento depois do o lancamento dopo il rilascio na het uitrol
`);

/** Words that change a date, or name another one, wherever they stand. */
export const ESSENTIAL = setOf(`
  or not no never unless before earlier later sooner ago except until
  oder nicht kein nie ausser bevor vor fruher spater
  ou pas jamais sauf avant apres
  nunca salvo antes despues nao depois exceto
  oppure non mai prima dopo tranne
  of niet nooit behalve voordat na eerder
  next last previous following every each half quarter quarters first second third
  nachste nachsten nachster nachstes letzte letzten letzter jede jeden jedes halb halbe erste ersten zweite zweiten quartal
  prochain prochaine dernier derniere chaque demi premier premiere trimestre
  proximo proxima ultimo ultima cada medio media primero primera segundo segunda
  prossimo prossima scorso scorsa ogni mezzo mezza primo prima secondo seconda
  volgend volgende vorig vorige elk elke halve eerste tweede kwartaal
  morning evening night weekend weekends tomorrow today yesterday heute morgen gestern ubermorgen demain hier aujourd
  manana hoy ayer amanha hoje ontem domani oggi ieri vandaag gisteren overmorgen
  christmas easter weihnachten ostern noel paques navidad natal natale pasqua kerst pasen
`);

/** By number of the month, from 1. */
export const MONTHS = indexOf([
  "",
  "january jan januar janvier janv enero ene janeiro gennaio gen januari",
  "february feb februar februari fevrier fevr febrero fevereiro fev febbraio",
  "march mar marz mars marzo marco maart mrt",
  "april apr avril avr abril abr aprile",
  "may mai mayo maio maggio mag mei",
  "june jun juni juin junio junho giugno giu",
  "july jul juli juillet juil julio julho luglio lug",
  "august aug aout agosto ago augustus",
  "september sep sept septembre septiembre setembro settembre set",
  "october oct oktober okt octobre octubre outubro out ottobre ott",
  "november nov novembre noviembre novembro",
  "december dec dezember dez decembre diciembre dic dezembro dicembre",
]);

/** By number of the day, from 1 for Monday. */
export const WEEKDAYS = indexOf([
  "",
  "monday mon montag mo lundi lun lunes segunda lunedi maandag ma",
  "tuesday tue tues dienstag di mardi martes terca martedi dinsdag",
  "wednesday wed mittwoch mi mercredi mer miercoles mie quarta mercoledi woensdag wo",
  "thursday thu thur thurs donnerstag do jeudi jeu jueves jue quinta giovedi gio donderdag",
  "friday fri freitag fr vendredi ven viernes vie sexta venerdi vrijdag vr",
  "saturday sat samstag sa sonnabend samedi sam sabado sab sabato zaterdag za",
  "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo",
]);

export type Edge = "start" | "middle" | "end";

const START = `start beginning early anfang beginn debut principios principio inicios inicio comienzos comienzo
  comeco inizio inizi begin`;
const MIDDLE = "mid middle mitte mi milieu mediados meados meta midden medio";
const END = "end late ende fin fines final finales finais fim fine eind einde";

export const EDGES: ReadonlyMap<string, Edge> = new Map([
  ...[...setOf(START)].map((word) => [word, "start"] as const),
  ...[...setOf(MIDDLE)].map((word) => [word, "middle"] as const),
  ...[...setOf(END)].map((word) => [word, "end"] as const),
]);

export type PeriodUnit = "week" | "month" | "quarter" | "year";

export const UNITS: ReadonlyMap<string, PeriodUnit> = new Map([
  ...[..."week woche semaine semana settimana".split(" ")].map((word) => [word, "week"] as const),
  ..."month monat monats monates mois mes mese maand".split(" ").map((word) => [word, "month"] as const),
  ..."quarter quartal quartals trimestre kwartaal".split(" ").map((word) => [word, "quarter"] as const),
  ..."year jahr jahres jahrs annee an ano anno jaar".split(" ").map((word) => [word, "year"] as const),
]);

type LengthUnit = "minutes" | "hours" | "days" | "weeks" | "months" | "years";

const LENGTH_WORDS: { readonly [U in LengthUnit]: string } = {
  minutes: "minute minutes minuten minutos minuti",
  hours: "hour hours stunde stunden heure heures hora horas ora ore uur uren",
  days: "d day days tag tage tagen jour jours dia dias giorno giorni dag dagen",
  weeks: "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken",
  months: "mo mos month months monat monate monaten mois mes meses mese mesi maand maanden",
  years: "y yr yrs year years jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren",
};

/** Lengths of time, by their word. */
export const LENGTHS: ReadonlyMap<string, LengthUnit> = new Map([
  ...wordsOf("minutes"),
  ...wordsOf("hours"),
  ...wordsOf("days"),
  ...wordsOf("weeks"),
  ...wordsOf("months"),
  ...wordsOf("years"),
]);

function wordsOf(unit: LengthUnit): readonly (readonly [string, LengthUnit])[] {
  return LENGTH_WORDS[unit].split(" ").map((word) => [word, unit]);
}

/** "the coming month", in whatever form. */
export const NEXT = setOf(`
  next coming nachste nachsten nachster nachstes nachstem kommende kommenden kommender kommendes kommendem
  prochain prochaine proximo proxima viene vem prossimo prossima volgend volgende komend komende
`);

/** Words that a phrase about a period may hold beside its edge and its period. */
export const LINKS = setOf(`
  by in at the of until till to about around this on
  bis zum zur gegen um am im des der das den dem diese dieses diesen diesem dieser vom von
  le la les l du de d au en vers pour ici ce cette cet
  el los las del al a hacia para hasta este esta que
  o os do da no em ao por deste desta neste nesta ate
  il lo i di della dell dello alla entro per questo questa quest verso
  het van op tegen rond dit deze
`);
