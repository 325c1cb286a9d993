import type { LanguageWords } from "./language-words.ts";

export const TURKISH: LanguageWords = {
  why: "neden|niçin|niye|ne için|ne sebeple",
  reason: "motivasyon*|gerekçe*|sebep|sebebi|sebepler*|nedeni|nedenleri|nedenler|dayanak",
  because: "çünkü",
  purpose: "amaç|amacı|amacını|amaçlar*|maksat|niyet",
  problem:
    "problem|problemi|problemler*|problem tanımı|sorun|sorunu|sorunlar*|ihtiyaç|ihtiyacı|ihtiyaçlar*|sıkıntı*|yanlış olan ne|ne eksik|neyin eksik|ne bozuk|kim zarar görüyor|kim sıkıntı çekiyor|canı yanan|kimin canı yanıyor",
  defect: "hata|hatayı|hatanın|kusur*|arıza*|olay|belirti*",
  issue: "eksiklik*|boşluk",
  solve: "çöz*|gider*|ele al*|düzelt*",
  context: "bağlam*|arka plan*|arkaplan*|geçmiş|kök neden|hata açıklaması|hata tanımı",

  success: "başarı|başarılı*|başarıyı|başarının|işe yaradı*|başarıya",
  impact: "etki|etkisi|etkiler*|etkiyi|etkisini|fark",
  result: "sonuç|sonucu|sonuçlar*",
  expected: "beklenen*|bekliyoruz|hedeflenen*|istenen*|öngörülen*",
  criterion: "kriter*|ölçüt*|tanımı|koşul*|kanıt*|demek|anlama gel*",
  metric: "metrik*|gösterge*|sayı|sayılar*|sinyal*|panelde|panel",
  measure: "ölç*",
  know: "bileceğiz|bilebiliriz|anlayacağız|anlarız|değerlendir*|anlaşıl*",
  monitor: "izle*|takip|gözlem*|uyarılar",
  verify: "doğrula*|kontrol*|incele*",
  after: "sonra|sonrası*|ardından",
  release: "yayın*|canlıya*|sürüm*|dağıtım*|birleştirme*|lansman*",
  place: "canlıda|canlı ortam*|üretim ortam*|prod da",
  move: "iyileş*|değiş*|art*|azal*|düş*|yüksel*",
  gauge: "etki ölçümü|başarı ölçümü|başarı ölçüt*|kpi|işe yaradı mı",

  when: "ne zaman",
  look: "bak*|kontrol*|ölç*|değerlendir*",
  checkBack: "kontrol tarihi|gözden geçirme tarihi|ne zaman bakılacak|tekrar bakma tarihi|ne zaman kontrol",

  how: "nasıl|neyle",
  what: "ne|hangi|neler|nelerdir|nedir",
  will: "olacak|edeceğiz|edilecek|ebiliriz|bileceğiz|anlayacağız",
  ask: "açıkla*|belirt*|anlat*|yaz*|tanımla*|lütfen|özetle*",
  and: "ve|veya|ya da|ile",
  small:
    "bu|kısa|kısaca|ana|bir|için|in|nin|pr|pull|request|mr|değişikliğin|değişikliklerin|mı|mi|mu|ı|i|u|gerekli|yapıldı|yapılan|yapıyor|biz|olan|yaşadığı|yaşanan",
  general: "açıklama*|özet*|değişiklik*|detay*|genel bakış|tanıtım|içerik|ne değişti|ne yapıyor",

  test: "test*|sınama",
  approach:
    "yaklaşım*|çözüm|çözümü|uygulama detay*|tasarım*|alternatif*|karar*|seçim*|seçil*|yöntem*|yol|neden böyle|böyle|bu şekilde|taslak",
  risk: "risk*|geri al*|regresyon*|tehlike*|uyumsuz*|yol açabilir|neden olabilir|çıkabilir|ortaya çıkabilir|yaratabilir|doğurabilir|ters gidebilir|kırıcı|bozan",
  review: "inceleyen*|kabul*|onay*|hazır*|kontrol listesi",
  link: "bağlantı*|referans*|numarası",
  more: "ek|diğer*|ilave*|ilgili|başka|ekstra",
  any: "bilinen*|olası*|potansiyel*|açık|varsa|mevcut sorunlar|mevcut problemler|mevcut hatalar",
  not: "değil|olmadan|yok|mayan|meyen|edilmedi|yapılmadı",
  before: "önce*|öncesi*|yerel*|mevcut|gerçekleşen|yeniden üret*",
  quality: "kapsam*|performans*|model*|boyut*|analiz*|güvenlik*",
  elsewhere: "ekran görüntü*|doküman*|notlar|not|tür|türü|tipi|bağımlılık*|adım*|talimat*|görev*|davranış*|yorum*",
  aside:
    "bağımlılık*|sürüm*|ekran görüntü*|eksik*|atlan*|atlama*|güvenli|istisna*|birleştirme strateji*|strateji*|boyut*|büyük|lisans*|kapsam*",
  if: "ise|eğer|varsa|yoksa",
};
