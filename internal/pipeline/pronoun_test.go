package pipeline_test

import (
	"strings"
	"testing"

	"dateline/internal/pipeline"
	"dateline/internal/text"
)

// pronounTests mark a pronoun with [ ] and the mention that it stands for with ‹ ›; without ‹ › it stands for nobody.
var pronounTests = []struct {
	language text.Language
	marked   string
}{
	{text.French, "‹La maire› de Lille a rencontré les syndicats. [Elle] a promis une réponse lundi."},
	{text.French, "‹Le préfet› a interdit la marche. [Il] craint des violences."},
	{text.French, "‹Les agriculteurs› ont bloqué le port. [Ils] demandent des aides."},
	{text.French, "‹Les infirmières› manifestent depuis mardi. [Elles] réclament une hausse des salaires."},
	{text.French, "‹Paul Martin› a quitté la salle. [Il] n'a pas répondu aux questions."},
	{text.French, "‹Claire Dubois› a été élue dimanche. [Elle] succède à un socialiste."},
	{text.French, "‹Le ministre› a défendu [son] projet devant les députés."},
	{text.French, "‹Les grévistes› ont annoncé [leur] départ."},
	{text.French, "‹La présidente› a présenté [ses] excuses."},
	{text.French, "‹Julie Moreau› a porté plainte. Un policier [l']a frappée."},
	{text.French, "Les gendarmes ont arrêté ‹un homme›. [Il] avait une arme."},
	{text.French, "La police a interpellé ‹deux femmes›. [Elles] ont été libérées."},
	{text.French, "‹Les migrants› ont quitté le camp avec [leurs] enfants."},
	{text.French, "Selon ‹Marc Petit›, [il] faudra attendre.|no"},
	{text.French, "Hier, [il] pleuvait sur la ville.|no"},
	{text.French, "La maire a reçu ‹le préfet›. [Il] a quitté la ville le soir."},
	{text.French, "‹Le syndicat› a refusé l'offre. [Il] appelle à la grève."},
	{text.French, "‹L'association› aide les réfugiés. [Elle] distribue des repas."},
	{text.French, "‹Anne Leroy› dit que le maire doit partir. [Elle] a lancé une pétition."},
	{text.French, "Sophie Durand a interpellé ‹le ministre›. [Il] n'a rien dit."},
	{text.French, "‹Le juge› a entendu les témoins. [Il] rendra sa décision mardi."},
	{text.French, "‹Le suspect› a tiré sur les agents, puis [il] s'est enfui."},
	{text.French, "‹Les étudiants› ont occupé la faculté. La police [les] a évacués."},
	{text.French, "‹La victime› a été conduite à l'hôpital. [Sa] vie n'est pas en danger."},
	{text.French, "‹Les habitants› sont inquiets. Le maire [leur] a parlé."},
	{text.French, "‹Le général› a pris le pouvoir. Ses soldats [lui] obéissent."},
	{text.French, "‹Nadia Benali› a fui son pays. [Elle] vit à Lyon."},
	{text.French, "‹Les pêcheurs› ont incendié des palettes. [Leur] colère monte."},
	{text.French, "‹Le chauffeur› est mort. [Son] frère a porté plainte."},
	{text.French, "‹Marie Lopez› a parlé aux ouvriers. « Nous sommes prêts », a[-t-elle] dit."},
	{text.French, "‹Les députés› ont rejeté le texte. [Ils] voteront encore jeudi."},
	{text.French, "Le maire et ‹la préfète› ont visité le site. [Elle] a promis des renforts."},
	{text.English, "‹Ann Hall› met the miners. [She] promised help."},
	{text.English, "The police arrested ‹a man› on Monday. [He] had a gun."},
	{text.English, "‹The protesters› blocked the road. [They] want the mayor to resign."},
	{text.English, "‹The mayor› defended [his] record."},
	{text.English, "‹The minister› said [she] would resign."},
	{text.English, "‹Workers› at the plant ended [their] strike on Friday."},
	{text.English, "‹The company› closed [its] office in Lagos."},
	{text.English, "‹Sarah Cole› blamed [herself]."},
	{text.English, "John Cole said ‹Mary Ford› lied. The court believed [her]."},
	{text.English, "‹John Cole› told the judge that [he] was innocent."},
	{text.English, "‹Ann and Bob Ford› fled. [They] live in Kenya now."},
	{text.English, "‹The carpenter› fell from the roof. [He] died in hospital."},
	{text.English, "Mary Ford accused ‹Peter Cole› of fraud. [He] denied it."},
	{text.English, "‹The union› has called off the strike. [It] will hold a vote."},
	{text.English, "‹Soldiers› shot at the crowd. [They] killed two."},
	{text.English, "It was late when ‹the driver› left [his] lorry."},
	{text.English, "[It] was raining.|no"},
}

func TestPronounsStandForTheRightOnes(t *testing.T) {
	worker := coder(t).Worker()
	for _, test := range pronounTests {
		marked, none := strings.CutSuffix(test.marked, "|no")
		plain := strings.NewReplacer("[", "", "]", "", "‹", "", "›", "").Replace(marked)
		pronoun, who := between(marked, "[", "]"), between(marked, "‹", "›")
		d := pipeline.Example(worker, test.language, plain)
		got := "nobody"
		for i := range d.Actors {
			if a := &d.Actors[i]; a.Start == pronoun.Start && a.Same >= 0 {
				first := a
				for first.Same >= 0 {
					first = &d.Actors[first.Same]
				}
				got = d.At(first.Span)
				if !none && first.Meets(who) {
					got = ""
				}
				break
			}
		}
		if got != "" && !(none && got == "nobody") {
			t.Errorf("%s: stands for %s", test.marked, got)
		}
	}
}

// between returns the span of the words between two marks, counted without any marks.
func between(marked, opening, closing string) text.Span {
	bare := func(s string) int {
		return len(strings.NewReplacer("[", "", "]", "", "‹", "", "›", "").Replace(s))
	}
	before, rest, _ := strings.Cut(marked, opening)
	words, _, _ := strings.Cut(rest, closing)
	return text.Span{Start: bare(before), End: bare(before) + bare(words)}
}
