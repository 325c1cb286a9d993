import type { LanguageWords } from "./language-words.ts";

export const PORTUGUESE: LanguageWords = {
  why: "por que|por quê|porque|porquê|para que serve|a que se deve|por que é|por quê é|porque é",
  reason:
    "motivação|motivações|motivo|motivos|razão|razões|justificativa*|justificação|justifique|fundamentação|contexto da mudança|contexto da alteração|contexto deste|contexto desta",
  purpose: "propósito*|finalidade*|intenção",
  problem:
    "problema|problemas|problemática|dor|dores|necessidade|necessidades|o que estava errado|o que está errado|o que falta|o que faltava|o que estava quebrado|cenário de contexto|quem sofre|o que dói|sofrem com",
  defect: "falha|falhas|defeito*|incidente*|sintoma*|erro|erros",
  issue: "lacuna*|limitação|limitações|demanda",
  solve: "resolv*|solucion*|corrig*|aborda*|atende|endereça",
  context: "contexto|contextualização|causa|causas|histórico|origem|antecedentes|descrição do bug|descrição do erro",

  success: "sucesso|sucessos|bem sucedid*|funcionou|deu certo|efetiv*|eficácia",
  impact: "impacto|impactos|efeito|efeitos|diferença",
  result: "resultado|resultados",
  expected: "esperado*|esperada*|esperamos|desejad*|previsto*|prevista*|pretendid*|almejad*",
  criterion: "critério*|definição|condição|condições|sinal de|sinais de|evidência*|significa|como é o",
  metric: "métrica*|indicador*|sinal|sinais|número|números|dado que|painel|painéis",
  measure: "medir|mediremos|medimos|medid*|medição|medições|mensur*|medível|quantific*|aferir|aferido",
  know: "saber|saberemos|sabemos|saberá|julgar|reconhecer|determinar|avaliar|avaliaremos|avaliado|descobrir",
  monitor: "observ*|monitor*|acompanh*|rastre*|olhar|alertas",
  verify: "verific*|valid*|conferir|checar",
  after: "após|depois|uma vez|pós|post",
  release: "implantação|implantado|lançamento|publicação|liberação|entrada em produção|subida|subir|entrega",
  place: "em produção|produção",
  move: "melhor*|aument*|diminu*|reduz*|redu*|sobe|cai",
  gauge: "kpi|kpis|isso funcionou|deu certo|como saberemos",

  when: "quando",
  look: "revisar|revisaremos|verificar|verificaremos|olhar|medir|mediremos|saberemos|saber|avaliar|avaliaremos",
  checkBack:
    "data de revisão|data de verificação|data de acompanhamento|revisar em|verificar em|quando revisar|quando verificar|voltar a olhar",

  how: "como|de que forma",
  what: "que|qual|quais|o que",
  will: "vamos|podemos|poderemos|será|serão|iremos|pode|saberemos|saberá|avaliaremos|usaremos|utilizaremos|olharemos|veremos",
  ask: "descrev*|expliqu*|indiqu*|detalh*|informe|inclua|forneça|conte|cite|apresente",
  and: "e|ou|bem como",
  small:
    "o|a|os|as|um|uma|nosso|nossa|este|esta|estes|estas|isto|isso|esse|essa|esses|essas|de|da|do|das|dos|deste|desta|desse|dessa|dessas|desses|para|por|pelo|pela|por trás|em|no|na|com|se|sua|seu|é|são|foi|há|breve*|curt*|pr|pull|request|mr|aqui|faz|fazer|nesta|neste|nessa|nesse|realizada|realizado|existente|tem|têm",
  general:
    "resumo|descrição|mudança|mudanças|alteração|alterações|modificação|modificações|detalhe|detalhes|introdução|visão geral|conteúdo|implementado|foi feito|feito",

  test: "teste|testes|testado|testar|testei|testou|plano de teste|como testar",
  approach:
    "abordagem|abordagens|solução|soluções|implementação|projeto técnico|alternativa*|decisão|decisões|escolh*|método*|forma|design|por que assim|por quê assim|desta maneira|dessa maneira|deste jeito|rascunho",
  risk: "risco*|reversão|reverter|regressão|regressões|perigo*|incompatib*|quebra|pode causar|poderia causar|podem causar|pode ocasionar|poderia ocasionar|pode provocar|poderia provocar|pode gerar|poderia gerar|podem surgir|poderiam surgir|pode trazer|dar errado",
  review: "revisor*|aceitação|aceite|aprovação|pronto|lista de verificação",
  link: "vínculo*|referência*|número da|card|tarefa|tarefas",
  more: "adicional|adicionais|outro|outra|outros|outras|relacionad*|extra|extras|mais|complementar*",
  any: "conhecid*|possíve*|potencia*|abertos|pendentes|algum|alguma|qualquer|existentes|não resolvid*|sem solução",
  not: "não|sem|nenhum|nenhuma",
  before: "antes|prévi*|local|localmente|atual|reproduzir|reprodução|obtido",
  quality: "cobertura|desempenho|escopo|visual|visuais|modelo*|tamanho|análise|segurança|área|áreas",
  elsewhere:
    "captura*|print|prints|documentação|notas|nota|tipo|dependência*|passos|instruções|observações|lista|comportamento|migração|comentários|evidências",
  aside:
    "dependência*|versão|versões|captura*|print|prints|faltando|faltam|falta de|ausência|omit*|omissão|seguro|segura|exceção|exceções|estratégia de merge|tamanho|grande|licença*|cobertura|pular|pulados|pulado|biblioteca*|fora do escopo|fora de escopo|exclu*",
  if: "se|caso",
  stage:
    "homologação|pré produção|pre produção|pré prod|ambiente de teste|ambiente de testes|ambiente de desenvolvimento",
  past: "foi medid*|foram medid*|mediu|mediram|foi avaliado|foi avaliada|foi mensurad*",
  made: "adicionad*|adicionou|adicionaram|acrescentad*|criad*|criou|introduzid*|removid*|renomead*|excluíd*|novas métricas|novos indicadores|novos dashboards|novos painéis|novos alertas|esquema*",
  vary: "mud*|afeta*|muda",
  should: "deve|devem|deveria|deveriam|vai|vão|mudará|mudarão",
  period: "período|prazo*|quanto tempo|até quando|dias|semanas|meses|horizonte",
};
