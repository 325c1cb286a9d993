import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import { parseTemplateFields } from "../../src/description/template.ts";

/** What people put into a template, in their own words: none of it was taken from the texts that the vocabulary was made with. */
interface Asking {
  readonly problem: string;
  readonly measure: string;
  readonly nothing: string;
}

const HEADINGS: Readonly<Record<string, Asking>> = {
  English: {
    problem:
      "Why is this change required? | What is the motivation for this PR? | The problem | Rationale for the change | What user problem are we addressing? | What pain point does this address | Why do we need this? | Background & motivation | Reason for the PR | Problem being solved | Purpose of the change | Why? | What's the need? | What was the issue? | What's broken today? | Problem / opportunity | Customer problem | Why this matters | Why now? | Context & Why | Justification | User need | What motivated this change? | Intent | What bug does this fix? | Why are these changes being made? | The why | Goal and motivation",
    measure:
      "How will we know this was successful? | How do we know if it works in production? | Success metrics | What should we see after this ships? | How we'll measure it | Expected impact on users | Which metric should move? | Post-deployment verification | What to watch after deploy | Monitoring after rollout | Measuring the outcome | Impact metrics | Expected outcomes & how we verify them | Signals to watch | Metrics to monitor | How will the impact be measured? | How can we tell that this helped? | How will success be evaluated? | Definition of success | Outcome measurement | How do we validate this after release? | What will you monitor once this is live? | Desired outcome | Success looks like… | What number do we expect to change? | Evidence that it worked | Post-release checks | Production verification | Which dashboards will you watch? | Hypothesis & success metric",
    nothing:
      "Performance metrics | Model metrics | Bundle size impact | Before / After | Benchmark results | Expected behaviour | Expected result | Actual result | Steps to reproduce | Risk and impact | Impact on other teams | Results | Verification | Validation | How to validate | How to check this PR | How did you verify your changes? | Deployment steps | Release plan | Success criteria for the review | Ready for merge criteria | Why not do it differently? | Why this approach? | Alternatives considered | Reviewer checklist | Metrics coverage | Logs | Test evidence | Proof of testing | Reason for no tests | Reason for breaking change | Monitoring of CI | Security impact | API changes | Anything reviewers should know? | Need help with | Tracking issue | Linked issues | Which issue does this close? | Fixes | Impact | Metrics | Outcome | Scope of impact | User impact | Test results | Data migration | Feature flags | Definition of done | Acceptance criteria | What should reviewers look at? | How can this be tested? | How should this be manually tested? | Checklist before merging | Known limitations | Root directory | Issue number",
  },
  German: {
    problem:
      "Warum brauchen wir das? | Grund der Änderung | Motivation und Hintergrund | Welches Problem wird gelöst? | Problemstellung | Anlass | Warum ist diese Änderung nötig? | Zweck dieses PRs | Begründung | Ausgangslage | Was ist das Problem? | Wozu dient die Änderung? | Kontext",
    measure:
      "Woran erkennen wir, dass es funktioniert hat? | Wie messen wir den Erfolg? | Erfolgskriterien | Was beobachten wir nach dem Release? | Monitoring nach dem Deployment | Welche Kennzahl soll sich verändern? | Erwartete Wirkung | Wie überprüfen wir die Wirkung? | Metriken zur Erfolgsmessung | Erfolgsmetrik | Wie wissen wir, ob es geholfen hat? | Überwachung in Produktion | Prüfung nach dem Rollout",
    nothing:
      "Wie kann man das testen? | Testhinweise | Auswirkungen auf andere Systeme | Bekannte Probleme | Checkliste | Zusätzlicher Kontext | Warum nicht anders? | Warum dieser Ansatz? | Lösung | Akzeptanzkriterien | Erwartetes Verhalten | Screenshots | Risiken | Art der Änderung | Verknüpfte Tickets | Breaking Changes | Offene Fragen | Performance-Messung vorher/nachher | Testabdeckung | Wie wurde es geprüft?",
  },
  French: {
    problem:
      "Pourquoi ce changement ? | Motivation | Quel est le problème ? | Contexte et motivation | Raison de la modification | Besoin utilisateur | Problème à résoudre | À quel besoin répond cette PR ? | Justification | Pourquoi est-ce nécessaire ? | Contexte | Finalité",
    measure:
      "Comment saurons-nous que ça marche ? | Critères de réussite | Comment mesurer l'impact ? | Indicateurs à suivre | Suivi après mise en production | Résultats attendus et mesure | Impact attendu | Métriques de succès | Que surveiller après le déploiement ? | Comment évaluer le succès ? | Quels indicateurs vont bouger ? | Vérification après déploiement | Comment va-t-on mesurer le succès ?",
    nothing:
      "Comment tester ? | Plan de test | Impacts techniques | Problèmes connus | Captures d'écran | Critères d'acceptation | Comportement attendu | Pourquoi pas autrement ? | Choix techniques | Risques | Liens | Type de changement | Comment vérifier ? | Couverture de tests | Informations complémentaires | Résultats des tests | Autres remarques",
  },
  Spanish: {
    problem:
      "¿Por qué es necesario este cambio? | Motivación y contexto | ¿Qué problema resuelve este PR? | Problema | Razón del cambio | Justificación | Propósito | Antecedentes | Necesidad del usuario | ¿Cuál es el problema? | Motivo | ¿Para qué sirve este cambio?",
    measure:
      "¿Cómo sabremos que funcionó? | Criterios de éxito | Métricas de éxito | ¿Cómo mediremos el impacto? | Impacto esperado | Seguimiento posterior al despliegue | ¿Qué vamos a monitorear después del lanzamiento? | ¿Qué métrica debería mejorar? | Indicadores de éxito | ¿Cómo evaluaremos el éxito? | Resultado esperado y cómo medirlo | Verificación en producción | Monitoreo tras el despliegue",
    nothing:
      "¿Cómo probar? | Pruebas realizadas | Impacto en otros módulos | Comportamiento esperado | Problemas conocidos | Criterios de aceptación | Capturas de pantalla | ¿Por qué no se hizo de otra manera? | Riesgos | Tipo de cambio | Enlaces relacionados | Contexto adicional | Cobertura de pruebas | Pasos para reproducir | Notas para el revisor | Lista de verificación | Métricas de rendimiento antes y después",
  },
  Portuguese: {
    problem:
      "Por que essa mudança é necessária? | Motivação | Qual problema este PR resolve? | Contexto e motivação | Motivo da alteração | Problema | Justificativa | Qual a necessidade? | Propósito | Por quê? | Qual é o problema? | Para que serve este PR?",
    measure:
      "Como saberemos que funcionou? | Critérios de sucesso | Métricas de sucesso | Como vamos medir o impacto? | Impacto esperado | Monitoramento pós-deploy | O que monitorar após o deploy? | Qual métrica deve melhorar? | Indicadores de sucesso | Como avaliar o sucesso? | Como validar em produção? | Acompanhamento após a entrega | Resultado esperado e como medir",
    nothing:
      "Como testar? | Testes realizados | Impacto em outros sistemas | Comportamento esperado | Problemas conhecidos | Critérios de aceite | Capturas de tela | Por que não de outra forma? | Riscos | Tipo de mudança | Links relacionados | Contexto adicional | Cobertura de testes | Passos para reproduzir | Observações | Checklist | Evidências | Impactos | Métricas de desempenho antes e depois",
  },
  Italian: {
    problem:
      "Perché questa modifica? | Motivazione | Quale problema risolve? | Contesto e motivazione | Motivo della modifica | Problema | Esigenza | Scopo | Qual è il problema? | Perché è necessario?",
    measure:
      "Come sapremo che ha funzionato? | Criteri di successo | Metriche di successo | Come misureremo l'impatto? | Impatto atteso | Monitoraggio dopo il rilascio | Cosa monitorare dopo il deploy? | Quale metrica deve migliorare? | Indicatori di successo | Come valuteremo il successo? | Verifica in produzione",
    nothing:
      "Come testare? | Test eseguiti | Impatto su altri moduli | Comportamento atteso | Problemi noti | Criteri di accettazione | Screenshot | Perché non in un altro modo? | Rischi | Tipo di modifica | Ulteriori informazioni | Copertura dei test | Passi per riprodurre | Note per il revisore",
  },
  Dutch: {
    problem:
      "Waarom is deze wijziging nodig? | Motivatie | Welk probleem lost dit op? | Context en motivatie | Reden van de wijziging | Probleem | Aanleiding | Wat is het probleem? | Achtergrond | Waarom?",
    measure:
      "Hoe weten we of het gewerkt heeft? | Succescriteria | Hoe meten we het effect? | Verwachte impact | Monitoring na de release | Wat houden we in de gaten na livegang? | Welke metriek moet verbeteren? | Hoe beoordelen we het succes? | Controle na uitrol | Verwachte uitkomst",
    nothing:
      "Hoe te testen? | Testplan | Impact op andere systemen | Verwacht gedrag | Bekende problemen | Acceptatiecriteria | Schermafbeeldingen | Waarom niet anders? | Risico's | Soort wijziging | Gerelateerde links | Testdekking | Aanvullende informatie",
  },
  Polish: {
    problem:
      "Dlaczego ta zmiana jest potrzebna? | Motywacja | Jaki problem rozwiązuje ten PR? | Kontekst i motywacja | Powód zmiany | Problem | Uzasadnienie | Po co? | Na czym polega problem? | Cel i uzasadnienie",
    measure:
      "Skąd będziemy wiedzieć, że zadziałało? | Kryteria sukcesu | Metryki sukcesu | Jak zmierzymy efekt? | Oczekiwany wpływ | Monitoring po wdrożeniu | Co obserwować po wdrożeniu? | Która metryka powinna się poprawić? | Wskaźniki sukcesu | Jak ocenimy sukces? | Weryfikacja na produkcji",
    nothing:
      "Jak testować? | Plan testów | Wpływ na inne moduły | Oczekiwane zachowanie | Znane problemy | Kryteria akceptacji | Zrzuty ekranu | Dlaczego nie inaczej? | Ryzyka | Rodzaj zmiany | Powiązane zgłoszenia | Pokrycie testami | Dodatkowe informacje | Jak sprawdzić?",
  },
  Russian: {
    problem:
      "Зачем нужно это изменение? | Мотивация | Какую проблему решает этот PR? | Контекст и мотивация | Причина изменений | Проблема | Обоснование | В чём проблема? | Почему это нужно? | Для чего",
    measure:
      "Как мы узнаем, что сработало? | Критерии успеха | Метрики успеха | Как будем измерять эффект? | Ожидаемый эффект | Мониторинг после релиза | За чем следить после выкатки? | Какая метрика должна вырасти? | Показатели успеха | Как оценим результат? | Проверка в проде после деплоя",
    nothing:
      "Как тестировать? | План тестирования | Влияние на другие модули | Ожидаемое поведение | Известные проблемы | Критерии приёмки | Скриншоты | Почему не иначе? | Риски | Тип изменений | Связанные задачи | Покрытие тестами | Дополнительная информация | Как проверить? | Что сделано",
  },
  Ukrainian: {
    problem:
      "Навіщо потрібна ця зміна? | Мотивація | Яку проблему вирішує цей PR? | Контекст і мотивація | Причина змін | Проблема | Обґрунтування | У чому проблема? | Чому це потрібно?",
    measure:
      "Як ми дізнаємося, що спрацювало? | Критерії успіху | Метрики успіху | Як виміряємо ефект? | Очікуваний ефект | Моніторинг після релізу | За чим стежити після деплою? | Яка метрика має зрости? | Показники успіху | Перевірка на проді після розгортання",
    nothing:
      "Як тестувати? | План тестування | Вплив на інші модулі | Очікувана поведінка | Відомі проблеми | Критерії приймання | Скріншоти | Чому не інакше? | Ризики | Тип змін | Пов'язані задачі | Покриття тестами | Додаткова інформація | Як перевірити? | Що зроблено",
  },
  Turkish: {
    problem:
      "Bu değişiklik neden gerekli? | Motivasyon | Hangi sorunu çözüyor? | Bağlam ve motivasyon | Değişikliğin nedeni | Sorun | Gerekçe | Sorun nedir? | Amaç | Neden?",
    measure:
      "Başarılı olduğunu nasıl anlayacağız? | Başarı kriterleri | Başarı metrikleri | Etkiyi nasıl ölçeceğiz? | Beklenen etki | Yayın sonrası izleme | Yayından sonra neyi izleyeceğiz? | Hangi metrik iyileşmeli? | Başarı göstergeleri | Canlıda doğrulama",
    nothing:
      "Nasıl test edilir? | Test planı | Diğer modüllere etkisi | Beklenen davranış | Bilinen sorunlar | Kabul kriterleri | Ekran görüntüleri | Neden başka türlü değil? | Riskler | Değişiklik türü | İlgili bağlantılar | Test kapsamı | Ek bilgiler | Notlar",
  },
  Japanese: {
    problem:
      "なぜこの変更が必要か | 変更理由 | 解決したい課題 | 背景 | 目的 | このPRで解決する問題 | 動機 | 変更の背景と目的 | なぜやるのか | どんな問題を解決しますか？ | 経緯 | 対応の背景 | Why（なぜ）",
    measure:
      "成功をどう判断するか | 成功指標 | 効果測定の方法 | 期待する効果 | リリース後に確認すること | どの指標が改善するか | リリース後のモニタリング | うまくいったことをどう確認するか | 本番での確認方法 | 期待される成果と計測方法 | KPI | デプロイ後の監視項目 | どうなったら成功か",
    nothing:
      "テスト方法 | 動作確認 | 影響範囲 | 確認方法 | レビューしてほしい点 | スクリーンショット | 補足 | 既知の問題 | 関連チケット | 変更内容 | 受け入れ条件 | なぜこの方法を選んだか | 代替案 | リスク | 期待する動作 | 再現手順 | テスト結果 | チェックリスト | 備考 | やったこと | やらないこと | 性能への影響 | 実装方針",
  },
  Korean: {
    problem:
      "이 변경이 왜 필요한가요? | 변경 이유 | 해결하려는 문제 | 배경 | 목적 | 작업 배경 | 동기 | 왜 이 작업을 했나요? | 어떤 문제를 해결하나요? | 변경 사유 | 배경 및 목적 | 문제 상황 | PR 작성 이유",
    measure:
      "성공을 어떻게 판단하나요? | 성공 지표 | 효과 측정 방법 | 기대 효과 | 배포 후 확인 사항 | 어떤 지표가 개선되나요? | 배포 후 모니터링 | 운영 환경에서의 확인 | 성공 기준 | 효과를 어떻게 알 수 있나요? | 예상되는 효과 | 모니터링할 지표",
    nothing:
      "테스트 방법 | 테스트 결과 | 영향 범위 | 확인 방법 | 리뷰 요청 사항 | 스크린샷 | 참고 사항 | 알려진 문제 | 관련 이슈 | 변경 사항 | 완료 조건 | 이 방법을 선택한 이유 | 대안 | 리스크 | 기대 동작 | 재현 방법 | 체크리스트 | 기타 | 작업 내용 | 성능 영향 | 구현 방법 | 리뷰어에게",
  },
  Chinese: {
    problem:
      "为什么需要这个改动？ | 变更原因 | 解决什么问题 | 背景 | 目的 | 问题描述 | 动机 | 背景和动机 | 为什么要做 | 需求背景 | 這個 PR 解決了什麼問題？ | 修改原因 | 為什麼需要這個變更",
    measure:
      "如何判断成功？ | 成功指标 | 如何衡量效果 | 预期效果 | 上线后观察什么 | 哪些指标会提升？ | 发布后监控 | 如何知道它有效 | 线上验证 | 成功标准 | 怎麼知道有沒有效果 | 部署後監控項目 | 效果评估方式",
    nothing:
      "测试方法 | 测试结果 | 影响范围 | 验证方法 | 需要 review 的点 | 截图 | 补充说明 | 已知问题 | 相关 issue | 变更内容 | 验收标准 | 为什么选择这个方案 | 替代方案 | 风险 | 预期行为 | 复现步骤 | 检查清单 | 其他 | 性能影响 | 实现方案 | 如何测试 | 備註 | 測試計畫",
  },
};

/** Headings with a hint under them. */
const HINTS: Readonly<Record<keyof Asking, readonly (readonly [heading: string, hint: string])[]>> = {
  problem: [
    ["Summary", "Describe the change and the reason for it."],
    ["What changed", "Tell reviewers what you did, and why it matters."],
    ["Overview", "What problem are we fixing? Link the ticket."],
    ["Details", "A clear explanation of the issue this addresses."],
    ["Changes", "List of changes and rationale behind each"],
    ["Description", "[Explain the need for this change]"],
    ["Beschreibung", "Was ändert sich und aus welchem Grund?"],
    ["Description", "Que change cette PR et pour quelle raison ?"],
    ["Descripción", "Explica qué cambia y el motivo."],
    ["Descrição", "Explique o que muda e qual o motivo."],
    ["Descrizione", "Spiega cosa cambia e il motivo."],
    ["Omschrijving", "Wat verandert er en waarom?"],
    ["Opis", "Co się zmienia i dlaczego?"],
    ["Описание", "Что изменилось и зачем?"],
    ["Опис", "Що змінилося і навіщо?"],
    ["Açıklama", "Ne değişti ve neden?"],
    ["概要", "何を、なぜ変更したか"],
    ["설명", "무엇을 왜 변경했는지 적어주세요"],
    ["描述", "请说明改动内容和原因"],
    ["Summary", "何を、なぜ変更したか"],
    ["Summary", "请说明改动原因"],
    ["Details", "Explique por que essa mudança é necessária"],
  ],
  measure: [
    ["Rollout", "Which dashboards will you watch after the deploy, and for how long?"],
    ["Impact", "How will you measure it?"],
    ["Outcome", "What outcome do you expect and how will we measure it?"],
    ["Release", "What will you monitor once it is live?"],
    ["After merge", "How will we know that it worked?"],
    ["Metrics", "Which metrics do you expect to move?"],
    ["Auswirkung", "Wie messen wir sie nach dem Release?"],
    ["Impact", "Comment le mesurerons-nous après la mise en production ?"],
    ["Impacto", "¿Cómo lo vamos a medir?"],
    ["Impacto", "Como vamos medir depois do deploy?"],
    ["影響", "リリース後にどの指標を見るか"],
    ["영향", "배포 후 어떤 지표를 볼 것인지"],
    ["影响", "上线后看哪些指标"],
  ],
  nothing: [
    ["Metrics", "before / after numbers from the benchmark"],
    ["Metrics", "Accuracy, F1 and loss on the validation set"],
    ["Success criteria", "- [ ] All tests pass\n- [ ] Reviewed by two people\n- [ ] Ready for merge"],
    ["Description", "What does this PR do? How was it tested?"],
    ["Notes", "If no tests were added, explain why."],
    ["Breaking changes", "Explain why the break is needed."],
    ["Alternatives", "Why did you not choose them?"],
    ["Solution", "Explain your approach and why you chose it."],
    ["Testing", "How do you know that it works?"],
    ["Summary", "Include any context reviewers need."],
    ["Description", "A clear and concise description of what this PR does."],
    ["Checklist", "Tick all that apply. If something does not apply, say why."],
    ["Summary", "Add screenshots if there are visual changes, or explain why there are none."],
    ["Impact", "Which users are affected by the change?"],
    ["Monitoring", "Which logs were added?"],
  ],
};

function fieldOf(heading: string, hint = ""): keyof Asking {
  const body = `## ${heading}\n\n${hint}\n\n## Zzz\n`;
  const { problem, measure } = parseTemplateFields({ path: "", body }, DEFAULT_CONFIG.fields);
  return problem ? "problem" : measure ? "measure" : "nothing";
}

describe.each(Object.entries(HEADINGS))("in %s", (_, asking) => {
  test.each(["problem", "measure", "nothing"] as const)("these headings ask for: %s", (field) => {
    expect(asking[field].split(" | ").filter((heading) => fieldOf(heading) !== field)).toEqual([]);
  });
});

test.each(["problem", "measure", "nothing"] as const)("these headings ask with their hints for: %s", (field) => {
  const asComment = (hint: string) => (hint.startsWith("-") ? hint : `<!-- ${hint} -->`);

  expect(HINTS[field].filter(([heading, hint]) => fieldOf(heading, asComment(hint)) !== field)).toEqual([]);
});
