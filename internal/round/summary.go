package round

import (
	"fmt"
	"strings"

	"dateline/internal/agree"
	"dateline/internal/store"
)

// Summary tells in a paragraph what the last closed round found, without the names of coders, for the methodology of a release; nothing where no
// round is closed.
func Summary(r store.Reader) (string, error) {
	all, err := List(r)
	if err != nil {
		return "", err
	}
	for len(all) > 0 && all[len(all)-1].Open() {
		all = all[:len(all)-1]
	}
	if len(all) == 0 {
		return "", nil
	}
	of := all[len(all)-1]
	a, err := Measure(r, of, "")
	if err != nil {
		return "", err
	}
	people, program := inWords(a.Fields, func(f Field) agree.Estimate { return f.People }), inWords(a.Fields, func(f Field) agree.Estimate { return f.Machine })
	if people == "" {
		return "", nil
	}
	how := ""
	if of.HideMachine {
		how = ", and without what the program reads"
	}
	missed := ""
	if a.Recall.Told > 0 {
		missed = fmt.Sprintf(" Coders could add events that the program had missed: of %d that more than half of them tell, the program tells %d.", a.Recall.Told, a.Recall.Both)
	}
	return fmt.Sprintf("%d accounts in %d whole reports were coded by %d people without seeing each other's answers%s. Krippendorff's alpha (95 %% interval over reports) among people: %s. Of the program with people: %s.%s",
		len(of.Units), len(of.Reports()), len(of.Coders), how, people, program, missed), nil
}

// inWords lists the estimates that are known.
func inWords(fields []Field, of func(Field) agree.Estimate) string {
	var parts []string
	for _, f := range fields {
		e := of(f)
		switch {
		case e.Known && e.Bounded:
			parts = append(parts, fmt.Sprintf("%s %.2f (%.2f to %.2f)", f.Name, e.Alpha, e.Low, e.High))
		case e.Known:
			parts = append(parts, fmt.Sprintf("%s %.2f", f.Name, e.Alpha))
		}
	}
	return strings.Join(parts, ", ")
}
