import type { LanguageWords } from "./language-words.ts";

export const POLISH: LanguageWords = {
  why: "dlaczego|po co|czemu|z jakiego powodu",
  reason: "motywacj*|powód|powody|powodu|powodem|uzasadni*|przesłank*|geneza",
  because: "ponieważ|bo",
  purpose: "przeznaczenie|zamiar|intencj*",
  problem:
    "problem|problemy|problemu|problemem|bolączk*|potrzeb*|co było nie tak|co jest nie tak|co nie działa|co nie działało|czego brakuje|czego brakowało|kogo boli|co boli|kto cierpi|kto na tym cierpi",
  defect: "błąd|błędu|błędy|usterk*|awari*|incydent*|objaw*",
  issue: "luk*|brak|braki|ograniczeni*|zgłoszenie",
  solve: "rozwiązuj*|rozwiąza*|rozwiązać|naprawia*|naprawi*|adresuj*|usuwa",
  context: "kontekst*|tło|przyczyn*|historia|opis błędu",

  success: "sukces*|powodzeni*|zadziałał*|udało|skuteczn*",
  impact: "wpływ*|efekt*|skutek|skutki|różnic*",
  result: "rezultat*|wynik*",
  expected: "oczekiwan*|spodziewan*|pożądan*|zamierzon*|oczekujemy",
  criterion: "kryteri*|definicj*|warunk*|oznak*|dowód|dowody|oznacza",
  metric: "metryk*|wskaźnik*|miernik*|miara|miary|liczba|liczby|sygnał*|pulpit*",
  measure: "zmierz*|mierz*|pomiar*|mierzal*",
  know: "wiedzieć|poznamy|dowiemy|ocenimy|ocenić|stwierdz*|rozpozna*|oceni*",
  monitor: "obserw*|monitor*|śledz*|alerty",
  verify: "sprawdz*|weryfik*|kontrol*|walid*",
  after: "po|gdy już",
  release: "wdrożeni*|wydani*|publikacj*|uruchomieni*|scaleni*|wypuszczeni*",
  place: "na produkcji|produkcja|produkcji",
  move: "popraw*|wzroś*|spadn*|zmniejsz*|zwiększ*|rośnie|spada",
  gauge: "pomiar sukcesu|pomiar efektu|kpi|po czym poznamy|skąd będziemy wiedzieć|czy to zadziałało|czy zadziałało",

  when: "kiedy",
  look: "sprawdz*|zmierz*|wroc*|wróc*|będziemy wiedzieć|oceni*|zweryfik*",
  checkBack:
    "data sprawdzenia|data weryfikacji|data przeglądu|kiedy sprawdzić|kiedy wrócić|sprawdzić dnia|termin weryfikacji",

  how: "jak|po czym|skąd",
  what: "co|jaki|jaka|jakie|który|która|które",
  will: "będziemy|będzie|możemy|można|poznamy|dowiemy|ocenimy|użyjemy|wykorzystamy|sprawdzimy",
  ask: "opisz|wyjaśnij|podaj|napisz|określ|przedstaw|opisać|proszę",
  and: "i|oraz|lub|albo|a także|a",
  small:
    "krótki*|krótko|nasz|nasza|jest|są|to|ta|ten|te|tej|tego|tych|tym|dla|za|do|w|z|na|o|się|my|pr|pull|request|mr|wprowadzenia|stoi|opis|czy|istniejąc*|mają",
  general:
    "opis|opis zmian|podsumowani*|zmiana|zmiany|zmian|szczegóły|streszczeni*|przegląd|wprowadzenie|co robi|co zmienia",

  test: "testowan*|testów|testy|przetestowan*|testować|plan testów|test",
  approach:
    "podejści*|rozwiązanie techniczne|implementacj*|projekt|alternatyw*|decyzj*|wybran*|wybór|wyboru|sposób|metod*|dlaczego tak|czemu tak|w ten sposób|rozwiązanie|rozwiązania|szkic|wersja robocza",
  risk: "ryzyk*|wycofani*|cofnięci*|regresj*|zagrożeni*|niezgodn*|może spowodować|może to spowodować|mogą spowodować|może wywołać|może to wywołać|mogą wystąpić|mogą się pojawić|może wprowadzić|pójść nie tak",
  review: "recenz*|akceptacj*|zatwierdz*|gotow*|lista kontrolna",
  link: "odnośnik*|powiązania|odwołani*|numer zgłoszenia",
  more: "dodatkow*|inne|inny|inna|pozostał*|powiązan*|więcej",
  any: "znane|znany|możliw*|potencjaln*|ewentualn*|jakiekolwiek|istniejące problemy|istniejące błędy|istniejące usterki|istniejących|nierozwiązan*",
  not: "nie|bez|żaden|żadnych",
  before: "przed|wcześniej|lokalnie|obecn*|aktualn*|rzeczywist*|odtworz*",
  quality: "pokryci*|wydajnoś*|zakres*|model*|rozmiar*|analiz*|bezpieczeństw*",
  elsewhere: "zrzut*|dokumentacj*|uwagi|notatk*|typ|rodzaj|zależnoś*|kroki|instrukcj*|zadania|zachowani*|komentarz*",
  aside:
    "zależnoś*|wersj*|zrzut*|brak testów|brak zrzutów|brakuje|brakując*|pominięt*|pominięci*|pomijan*|bezpieczn*|wyjąt*|strategi*|rozmiar*|duży|duża|licencj*|pokryci*|bibliotek*|poza zakresem|wyklucz*",
  if: "jeśli|jeżeli|gdy",
  stage: "środowisko testowe|środowisku testowym|preprodukcj*|na stagingu|stagingu|środowisku deweloperskim",
  past: "zmierzono|zmierzyliście|zmierzyłeś|zmierzyłaś|mierzono|zmierzony|zmierzona|zmierzone|oceniono",
  made: "dodano|dodane|dodany|dodana|dodałeś|dodałaś|dodaliście|dodajesz|wprowadzono|utworzono|usunięt*|przemianowan*|nowe metryki|nowe wskaźniki|nowe pulpity|nowe alerty|schemat*",
  vary: "zmieni*",
  should: "powinien|powinna|powinno|powinny|ma się|mają się|zmieni|zmienią",
  period: "okres|okresu|termin|do kiedy|jak długo|dni|tygodni|tygodnie|miesięcy|miesiące|horyzont",
};
