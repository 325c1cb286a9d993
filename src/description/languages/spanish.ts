import type { LanguageWords } from "./language-words.ts";

export const SPANISH: LanguageWords = {
  why: "por qué|porqué|el porque|por cuál razón|a qué se debe|para qué sirve|por que é",
  reason:
    "motivación*|motivo|motivos|razón|razones|justificación|justifica|justifique|fundamento|razonamiento|contexto del cambio|contexto de este|contexto de la",
  because: "porque",
  purpose: "propósito*|finalidad|intención",
  problem:
    "problema|problemas|problemática|planteamiento|punto de dolor|puntos de dolor|necesidad|necesidades|qué estaba mal|qué está mal|qué falla|qué fallaba|qué falta|qué faltaba|qué andaba mal|quién sufre|a quién le duele|qué duele|sufren",
  defect: "fallo|fallos|falla|fallas|defecto*|incidente*|incidencia*|síntoma*|avería*",
  issue: "carencia*|limitación|limitaciones|brecha*|error|errores",
  solve: "resuelv*|resolv*|resuelto*|solucion|soluciona|solucionar|soluciono|solucionan|corrig*|aborda*|atiende",
  context:
    "contexto|antecedentes|trasfondo|causa|causas|origen|descripción del error|descripción del bug|descripción del fallo",

  success: "éxito|éxitos|exitos*|ha funcionado|funcionó|efectiv*|eficacia",
  impact: "impacto|impactos|efecto|efectos|diferencia",
  result: "resultado|resultados",
  expected: "esperado*|esperada*|esperamos|deseado*|deseada*|previsto*|prevista*|pretendido*|anticipado*",
  criterion:
    "criterio*|definición|condición|condiciones|señal de|señales de|evidencia*|prueba de éxito|significa|se ve el",
  metric: "métrica*|indicador*|cifra|cifras|señal|señales|número|números|tablero*|panel|paneles",
  measure: "medir|mediremos|medimos|mide|medirá|medido|medida|medidas|medición|mediciones|medible*|cuantific*|medir*",
  know: "saber|sabremos|sabemos|sabrá|juzgar|reconocer|determinar|evaluar|evaluaremos|evaluará|comprobaremos",
  monitor: "observ*|monitore*|monitoriz*|vigil*|seguimiento|supervis*|rastre*|alertas",
  verify: "verific*|comprob*|valid*|revisar",
  after: "después|tras|una vez|luego|posterior|posteriores|post",
  release:
    "despliegue*|desplegar|desplegado|lanzamiento|publicación|liberación|puesta en producción|salida a producción|fusión",
  place: "en producción|producción",
  move: "mejor*|aument*|disminu*|reduc*|sube|baja|mueve",
  gauge: "medición del éxito|kpi|kpis|medidas de éxito|ha funcionado|cómo se ve el éxito",

  when: "cuándo",
  look: "revisar|revisaremos|comprobar|comprobaremos|mirar|medir|mediremos|sabremos|verificar|volver|evaluar|evaluaremos",
  checkBack:
    "fecha de revisión|fecha de seguimiento|fecha de comprobación|fecha de verificación|revisar el|volver a mirar|volver a revisar",

  how: "cómo",
  what: "qué|cuál|cuáles",
  will: "vamos a|podemos|podremos|se puede|se podrá|puede|sabremos|sabrá|evaluaremos|mediremos|usaremos|utilizaremos|miraremos|veremos|usamos para",
  ask: "describ*|explic*|indic*|detall*|proporcion*|incluy*|menciona*|favor|cuenta",
  and: "y|e|o|u|así como",
  small:
    "el|la|los|las|lo|un|una|nuestro|nuestra|este|esta|estos|estas|esto|ese|esa|de|del|para|por|detrás|a|al|en|con|se|su|sus|es|son|fue|ha|hay|breve*|corta|corto|que|si|pr|pull|request|mr|aquí|hace|hacer|realiza*|nos|te|haces|existente",
  general:
    "resumen|descripción|cambio|cambios|modificación|modificaciones|detalle|detalles|introducción|visión general|contenido|qué hace|qué cambia",

  test: "prueba|pruebas|probar|probado|probó|probaste|testear|testeado|plan de pruebas|cómo probar",
  approach:
    "enfoque*|solución|soluciones|implementación|diseño|alternativa*|decisión|decisiones|elegid*|elección|eligió|método*|forma|por qué así|de esta manera|de este modo|borrador",
  risk: "riesgo*|reversión|revertir|regresión|regresiones|peligro*|incompatib*|ruptura|podría causar|podrían causar|puede causar|podría ocasionar|puede ocasionar|podría provocar|puede provocar|podría generar|puede generar|podrían surgir|pueden surgir|podría traer|salir mal",
  review: "revisor*|aceptación|aprobación|listo|lista de verificación|lista de comprobación",
  link: "enlace*|vínculo*|referencia*|número de",
  more: "adicional*|otro|otra|otros|otras|relacionad*|extra|más",
  any: "conocido*|posible*|potencial*|abiertos|pendientes|algún|alguna|cualquier|existentes|sin resolver|no resueltos",
  not: "no|sin|ningún|ninguna",
  before: "antes|previo|previa|previos|previas|local|localmente|actual|reproducir|reproducción|obtenido",
  quality: "cobertura|rendimiento|alcance|visual|modelo*|tamaño|análisis|seguridad|área|áreas",
  elsewhere:
    "captura*|documentación|notas|nota|tipo|dependencia*|pasos|instrucciones|observaciones|lista|tareas|comportamiento|migración|comentarios",
  aside:
    "dependencia*|versión|versiones|captura*|falta|faltan|faltante*|ausencia|omit*|omisión|seguro|segura|excepción|excepciones|estrategia de fusión|estrategia de merge|tamaño|grande|licencia*|cobertura|salta*|librería*|biblioteca*|fuera de alcance|fuera del alcance|exclu*",
  if: "si|en caso",
  stage:
    "preproducción|pre producción|entorno de pruebas|entorno de test|ambiente de pruebas|entorno de desarrollo|homologación",
  past: "se midió|se midieron|se ha medido|se han medido|midió|midieron|mediste|ha sido medido|fue medido|fue medida|has medido|habéis medido|se evaluó",
  made: "agregaron|agregado*|agregada*|agregaste|añadid*|añadieron|añadió|añadiste|agregó|introducid*|cread*|eliminad*|eliminaron|renombrad*|nuevas métricas|nuevos indicadores|nuevos tableros|nuevas alertas|nuevos paneles|esquema*",
  vary: "cambi*|afecta*",
  should: "debería|deberían|debe|deben|va a|van a|cambiará|cambiarán|mejorará|mejorarán",
  period: "período|periodo|plazo*|cuánto tiempo|para cuándo|días|semanas|meses|horizonte",
};
