// Command ecbplus measures links on ECB+ (Cybulska and Vossen 2014): chains of events over articles, with the mentions that the program finds itself,
// and articles to subtopics; beside a baseline that links mentions of one lemma within a topic. It prints figures and no text.
//
//	ecbplus ECBPLUS.jsonl...
//
// The file has an article on each line: doc, topic, subtopic, validated_sentences, sentences of [number, word], mentions of type, t_ids and cluster. Only
// validated sentences count. A mention is right when it shares a word with one of the gold; chains of one count. Gold that is not found lowers recall, and
// what is found in vain lowers precision.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"dateline/codebook"
	"dateline/internal/eval"
	"dateline/internal/ingest"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/shipped"
	"dateline/internal/text"
)

// article is a line of the file.
type article struct {
	Doc       string     `json:"doc"`
	Topic     int        `json:"topic"`
	Subtopic  string     `json:"subtopic"`
	Validated []int      `json:"validated_sentences"`
	Sentences [][][2]any `json:"sentences"`
	Mentions  []struct {
		ID      string  `json:"m_id"`
		Type    string  `json:"type"`
		Tokens  []int   `json:"t_ids"`
		Cluster *string `json:"cluster"`
	} `json:"mentions"`

	body   string
	tokens map[int]text.Span // of validated sentences, by number
}

func main() {
	log.SetFlags(0)
	var all []*article
	for _, file := range os.Args[1:] {
		some, err := read(file)
		if err != nil {
			log.Fatal(err)
		}
		all = append(all, some...)
	}
	if err := measure(all); err != nil {
		log.Fatal(err)
	}
}

func read(file string) ([]*article, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var all []*article
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		a := &article{tokens: map[int]text.Span{}}
		if err := json.Unmarshal(lines.Bytes(), a); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		a.lay()
		all = append(all, a)
	}
	return all, lines.Err()
}

// lay writes the body with a space between words, and notes where each word of a validated sentence stands.
func (a *article) lay() {
	var b strings.Builder
	for i, sentence := range a.Sentences {
		for _, token := range sentence {
			number, _ := token[0].(float64)
			word, _ := token[1].(string)
			if slices.Contains(a.Validated, i) {
				a.tokens[int(number)] = text.Span{Start: b.Len(), End: b.Len() + len(word)}
			}
			b.WriteString(word + " ")
		}
		b.WriteString("\n")
	}
	a.body = b.String()
}

// measure codes and links all articles, and prints the figures.
func measure(all []*article) error {
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{AsIs: true})
	if err != nil {
		return err
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		return err
	}
	worker := coder.Worker()
	var readings []*record.Reading
	lemmas := eval.Clusters{}
	for _, a := range all {
		item := ingest.Item{ID: a.Doc, Text: []byte(a.body), Format: ingest.Plain, Report: text.Report{ID: a.Doc, Language: text.English}}
		work, err := worker.Code(item)
		if err != nil {
			return fmt.Errorf("%s: %w", a.Doc, err)
		}
		readings = append(readings, work.Reading)
		a.lemmas(work, lemmas)
	}
	linked := eval.Link(linker, readings)
	gold, given := eval.Clusters{}, eval.Clusters{}
	for _, a := range all {
		a.gold(gold)
		a.given(linked, given)
	}
	show("program", gold, given)
	show("one lemma in one topic", gold, lemmas)
	articles(all, linked)
	return nil
}

// show prints the figures of chains.
func show(name string, gold, given eval.Clusters) {
	found := 0
	for item := range gold {
		if _, both := given[item]; both {
			found++
		}
	}
	muc, b3, ceaf := eval.Both(eval.MUC, gold, given), eval.Both(everyItem, gold, given), eval.Both(eval.CEAFe, gold, given)
	fmt.Printf("%-24s %d mentions of %d, %d given; F1: MUC %.3f B-cubed %.3f CEAFe %.3f CoNLL %.3f\n",
		name, found, len(gold), len(given), muc.F1, b3.F1, ceaf.F1, (muc.F1+b3.F1+ceaf.F1)/3)
	both := eval.Clusters{}
	for item, chain := range gold {
		if _, known := given[item]; known {
			both[item] = chain
		}
	}
	fmt.Printf("%-24s where a mention was found: CoNLL %.3f\n", "", eval.CoNLL(both, given))
}

func everyItem(gold, given eval.Clusters) eval.PRF { return eval.BCubed(gold, given, nil) }

// gold notes the chain of each event mention of a validated sentence; one that has none is a chain of its own.
func (a *article) gold(chains eval.Clusters) {
	for _, m := range a.Mentions {
		if !strings.Contains(m.Type, "ACTION") || len(m.Tokens) == 0 || a.tokens[m.Tokens[0]].Empty() {
			continue
		}
		chain := a.Doc + " " + m.ID
		if m.Cluster != nil {
			chain = *m.Cluster
		}
		chains[a.item(m.Tokens[0])] = chain
	}
}

func (a *article) item(token int) string { return fmt.Sprintf("%s %d", a.Doc, token) }

// itemAt names the mention at a span: that of the gold which shares a word with it, else by its first word; empty outside validated sentences.
func (a *article) itemAt(s text.Span) string {
	for _, m := range a.Mentions {
		if strings.Contains(m.Type, "ACTION") && slices.ContainsFunc(m.Tokens, func(t int) bool { return a.tokens[t].Meets(s) }) && !a.tokens[m.Tokens[0]].Empty() {
			return a.item(m.Tokens[0])
		}
	}
	first := 0
	for number, at := range a.tokens {
		if at.Meets(s) && (first == 0 || number < first) {
			first = number
		}
	}
	if first == 0 {
		return ""
	}
	return a.item(first)
}

// given notes the event of each account's triggers.
func (a *article) given(linked eval.Linked, chains eval.Clusters) {
	events := map[record.AccountID]record.EventID{}
	for _, e := range linked.Events {
		for _, m := range e.Members {
			events[m.Account] = e.ID
		}
	}
	for _, t := range linked.Tellings {
		if t.Report != a.Doc {
			continue
		}
		for _, s := range append([]text.Span{t.Trigger}, t.Also...) {
			if item := a.itemAt(s); item != "" {
				chains[item] = string(events[t.ID])
			}
		}
	}
}

// lemmas notes the lemma of each trigger, with its topic.
func (a *article) lemmas(work *pipeline.Work, chains eval.Clusters) {
	for _, account := range work.Reading.Accounts {
		for _, s := range append([]text.Span{account.Trigger}, account.Also...) {
			lemma := ""
			for _, token := range work.Document.Tokens {
				if token.Meets(s) && (lemma == "" || token.Tag == text.VERB) {
					lemma = strings.ToLower(token.Lemma)
				}
			}
			if item := a.itemAt(s); item != "" {
				chains[item] = fmt.Sprint(a.Topic, " ", lemma)
			}
		}
	}
}

// articles prints how articles that share events fit the subtopics.
func articles(all []*article, linked eval.Linked) {
	gold, given := eval.Clusters{}, eval.Clusters{}
	group := map[string]string{}
	for _, a := range all {
		gold[a.Doc], group[a.Doc] = fmt.Sprint(a.Topic, a.Subtopic), a.Doc
	}
	var find func(string) string
	find = func(doc string) string {
		if group[doc] != doc {
			group[doc] = find(group[doc])
		}
		return group[doc]
	}
	for _, e := range linked.Events {
		for _, m := range e.Members {
			group[find(m.Report)] = find(e.Members[0].Report)
		}
	}
	for doc := range gold {
		given[doc] = find(doc)
	}
	b3, alone := eval.BCubed(gold, given, nil), eval.BCubed(gold, eval.Clusters{}, nil)
	fmt.Printf("%d articles to subtopics: B-cubed P %.3f R %.3f F1 %.3f (all apart %.3f)\n", len(all), b3.P, b3.R, b3.F1, alone.F1)
}
