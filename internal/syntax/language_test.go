package syntax

import (
	"testing"

	"dateline/internal/text"
	"dateline/rules"
)

// Short news texts, some only a headline. An empty language is one that cannot be told.
var languageTests = []struct {
	language text.Language
	body     string
}{
	{"en", "Police cleared the camp near the harbour on Monday morning, the agency said."},
	{"en", "Two killed as boat sinks off the coast"},
	{"en", "At least 12 people were arrested after the protest in Lyon, according to the prefecture."},
	{"en", "The mayor of Saint-Étienne told Le Progrès that “la situation” was calm."},
	{"fr", "La police a évacué le campement près du port lundi matin, selon l'agence."},
	{"fr", "Deux morts dans le naufrage d'un bateau au large de Calais"},
	{"fr", "Grève à la SNCF : le trafic reste perturbé"},
	{"fr", "Le président de l'ONG Human Rights Watch s'est rendu à New York."},
	{"de", "Die Polizei räumte am Montag das Lager in der Nähe des Hafens, wie die Agentur mitteilte."},
	{"es", "La policía desalojó el campamento cerca del puerto el lunes por la mañana, según la agencia."},
	{"it", "La polizia ha sgomberato il campo vicino al porto lunedì mattina, secondo l'agenzia."},
	{"nl", "De politie heeft maandagochtend het kamp bij de haven ontruimd, aldus het persbureau."},
	{"pt", "A polícia desocupou o acampamento perto do porto na manhã de segunda-feira, segundo a agência."},
	{"sv", "Polisen utrymde lägret vid hamnen på måndagsmorgonen, enligt nyhetsbyrån som inte har fått svar."},
	{"pl", "Policja opróżniła obóz w pobliżu portu w poniedziałek rano, jak podała agencja, która to opisała."},
	{"tr", "Polis pazartesi sabahı liman yakınındaki kampı boşalttı ve bir kişi için ambulans çağrıldı."},
	{"ro", "Poliția a evacuat tabăra de lângă port luni dimineață, potrivit agenției, care nu a fost contrazisă."},
	{"id", "Polisi membersihkan kamp di dekat pelabuhan pada Senin pagi, menurut kantor berita itu."},
	{"ru", "Полиция очистила лагерь у порта в понедельник утром, сообщило агентство, которое было на месте."},
	{"uk", "Поліція звільнила табір біля порту в понеділок вранці, повідомило агентство, яке є на місці."},
	{"ar", "قالت الشرطة إنها أخلت المخيم القريب من الميناء صباح الاثنين"},
	{"fa", "پلیس صبح دوشنبه اردوگاه نزدیک بندر را تخلیه کرد و گفت که این کار ادامه دارد"},
	{"zh", "警方周一上午清理了港口附近的营地。"},
	{"ja", "警察は月曜日の朝、港の近くのキャンプを撤去した。"},
	{"el", "Η αστυνομία εκκένωσε τον καταυλισμό κοντά στο λιμάνι τη Δευτέρα."},
	{"he", "המשטרה פינתה את המחנה ליד הנמל ביום שני בבוקר"},
	{"ko", "경찰은 월요일 아침 항구 근처의 캠프를 철거했다."},
	{"", "12345 !!!"},
	{"", ""},
}

func TestLanguage(t *testing.T) {
	d, err := newDetector(rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range languageTests {
		if got := d.language(test.body); got != test.language {
			t.Errorf("%s\n got %q, want %q", test.body, got, test.language)
		}
	}
}

func BenchmarkLanguage(b *testing.B) {
	d, err := newDetector(rules.FS)
	if err != nil {
		b.Fatal(err)
	}
	body := ""
	for len(body) < enough {
		body += languageTests[2].body + " "
	}
	b.ResetTimer()
	for b.Loop() {
		d.language(body)
	}
}
