package publish

import (
	"unicode/utf8"

	"dateline/internal/text"
)

// quoteContext is how many characters a TextQuoteSelector gives on each side.
const quoteContext = 32

// annotationsShape is W3C Web Annotations: one for the trigger of each account and one for each claim with words. Positions are code
// points of the body. Words that are covered have a position alone, for a cover would not be found in the text.
func annotationsShape() Shape {
	return Shape{
		Name: "annotations", About: "W3C Web Annotations: the trigger of each account and the words of each claim, by position in code points and by quote.",
		open: `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[` + "\n", close: "]}\n", items: func(c *Case) (all []any) {
			for _, t := range c.accounts() {
				all = append(all, c.annotation(t.source, t.Trigger, "act", t.Telling.Act, string(t.Telling.ID)))
			}
			for _, claim := range c.claims() {
				if !claim.Span.Empty() && claim.field != "act" && claim.field != "realisation" {
					all = append(all, c.annotation(claim.source, claim.Span, claim.field, claim.shown(), string(claim.Telling.ID)))
				}
			}
			return all
		},
	}
}

// shown is the value of a claim in one string.
func (c *claimed) shown() string {
	if c.Value.Text != "" {
		return c.Value.Text
	}
	return c.Value.Low.String() + ".." + c.Value.High.String()
}

func (c *Case) annotation(s source, at text.Span, field, value, account string) object {
	body := c.Readings[s.ID].Body
	selectors := []object{{"type": "TextPositionSelector", "start": points(body, at.Start), "end": points(body, at.End)}}
	if quote := c.quoteSelector(s.ID, body, at); quote != nil {
		selectors = append(selectors, quote)
	}
	target := object{"source": "urn:dateline:" + s.ID, "selector": selectors}
	if s.URL != "" {
		target["source"] = s.URL
	}
	position := selectors[0]
	return object{
		"id":   "urn:dateline:" + account + ":" + field + ":" + text.Just(float64(position["start"].(int))).String() + "-" + text.Just(float64(position["end"].(int))).String(),
		"type": "Annotation", "motivation": "classifying", "target": target,
		"body": []object{
			{"type": "TextualBody", "purpose": "tagging", "value": field}, {"type": "TextualBody", "purpose": "classifying", "value": value},
			{"type": "SpecificResource", "purpose": "linking", "source": "urn:dateline:" + string(c.ID)},
		},
	}
}

// quoteSelector gives the words with what stands around them; nil where they are covered.
func (c *Case) quoteSelector(report, body string, at text.Span) object {
	exact := body[at.Start:at.End]
	if c.words(report, at) != exact {
		return nil
	}
	quote := object{"type": "TextQuoteSelector", "exact": exact}
	before, after := text.Span{Start: back(body, at.Start), End: at.Start}, text.Span{Start: at.End, End: ahead(body, at.End)}
	for _, side := range []struct {
		name string
		span text.Span
	}{{"prefix", before}, {"suffix", after}} {
		if words := body[side.span.Start:side.span.End]; c.words(report, side.span) == words {
			quote[side.name] = words
		}
	}
	return quote
}

// back gives the position quoteContext characters before at, ahead the one after it.
func back(body string, at int) int {
	for n := 0; n < quoteContext && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(body[:at])
		at -= size
	}
	return at
}

func ahead(body string, at int) int {
	for n := 0; n < quoteContext && at < len(body); n++ {
		_, size := utf8.DecodeRuneInString(body[at:])
		at += size
	}
	return at
}
