package link

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// knowledgeFile stands in the folder of the codebook. Its head explains its lines.
const knowledgeFile = "linking.tsv"

// knowledge is what linking.tsv says.
type knowledge struct {
	families map[string][]family // of each act
	grades   map[[2]string]float64
	minor    map[string]bool
	serial   map[string]bool // acts that form a series where they are done again at one place
	lasting  map[string]bool // acts that last for days
	weights  map[string]float64
	nouns    map[string]phrase
	parts    map[[2]string]bool // an act, and a greater one that it may be a part of
	follows  map[[2]string]bool // an act, and an earlier one that it may follow on

	inParts, inFollows map[string]bool // acts on either side of parts, and of follows
}

// phrase names an act in a sentence: "arrest", and what leads to those who suffer it, "of".
type phrase struct{ words, of string }

// family is a set of acts that may tell one event, and how readily.
type family struct {
	name  string
	grade float64 // 0 to 1
}

// grounds are the weights that must be there.
var grounds = []string{
	base, sameAct, toldAs, minorAct, sameReport, otherRealisation, otherNegation,
	sameDay, nextDay, within, withinYear, otherTime, toldSameDay, toldSameWeek, toldSameMonth, toldFarApart, noTime,
	samePlace, nearby, inside, farApart, otherCountry, noPlace, sharedTown,
	samePerson, sameGroup, otherPerson, sharedName, sharedNames, otherNames, sameFigure, otherFigure, sameWords,
}

// readKnowledge reads linking.tsv from the folder of the codebook.
func readKnowledge(codebook fs.FS) (*knowledge, error) {
	data, err := fs.ReadFile(codebook, knowledgeFile)
	if err != nil {
		return nil, err
	}
	k := &knowledge{
		map[string][]family{}, map[[2]string]float64{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]float64{}, map[string]phrase{}, map[[2]string]bool{}, map[[2]string]bool{}, map[string]bool{}, map[string]bool{},
	}
	var mistakes []error
	for i, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimRight(line, "\r"); line == "" || line[0] == '#' {
			continue
		}
		if err := k.add(strings.Split(line, "\t")); err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s:%d: %w", knowledgeFile, i+1, err))
		}
	}
	for _, g := range grounds {
		if _, known := k.weights[g]; !known {
			mistakes = append(mistakes, fmt.Errorf("%s: no weight for %q", knowledgeFile, g))
		}
	}
	return k, errors.Join(mistakes...)
}

// add takes the cells of one line.
func (k *knowledge) add(cells []string) error {
	switch {
	case cells[0] == "family" && len(cells) == 4:
		grade, err := strconv.ParseFloat(cells[3], 64)
		if err != nil || grade < 0 || grade > 1 {
			return fmt.Errorf("want a grade from 0 to 1, have %q", cells[3])
		}
		k.addFamily(cells[1], strings.Fields(cells[2]), grade)
	case cells[0] == "minor" && len(cells) == 2:
		note(k.minor, cells[1])
	case cells[0] == "series" && len(cells) == 2:
		note(k.serial, cells[1])
	case cells[0] == "lasting" && len(cells) == 2:
		note(k.lasting, cells[1])
	case cells[0] == "weight" && len(cells) == 3:
		weight, err := strconv.ParseFloat(cells[2], 64)
		if _, twice := k.weights[cells[1]]; err != nil || twice {
			return fmt.Errorf("want one number for %q, have %q", cells[1], cells[2])
		}
		k.weights[cells[1]] = weight
	case cells[0] == "noun" && len(cells) == 4:
		k.nouns[cells[1]] = phrase{cells[2], cells[3]}
	case cells[0] == "part" && len(cells) == 3:
		relate(k.parts, k.inParts, cells[1], cells[2])
	case cells[0] == "follows" && len(cells) == 3:
		relate(k.follows, k.inFollows, cells[1], cells[2])
	default:
		return fmt.Errorf("want family, minor, series, lasting, weight, noun, part or follows with its columns, have %q", cells)
	}
	return nil
}

// note takes in some acts, spaces between.
func note(all map[string]bool, acts string) {
	for _, act := range strings.Fields(acts) {
		all[act] = true
	}
}

// relate notes each of some acts with each of others.
func relate(all map[[2]string]bool, either map[string]bool, some, others string) {
	for _, a := range strings.Fields(some) {
		for _, b := range strings.Fields(others) {
			all[[2]string{a, b}] = a != b
			either[a], either[b] = true, true
		}
	}
}

func (k *knowledge) addFamily(name string, acts []string, grade float64) {
	for _, a := range acts {
		k.families[a] = append(k.families[a], family{name, grade})
		for _, b := range acts {
			k.grades[[2]string{a, b}] = max(k.grades[[2]string{a, b}], grade)
		}
	}
}

// grade says how readily two acts tell one event: 1 for the same, 0 when they never do.
func (k *knowledge) grade(a, b string) float64 {
	if a == b {
		return 1
	}
	return k.grades[[2]string{a, b}]
}

// familiesOf gives the families of an act; an act of none is one by itself.
func (k *knowledge) familiesOf(act string) []string {
	if len(k.families[act]) == 0 {
		return []string{act}
	}
	var names []string
	for _, f := range k.families[act] {
		names = append(names, f.name)
	}
	return names
}
