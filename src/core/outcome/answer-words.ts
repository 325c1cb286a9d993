import type { Verdict } from "./verdict.ts";

// Words that answer, in English, German, French, Spanish, Portuguese, Italian and Dutch, in this order. All in lower case and
// without accents, as `fold` leaves a text.

/** The answer words. */
export const ANSWER_WORDS: { readonly [V in Verdict]: readonly string[] } = {
  worked: [
    ...["worked", "it worked", "has worked", "it has worked", "works", "it works"],
    ...["hat funktioniert", "es hat funktioniert", "hat geklappt", "funktioniert"],
    ...["ca a marche", "a marche", "reussi", "ca marche"],
    ...["funciono", "ha funcionado", "funciona"],
    ...["funcionou"],
    ...["ha funzionato", "funzionato", "funziona"],
    ...["gewerkt", "het heeft gewerkt", "het werkte", "werkte", "gelukt", "werkt"],
  ],
  partly: [
    ...["partly", "partially", "in part", "partly worked", "partially worked", "worked partly", "worked partially"],
    ...["it partly worked", "it partially worked", "it worked partly", "it worked partially", "worked in part"],
    ...["teilweise", "zum teil", "teilweise funktioniert", "zum teil funktioniert", "hat teilweise funktioniert"],
    ...["hat zum teil funktioniert"],
    ...["en partie", "partiellement", "partiellement reussi", "ca a marche en partie", "a marche en partie"],
    ...["ca a en partie marche", "ca a partiellement marche"],
    ...["parcialmente", "en parte", "funciono en parte", "funciono parcialmente"],
    ...["em parte", "funcionou em parte", "funcionou parcialmente"],
    ...["parzialmente", "in parte", "ha funzionato in parte", "funzionato in parte", "ha funzionato parzialmente"],
    ...["deels", "gedeeltelijk", "deels gelukt", "gedeeltelijk gelukt", "deels gewerkt", "werkte deels"],
  ],
  missed: [
    ...[
      "missed",
      "it missed",
      "did not work",
      "didn't work",
      "it did not work",
      "it didn't work",
      "failed",
      "it failed",
    ],
    ...["has not worked", "hasn't worked", "does not work", "doesn't work"],
    ...["verfehlt", "hat nicht funktioniert", "es hat nicht funktioniert", "nicht funktioniert", "funktioniert nicht"],
    ...["hat nicht geklappt"],
    ...["manque", "rate", "n'a pas marche", "ca n'a pas marche", "ca ne marche pas"],
    ...["no funciono", "no ha funcionado", "fallido", "no funciona"],
    ...["nao funcionou", "falhou", "nao funciona"],
    ...["non ha funzionato", "mancato", "non funziona"],
    ...["mislukt", "niet gelukt", "werkte niet", "het werkte niet", "werkt niet"],
  ],
  unclear: [
    ...[
      "unclear",
      "it is unclear",
      "it's unclear",
      "not clear",
      "can't tell",
      "cant tell",
      "cannot tell",
      "can not tell",
    ],
    ...["we can't tell", "we cannot tell"],
    ...["unklar", "nicht klar", "weiß nicht", "weiss nicht", "kann ich nicht sagen"],
    ...["pas clair", "ce n'est pas clair", "incertain"],
    ...["no esta claro", "poco claro", "incierto"],
    ...["nao esta claro", "incerto"],
    ...["non e chiaro", "non chiaro"],
    ...["onduidelijk", "niet duidelijk"],
  ],
};

/** Said of many things: alone on the line, and not right after the question, it may be about something else. */
export const LOOSE_WORDS: readonly string[] = [
  ...["works", "it works", "failed", "it failed", "does not work", "doesn't work"],
  ...["funktioniert", "funktioniert nicht", "ca marche", "ca ne marche pas", "funciona", "no funciona", "nao funciona"],
  ...["funziona", "non funziona", "werkt", "werkt niet"],
];

/** Everyday words: an answer only alone on the line, and right after the question. */
export const EVERYDAY_WORDS: { readonly [V in "worked" | "missed"]: readonly string[] } = {
  worked: ["yes", "yep", "yeah", "ja", "oui", "si", "sim"],
  missed: ["no", "nope", "nein", "non", "nao", "nee"],
};

/** Thanks: a comment that begins with them goes to a colleague. */
export const THANKS_WORDS: readonly string[] = [
  ...["thanks", "thank you", "many thanks", "thx", "danke", "vielen dank", "merci", "gracias", "muchas gracias"],
  ...["obrigado", "obrigada", "grazie", "bedankt", "dank"],
];

/** What may follow an answer word and adds nothing: "worked great", "worked, thanks". */
export const POLITE_WORDS: readonly string[] = [
  ...THANKS_WORDS,
  ...["great", "fine", "well", "perfectly", "nicely", "please", "super", "gut", "prima", "bestens", "bitte"],
  ...["tres bien", "bien", "muy bien", "muito bem", "bem", "molto bene", "bene", "benissimo", "goed"],
];
