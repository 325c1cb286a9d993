/**
 * Headings that ask for nothing in particular; only the hint below them says what they ask for. Matched on normalised
 * words.
 */
const GENERAL_NAMES = [
  "summary|summary of changes?|description|overview|details?|about|introduction|abstract|what|the what|changes?|proposed changes?|bug|bug ?fix|feature|new feature|enhancement|fix|tl ?dr|intro|brief|synopsis|explanation|body|pull request|change|proposal|what and how|what how",
  "resumen|descripcion|cambios|resume|changements?|modifications?|beschreibung|zusammenfassung|anderungen|uberblick|descricao|resumo|mudancas|alteracoes|descrizione|riepilogo|modifiche|cambiamenti|omschrijving|beschrijving|samenvatting|wijzigingen|opis|podsumowanie|zmiany|описание|кратко|изменения|опис|зміни|aciklama|ozet|degisiklikler",
  "概要|説明|変更(?:点|内容|概要)?|やったこと|対応内容|内容|修正内容|설명|요약|개요|변경 ?(?:사항|내용|점)|작업 ?(?:사항|내용)|내용|描述|说明|概述|摘要|說明|变更(?:内容|说明)?|改动(?:内容|说明)?|修改(?:内容|说明)?|變更(?:內容|說明)?|简介|簡介|内容|內容",
].join("|");

const GENERAL = new RegExp(
  `^(?:(?:pr|pull request|brief|short|quick|a|the|your|our|general|change|changes|high level|une?|la|le|el|una?|die|der|kurze|uma|breve|een|korte|krotki|краткое|короткии|kisa) ){0,3}(?:${GENERAL_NAMES})(?: (?:of|for|to|del?|des|der|du|da|do|dos|di|van|von|this|cambios|zmian|изменении|змін)\\b.*)?$`,
  "u",
);

/** "What does this change?", "Que fait cette PR ?" */
const GENERAL_QUESTION =
  /^what (?:does|do|did|is|are|was|s|has|have|will) (?:this|the|these|you|it|in|your|we|that|new|changed|being|been)\b|^whats? (?:changed|changes|new|in this)\b|^what changes? (?:does|do|did|are|is|were|have)\b|^describe (?:the|your|this|what) (?:change|pr|pull|what|you|this|changes)\b|^tell us\b|^(?:o )?que (?:esse|este|essa|esta|fait|fa|hace|faz|muda|cambia)\b|^was (?:macht|andert|wurde)\b|^cosa (?:fa|cambia)\b|^wat (?:doet|verandert|is)\b|^co (?:robi|zmienia|zostalo)\b|^что (?:делает|сделано|меняет|изменилось|было)(?: |$)|^що (?:робить|зроблено|змінює|змінилося)(?: |$)|^bu (?:pr|degisiklik) ne\b|^(?:このpr|この変更|何を)|^(?:무엇을|어떤 변경|이 pr)|^(?:这个|此|本次?|這個)(?:pr|改动|变更|提交)|^做了什么|^改了什么/u;

/** Words in a hint that ask for the reason, in all supported languages. */
const ASKS_FOR_REASON = new RegExp(
  [
    "\\b(?:why|motivat\\w+|rationale|reasons?|reasoning|purpose|problems?|background|solv(?:e|es|ed|ing)|justif\\w+|what (?:was|is|went) (?:wrong|broken|missing)|need (?:for|behind)|intent(?:ion)?|pain points?|use case|context (?:of|for|behind|about|on) (?:the|this|your|why))\\b",
    "\\b(?:besoins?|intention|pourquoi|raisons?|probleme|problematique|contexte)\\b",
    "\\b(?:warum|wieso|weshalb|grund|grunde|zweck|hintergrund|anlass|begrund\\w+)\\b",
    "\\b(?:por que|para que|motivos?|motivacion|motivacao|razon|razao|proposito|problemas?|necesidad|necessidade|justificativa)\\b",
    "\\b(?:perche|ragione|scopo|motivazion\\w|motivi|problema|problemi|esigenza)\\b",
    "\\b(?:waarom|reden|aanleiding|probleem|achtergrond|dlaczego|po co|powod|uzasad\\w+|neden|nicin|sebep|gerekce|amac\\w*|sorun\\w*)\\b",
    "почему|зачем|причин|проблем|мотивац|чому|навіщо",
    "なぜ|理由|背景|目的|課題|経緯|動機|왜|이유|배경|목적|동기|문제|为什么|為什麼|为何|為何|原因|动机|動機|解决.{0,6}问题|解決.{0,6}問題|具体问题|具體問題",
  ].join("|"),
  "iu",
);

/** "Why it was not tested", "any problems?" and "the reason for a decision" ask for something else. */
const ASKS_OTHERWISE =
  /\bno need\b|\bwhy (?:not|it (?:is|was) not|it isn|no tests?|there (?:are|is) no|you (?:chose|did not|didn|think|can not|cannot)|this (?:approach|solution|way)|an?\b[^.?]{0,30}\bnot)\b|\b(?:any|no|known|potential|possible|run into|encounter\w*|with|have) (?:\w+ )?problems?\b|\bdecisions?[^.?]{0,40}\breasons?\b|\breasons? (?:for|behind|why)[^.?]{0,30}\b(?:decisions?|approach|not|breaking|design)\b/giu;

/** Is this a heading that can ask for anything? */
export function isGeneral(words: string): boolean {
  return GENERAL.test(words) || GENERAL_QUESTION.test(words);
}

/** Does a hint ask for the reason? */
export function asksForReason(hint: string): boolean {
  const words = hint
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[*_`"'“”‘’]+/g, " ")
    .replace(/\s+/g, " ");
  return ASKS_FOR_REASON.test(words.replace(ASKS_OTHERWISE, " "));
}

/** Does a hint ask for a link or an issue number, but not for a reason? */
export function asksForLinkOnly(hint: string): boolean {
  return LINK.test(hint) && !asksForReason(hint);
}

const LINK =
  /\b(?:links?|urls?|issues?|tickets?|jira|clos(?:es|ed)|fixe[sd]|related|slack|discussions?|enlaces?|lien|liens|verkn\w+|ссылк\w*)\b|https?:\/\/|链接|連結|リンク|링크/iu;

const CHOOSE =
  /\b(?:delete|remove) (?:as appropriate|(?:the |any |those |options|lines|all )[^.]{0,40}(?:not|don|apply|applicable|relevant))|\b(?:choose|select|pick|check|tick|mark) (?:one|all|the (?:appropriate|relevant|type|option|box))|\bput an? x\b/i;

/** Is everything below a heading a list to choose from? */
export function isChoice(hint: string): boolean {
  if (CHOOSE.test(hint) && !asksForReason(hint)) return true;
  const lines = hint
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const boxes = lines.filter((line) => /^\s*(?:[-*+]|\d{1,3}[.)])\s+\[[ xX]?\]/.test(line));
  // One line may be an instruction such as "Please choose one:".
  return boxes.length >= 2 && lines.length - boxes.length <= 1;
}
