import type { LanguageWords } from "./language-words.ts";

export const FRENCH: LanguageWords = {
  why: "pourquoi|pour quoi|pour quelle raison|pour quelles raisons|à quoi sert",
  reason:
    "motivation*|motif|motifs|raison|raisons|justification*|justifi*|raison d être|constat|origine de la demande|expression du besoin|contexte du changement|contexte de la|contexte de cette",
  because: "parce que|car",
  purpose: "finalité*|intention*|but de",
  problem:
    "problème|problèmes|problématique*|point de douleur|points de douleur|besoin|besoins|irritant*|ce qui ne va pas|ce qui n allait pas|ce qui manque|ce qui ne marche pas|qui souffre|souffrent|qui en souffre|ce qui fait mal",
  defect: "bogue|bogues|défaut|défauts|anomalie*|incident*|panne|pannes|symptôme*|dysfonctionnement*",
  issue: "lacune*|manque|limite|limites|difficulté*",
  solve: "résolu*|résout|résoudre|résolv*|corrige|corriger|corrigé*|adresse|répond|répondre|règle|remédi*",
  context: "contexte|cause|causes|historique|arrière plan|antécédents|description du bug|description de l anomalie",

  success: "succès|réussite|réussi*|fonctionné|a marché|marche bien|efficace*|efficacité",
  impact: "impact|impacts|effet|effets|incidence|différence",
  result: "résultat|résultats",
  expected: "attendu*|attendons|souhaité*|visé*|escompté*|prévu*|espéré*|désiré*",
  criterion: "critère*|définition|condition|conditions|signe|signes|preuve*|signifie|ressemble",
  metric: "métrique*|indicateur*|chiffre|chiffres|signal|signaux|mesure|mesures|tableau de bord|tableaux de bord",
  measure: "mesurer|mesurons|mesurera|mesurerons|mesuré*|mesure|mesurable*|quantifi*",
  know: "savoir|saurons|saura|sait|saurez|juger|jugera|constater|constatera|reconnaître|déterminer|évaluer|évaluera|évaluerons|verra|verrons",
  monitor: "surveill*|observ*|suivi|suivre|suivra|monitor*|regarder|alerte|alertes",
  verify: "vérifi*|valider|validation|contrôl*",
  after: "après|une fois|à la suite|post",
  release:
    "mise en production|mises en production|mep|livraison|publication|déploie*|déploy*|fusion|sortie|lancement|mise en ligne",
  place: "en production|en prod|production",
  move: "amélior*|augment*|diminu*|rédui*|baisse*|bouge*",
  gauge:
    "mesure du succès|mesures de succès|mesure de l impact|mesure d impact|kpi|kpis|est ce que ça a marché|ça a marché|ça a t il marché|cela a t il fonctionné|a t il fonctionné",

  when: "quand",
  look: "vérifier|vérifierons|regarder|faut il|doit on|devons|saurons|mesurer|faire le point|revoir|contrôler",
  checkBack:
    "date de vérification|date de suivi|date de revue|date de contrôle|à revoir le|revoir le|vérifier le|à vérifier le|point de suivi le|date du bilan|date de bilan",

  how: "comment|à quoi",
  what: "que|quoi|quel|quelle|quels|quelles|qu",
  will: "allons nous|pourra|pourrons|pouvons|peut|peut on|allons|va|saurons|saura|saurez|verrons|vont|va t on|utiliserons|regarderons|suivrons|utilisera",
  ask: "décri*|expliqu*|précis*|indiqu*|donne*|présent*|détaill*|merci de|veuillez",
  and: "et|ou|ainsi que",
  small:
    "le|la|les|l|un|une|des|du|de|d|au|aux|notre|votre|nous|on|vous|il|elle|c|ce|cet|cette|ces|est|sont|était|a|à|pour|par|sur|en|dans|derrière|se|s|y|t|fait|brève*|bref|court*|pr|pull|request|mr|ici|son|sa|ses|être|faire|t on|existant|existante",
  general:
    "résumé|description*|changement*|modification*|aperçu|sommaire|détails|introduction|présentation|contenu|objet|évolution|évolutions",

  test: "testé*|tester|essais|recette|plan de test",
  approach:
    "approche*|solution|solutions|implémentation|conception|alternative*|décision*|choix|choisi*|méthode*|façon|plutôt|pourquoi ainsi|pourquoi comme|de cette façon|de cette manière|brouillon|conception technique",
  risk: "risque*|retour arrière|régression*|danger*|effets de bord|rétrocompatib*|pourrait causer|pourrait il causer|pourrait elle causer|pourraient causer|peut causer|peut il causer|peut elle causer|pourrait entraîner|pourrait il entraîner|pourraient survenir|peuvent survenir|pourrait poser|pourrait il poser|peut poser|peut il poser|pourrait provoquer|pourrait il provoquer|peut provoquer|risque de|mal tourner|cassant*|rupture",
  review: "relect*|relecture|acceptation|approbation|prêt|revue|validation avant",
  link: "lien|liens|référence*|numéro de ticket",
  more: "autre|autres|supplémentaire*|complémentaire*|additionnel*|annexe*|lié|liés|liée|liées|plus",
  any: "éventuel*|connu|connus|connues|possible*|potentiel*|ouverts|restant*|existants|existantes|non résolu*",
  not: "pas|sans|aucun|aucune|non|ne",
  before: "avant|préalable*|local|localement|actuel|actuelle|reproduire|reproduction|constaté",
  quality: "couverture|performance*|périmètre|visuel*|modèle*|taille|analyse|sécurité",
  elsewhere:
    "capture*|documentation|notes|note|type|dépendance*|étapes|remarque*|liste de contrôle|checklist|tâches|comportement|migration|sécurité|accessibilité",
  aside:
    "dépendance*|version|versions|capture*|manque|manquent|manquant*|absence|absent*|omis|omise|ignoré*|sauté*|sûr|sûre|sans danger|exception*|stratégie de fusion|stratégie de merge|taille|gros|grosse|licence*|couverture|bibliothèque*|hors périmètre|exclu*",
  if: "si|s il|s ils|en cas",
  stage:
    "préproduction|pré production|pré prod|environnement de test|environnement de recette|en recette|environnement de dev*",
  past: "été mesuré*|été évalué*|avez vous mesuré*|as tu mesuré*|a t on mesuré*|avons nous mesuré*|avez mesuré",
  made: "ajouté*|introduit*|créé*|supprimé*|renommé*|instrumenté*|avez vous ajouté*|nouvelles métriques|nouveaux indicateurs|nouveaux tableaux de bord|nouvelles alertes|nouveaux dashboards|schéma*",
  vary: "change|changer|évolu*",
  should: "devrait|devraient|doit|doivent|va|vont|changera|changeront|évoluera|évolueront",
  period: "période*|délai*|durée|échéance*|d ici quand|combien de temps|jours|semaines|mois|horizon",
};
