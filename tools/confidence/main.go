// Command confidence learns how sure the program may be of an account, from readings that people marked, and prints codebook/confidence.tsv. It learns from
// all reports, and tells on the standard error how reliable weights are on reports that they were not learnt from.
//
//	go run ./tools/confidence corpus/readings.jsonl > codebook/confidence.tsv
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"slices"

	"dateline/internal/eval"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/shipped"
	"dateline/internal/what"
)

const head = `# How sure the program is of an account: what each ground that holds for it adds to the log odds that it is right. A logistic model, learnt by
# tools/confidence from the project's own gold (corpus/readings.jsonl), each report measured with weights learnt from the others: doc/measures.md.
#
# base	for every account
# first	it is told first in its report
# verb	a verb tells it, not a noun
# several-words	the trigger has several words: "opened fire"
# tested	its pattern asks something of those who take part
# initiator, target	somebody plays that part
# dated, placed	its own sentence says when, where
# retold	it is told more than once
# happened	its realisation is that
# background	it is told as background
# french	the report is in French
`

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: confidence READINGS.jsonl")
	}
	reports, err := coded(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	start := priorOf(what.GroundNames())
	penalty := bestPenalty(reports, start)
	tell(os.Stderr, fmt.Sprintf("each report by weights learnt from all others, penalty %g:", penalty), leftOut(reports, penalty, start))
	weights := fit(slices.Concat(reports...), penalty, start)
	fmt.Print(head)
	for n, name := range what.GroundNames() {
		fmt.Printf("%s\t%.2f\n", name, weights[n])
	}
}

// prior is what people expect of the grounds before any gold is seen: with a hundred accounts to learn from, the weights stay near it.
var prior = map[string]float64{
	"first": 0.6, "verb": 0.6, "initiator": 0.4, "target": 0.4, "dated": 0.4, "placed": 0.2, "retold": 0.2, "happened": 0.2, "background": -0.2, "tested": 0.1, "several-words": 0.1,
}

func priorOf(names []string) []float64 {
	start := make([]float64, len(names))
	for n, name := range names {
		start[n] = prior[name]
	}
	return start
}

// coded codes each report of the gold as dateline eval does, and returns its accounts.
func coded(path string) ([][]example, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{AsIs: true})
	if err != nil {
		return nil, err
	}
	var gold, given []*record.Reading
	var known [][]what.Grounds
	for one, err := range eval.CodeGold(file, coder.Worker()) {
		if err != nil {
			return nil, err
		}
		gold, given, known = append(gold, one.Gold), append(given, one.Work.Reading), append(known, coder.Grounds(one.Work))
	}
	scores, err := eval.Readings(gold, given)
	if err != nil {
		return nil, err
	}
	return examples(known, scores.Sure)
}

// examples parts the accounts of all reports, which stand in one row in sure, by report.
func examples(known [][]what.Grounds, sure []eval.Sure) ([][]example, error) {
	if n := len(slices.Concat(known...)); n != len(sure) {
		return nil, fmt.Errorf("%d accounts, of which %d were compared with the gold", n, len(sure))
	}
	var all [][]example
	for _, report := range known {
		var here []example
		for n, k := range report {
			here = append(here, example{k, sure[n].Right})
		}
		all, sure = append(all, here), sure[len(report):]
	}
	return all, nil
}

// tell prints a table of reliability.
func tell(w io.Writer, title string, sure []eval.Sure) {
	scores := eval.Scores{Sure: sure}
	fmt.Fprintf(w, "%s\n%s\n", title, scores.ReliabilityTable())
}
