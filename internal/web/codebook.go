package web

import (
	"errors"
	"net/http"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/store"
	"dateline/internal/text"
)

// codebookPage is the body of the page of the codebook.
type codebookPage struct {
	Groups []codebookGroup
}

type codebookGroup struct {
	Name string
	Acts []codedAct
}

// codedAct is an act with what became of it in this ledger.
type codedAct struct {
	*rule.Act
	Events int
	handled
}

// handled counts what people did with the accounts of an act.
type handled struct {
	Accepted  int // judged right, as whole accounts
	Rejected  int
	Corrected int // another value was given to some field
	Away      int // people said that it is another act
	Hither    int // people said of another act that it is this one
}

// Off is the share of accounts that people looked at and that were not this act.
func (h handled) Off() float64 {
	if looked := h.Accepted + h.Rejected + h.Away; looked > 0 {
		return float64(h.Rejected+h.Away) / float64(looked)
	}
	return 0
}

// Looked reports whether anybody judged an account of the act.
func (h handled) Looked() bool { return h.Accepted+h.Rejected+h.Away > 0 }

// handling reads the log for what people did with the accounts of each act.
func handling(read store.Reader) (map[string]*handled, error) {
	log, err := decisionsAfter(read, 0)
	if err != nil {
		return nil, err
	}
	all := map[string]*handled{}
	of := func(act string) *handled {
		if all[act] == nil {
			all[act] = &handled{}
		}
		return all[act]
	}
	for _, d := range ledger.Standing(log) {
		if d.Verb == record.Correct && d.Field == "act" {
			of(d.Old).Away++
			of(d.New).Hither++
			continue
		}
		if d.Verb != record.Accept && d.Verb != record.Reject && d.Verb != record.Correct {
			continue
		}
		for _, account := range d.Subjects {
			act, err := actOf(read, record.AccountID(account))
			if err != nil {
				return nil, err
			}
			of(act).count(d.Verb)
		}
	}
	return all, nil
}

func (h *handled) count(v record.Verb) {
	switch v {
	case record.Accept:
		h.Accepted++
	case record.Reject:
		h.Rejected++
	case record.Correct:
		h.Corrected++
	}
}

// actOf is the act of the event that an account tells today; empty where none does.
func actOf(read store.Reader, account record.AccountID) (string, error) {
	row, err := eventOf(read, account)
	if errors.Is(err, store.ErrMissing) {
		err = nil
	}
	return row.Act, err
}

// codebook lists every act, with how often it was coded and corrected in this ledger.
func (s *Server) codebook(r *http.Request) (view, error) {
	totals, acts, err := s.codings()
	if err != nil {
		return view{}, err
	}
	var body codebookPage
	for _, a := range s.Coder.Acts().Acts {
		if n := len(body.Groups); n == 0 || body.Groups[n-1].Name != a.Group {
			body.Groups = append(body.Groups, codebookGroup{Name: a.Group})
		}
		g := &body.Groups[len(body.Groups)-1]
		g.Acts = append(g.Acts, coded(a, totals, acts))
	}
	twin, err := s.apiCodebook(r)
	return view{page: "codebook.html", title: "codebook", body: body, json: twin}, err
}

// codings gives what the ledger holds of each act and what people did with it.
func (s *Server) codings() (totals store.Totals, acts map[string]*handled, err error) {
	err = s.ledger.Read(func(read store.Reader) error {
		if totals, err = read.Totals(); err != nil {
			return err
		}
		acts, err = handling(read)
		return err
	})
	return totals, acts, err
}

func coded(a *rule.Act, totals store.Totals, acts map[string]*handled) codedAct {
	one := codedAct{Act: a, Events: totals.Acts[a.Name]}
	if h := acts[a.Name]; h != nil {
		one.handled = *h
	}
	return one
}

// actBody is the body of the page of one act.
type actBody struct {
	codedAct
	Languages []actExamples
	Counting  []block
	Not       []block
	Defined   []block
	InFrench  []block // the definition, where the codebook has it in French
}

// actExamples are the examples of an act in a language, with the words that tell it marked.
type actExamples struct {
	Language text.Language
	Yes, No  [][]piece
}

// actPage shows an act with its boundaries and examples.
func (s *Server) actPage(r *http.Request) (view, error) {
	a := s.Coder.Acts().Act(r.PathValue("act"))
	if a == nil {
		return view{}, store.ErrMissing
	}
	totals, acts, err := s.codings()
	if err != nil {
		return view{}, err
	}
	body := actBody{codedAct: coded(a, totals, acts), Defined: blocks(a.Definition), InFrench: blocks(a.InFrench), Counting: blocks(a.Counts), Not: blocks(a.DoesNotCount)}
	examples := map[text.Language]map[string][]string{}
	for _, language := range []text.Language{text.English, text.French} {
		yes, no := a.Examples(language)
		examples[language] = map[string][]string{"yes": yes, "no": no}
		body.Languages = append(body.Languages, actExamples{language, triggers(yes), triggers(no)})
	}
	return view{page: "act.html", title: a.Title, body: body, json: map[string]any{
		"name": a.Name, "group": a.Group, "title": a.Title, "fr": a.French.Words, "definition": a.Definition, "definition_fr": a.InFrench, "counts": a.Counts, "does_not_count": a.DoesNotCount, "roles": a.Roles, "version": a.Version,
		"events": body.Events, "accepted": body.Accepted, "rejected": body.Rejected, "corrected": body.Corrected, "corrected_to_another": body.Away, "corrected_from_another": body.Hither, "examples": examples,
	}}, nil
}

// triggers cuts examples at the marks ‹ › around the words that tell the act.
func triggers(examples []string) (all [][]piece) {
	for _, e := range examples {
		var cut []piece
		for i, part := range strings.Split(strings.ReplaceAll(e, "›", "‹"), "‹") {
			p := piece{Text: part}
			if i%2 == 1 {
				p.Kind, p.Field = "act", "act"
			}
			if part != "" {
				cut = append(cut, p)
			}
		}
		all = append(all, cut)
	}
	return all
}
