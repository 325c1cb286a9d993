import type { LanguageWords } from "./language-words.ts";

export const ENGLISH: LanguageWords = {
  why: "why|what for|how come|what motivated|what motivates|what prompted|what drove|what led to|what triggered|what brought",
  reason:
    "motivation*|motive*|rationale*|reason|reasons|reasoning|justification*|justify|business case|raison d etre|backstory|background*|context of this|context of the|context for this|context for the|context behind|context about the|context about this|context on the|context on why",
  because: "because",
  purpose: "purpose*|intent|intention|intentions",
  problem:
    "problem|problems|problem statement|pain|pains|pain point*|need for|need behind|the need|business need*|user need*|customer need*|what need|what needs|what was wrong|what is wrong|what s wrong|what went wrong|what is broken|what was broken|what broke|what is missing|what was missing|what s broken|what isn t working|what doesn t work|what is not working|hurting|who hurts|what hurts|who suffers|what is painful|struggle with|struggling|issue do our|issue our users|issue our customers|issue do users|issue do customers|issue users have|issue customers have|issue are users|issue are customers|issue users face|issue customers face|issues do our|issues our users|issues our customers|issues do users|issues do customers|issues users have|issues customers have|issues are users|issues are customers|issues users face|issues customers face|have trouble with|trouble with",
  defect:
    "bug|bugs|defect*|incident*|failure*|symptom*|outage*|malfunction*|issue description|issue statement|issue summary|description of the issue|critical issue*|production issue*|core issue|root issue",
  issue: "issue|issues|gap|gaps|shortcoming*|limitation*|challenge*",
  solve:
    "solv*|resolv*|address|addresses|addressed|addressing|tackl*|overcom*|remed*|does this fix|does it fix|does this pr fix|does this change fix|do these changes fix|do we fix|are we fixing|is being fixed|are being fixed",
  context:
    "context|contexts|root cause*|cause|use case*|bug description|bug summary|description of the bug|incident description|incident summary",

  success:
    "success|successful|succeed*|succe*ful|worked|works out|worked out|effective|effectiveness|working as intended|goals? met|better off|paid off",
  impact: "impact*|outcome*|effect|effects|difference",
  result: "result|results",
  expected:
    "expected|expect|expects|desired|intended|anticipated|anticipate|predicted|targeted|hoped|projected|targeting|aiming for|aiming at",
  criterion: "criteri*|definition*|conditions|looks like|look like|sign|signs|evidence|proof|means|mean",
  metric:
    "metric*|kpi*|okr*|indicator*|signal*|number|numbers|statistic*|slo|slos|telemetry|dashboard*|grafana|datadog|sentry|amplitude|mixpanel",
  measure: "quantif*|measure|measures|measuring|measurement*|measurable|measured",
  know: "know|tell|judge|find out|recogni*|learn",
  monitor: "watch*|monitor*|observ*|track|tracks|tracked|look at|look for|keep an eye|alert|alerts|alerting",
  verify: "verif*|validat*|check|checks|checking|evaluat*|assess*|confirm*|prove|proves|see|seen",
  after: "after|once|post|following|when it is|hours after|days after",
  release:
    "releas*|deploy*|launch*|ship*|merg*|rollout*|roll out|rolled out|rolling out|go live|goes live|going live|live|landed|landing|golive",
  place: "in production|in prod|production|on prod|in the wild",
  move: "move|moves|moved|moving|improv*|increas*|decreas*|reduc*|drop|drops|rise|rises",
  gauge:
    "measure|measurement plan|monitoring plan|kpi|kpis|key results|success looks like|did this work|did it work|has it worked|has this worked|hypothes*s to validate|we will know|we ll know",

  when: "when",
  look: "look|look at|check|ask|measure|revisit|evaluate|know|follow up|review the outcome|review the result|review the results|review the impact|to review",
  checkBack:
    "check back*|checkback*|check in date|follow up date|follow up on|review date|look back*|revisit*|when to check*|when to look|when to measure|ask again*|ask on",

  how: "how|how was|how were|how did|how has|how have",
  what: "what|which|whats",
  will: "will|can|could|would|shall|should|ll",
  ask: "describe|explain|state|tell us|outline|summari*|elaborate|detail|discuss|clarify|identify|write|description of",
  and: "and|or|as well as|plus|vs|versus",
  small:
    "provide|include|give|specify|mention|share|list|background job*|background task*|background process*|background color*|background colour*|background image*|background worker*|the|a|an|our|your|this|that|these|those|it|its|we|you|i|us|they|one|in|of|for|to|behind|on|by|with|from|at|into|being|be|is|are|was|were|s|do|does|did|done|has|have|had|make|makes|making|made|brief|briefly|short|main|primary|business|product|project|user|customer|technical|underlying|core|original|general|overall|some|please|here|there|statement|information|info|about|pr|prs|pull|request|mr|patch|commit|work|task|new|now|so|high level|tl|dr|proposed|section|story|feature|code|current|template|form|plan|plans|strategy|users run into|users ran into|users encounter|customers run into|customers ran into|customers encounter|people run into|people ran into|people encounter|they run into|they ran into|they encounter|we run into|we ran into|we encounter|developers run into|developers ran into|developers encounter|clients run into|clients ran into|clients encounter|teams run into|teams ran into|teams encounter|users are encountering|customers are encountering|because of it|because of this|as a result|thereby|to review|version of|versions of|new version of",
  general:
    "summary|summaries|description|overview|detail|details|about|introduction|abstract|changes|change|proposed changes|bugfix|bug fix|feature|new feature|enhancement*|fix|fixes|tldr|tl dr|intro|synopsis|explanation|body|proposal|changed|modification*|update|updates",

  test: "test|tests|tested|testing|tester*|testable|qa|unit|e2e|ci|verification steps|how to verify",
  approach:
    "approach*|solution|solutions|implementation*|design|designs|alternative*|decision*|chose|choose|chosen|choice*|tradeoff*|trade|way|method|methods|architectur*|instead|decided|preferred|right|best|option|options|technical details|this works|it works|draft|wip|like this|like that",
  risk: "risk*|rollback*|roll back|rolling back|revert*|backout|breaking|regression*|danger*|side effect*|backwards|compatib*|safe|safety|could this cause|might this cause|can this cause|may this cause|will this cause|would this cause|could it cause|might it cause|could cause|might cause|may cause|can cause|does this change cause|does this pr cause|could arise|may arise|might arise|can arise|could occur|may occur|might occur|could this introduce|might this introduce|may this introduce|does this introduce|could introduce|might introduce|could this create|might this create|could go wrong|might go wrong|can go wrong|could this pr cause|could this change cause|might this change cause|might this pr cause|introduced by this|caused by this pr|caused by this change|might come up|could come up|api break*|break the api|breaks the api|breaks compatibility",
  review:
    "review*|acceptance|accepted|approv*|ready|checklist*|definition of done|dod|sign off|how to review|what to review|ready to review",
  link: "link|links|linked|url*|ticket*|jira|issue number*|slack|trello|asana|linear issue|story id|closes|reference*|which issue|which issues",
  more: "additional|other|further|extra|more|related|anything",
  any: "any|known|open|remaining|possible|potential|no|outstanding|encounter*|run into|ran into|existing issues|existing problems|existing bugs|existing defects|existing limitations|existing gaps|if you have|if you had|if you are having|if you re having|do you have any|did you have any|unresolved|unsolved|pre existing",
  not: "not|no|isn|aren|don|won|didn|doesn|isnt|without|never|lack|cannot|n t|skip*|omit*|none|nothing",
  before:
    "before|prior|pre|baseline*|candidate|pre release|pre merge|pre deploy*|prior to|locally|local|previous*|actual|steps to reproduce|reproduc*",
  quality:
    "coverage|benchmark*|bundle*|lighthouse|performance|perf|latency|model*|accuracy|throughput|memory|cpu|size|lint*|visual|ui|security|scope|area*|analysis|blast radius|code|dataset*|training|eval",
  elsewhere:
    "checklist*|screenshot*|documentation|docs|changelog*|release notes|release note|type|types|type of change|dependenc*|deployment*|migration*|security|notes|note|todo*|follow ups|followups|demo|video*|instruction*|steps|how it works|implementation details|reviewer*|environment*|license*|contribut*|agreement|recording*|version*|configuration|files|breaking changes|behavior|behaviour|ai|assignee*|label*|milestone*|measured impact|measured improvement*|measured result*|measured performance|measured effect*",
  aside:
    "dependenc*|dependabot|version*|bump*|screenshot*|video*|recording*|coverage|lint*|exception*|exempt*|bypass*|waiv*|suppress*|merge strategy|merge method|merge commit|squash*|rebas*|force push*|force merge*|merging early|early merge|target branch|base branch|this branch|large|big|pr size|size|missing|left out|absent|absence|omission|license*|licence*|closing|secure|correct|unchecked|ci fail*|failing checks|self merg*|auto merg*|automerge*|this label|these labels|new library|this library|this package|new package*|third party*|the build|failing|out of scope|cherry pick*|exclusion*|excluded|maintenance window|migration window|downtime",
  if: "if|in case|unless",
  stage:
    "staging|preprod*|pre prod|pre production|uat|sandbox*|preview|preview deploy*|localhost|dev environment|test environment|development environment|qa environment|staging environment|to dev|on dev|in dev|to test|dev cluster|dev server",
  past: "how was|how were|how did|how has|how have|was measured|were measured|been measured|you measured|we measured|was it measured|was evaluated|were evaluated|been evaluated|did you verify|did you check|did you validate|did you look at|did you see|did you monitor|did you observe|did you evaluate|did you track|have you verified|have you checked|have you validated|have you observed",
  made: "added|adds|adding|did you add|do you add|does this add|does it add|does this pr add|does this change add|did we add|will you add|to be added|introduced|introduces|did you introduce|does this pr introduce|created|creates|did you create|instrumented|instrumentation|emitted|emits|emit|exposed|exposes|expose|renamed|renames|renaming|removed|removes|removing|deleted|deletes|deprecated|deprecates|schema*|metrics impact|metric impact|dashboard impact|telemetry impact|new metric*|new dashboard*|new alert*|new monitor*|new kpi*|new signal*|new telemetry|new indicator*|new or changed|new or updated|new and changed",
  vary: "change|changes|affect*|shift*",
  should: "should|expected to|supposed to|ought to",
  period:
    "period|timeframe|time frame|time span|how long|how soon|by when|until when|deadline|horizon|time window|days|weeks|months|time range",
};
