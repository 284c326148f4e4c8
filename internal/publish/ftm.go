package publish

import (
	"crypto/sha1"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// entity is an entity of FollowTheMoney: every property is a list of strings.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func newEntity(id, schema string) entity { return entity{id, schema, map[string][]string{}} }

func (e entity) add(property string, values ...string) entity {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
	return e
}

// idOf names an entity by what it is.
func idOf(parts ...string) string {
	sum := sha1.Sum([]byte(strings.Join(parts, "\x00")))
	return "dateline-" + hex.EncodeToString(sum[:])
}

// ftmShape is FollowTheMoney: a lossy view for tools that ask who is involved in what. Each entity comes once.
func ftmShape() Shape {
	return Shape{
		Name: "ftm", About: "FollowTheMoney entities, a line each: Event, Article, Address, Person, Organization, PublicBody, Mention and Documentation. Private people are left out.",
		items: func(c *Case) (all []any) {
			for _, e := range c.entities() {
				all = append(all, e)
			}
			return all
		},
		key: func(e any) string { return e.(entity).ID },
	}
}

func (c *Case) entities() (all []entity) {
	event := newEntity(idOf("event", string(c.ID)), "Event").add("name", c.Line).add("recordId", string(c.ID)).add("country", strings.ToLower(c.Country)).
		add("location", c.Place).add("keywords", c.Act).add("startDate", day(c.From)).add("endDate", lastDay(c.To)).add("notes", c.harmNotes()...)
	if c.Place != "" {
		address := c.address()
		event.add("addressEntity", address.ID)
		all = append(all, address)
	}
	for _, s := range c.tellers() {
		article := newEntity(idOf("article", s.ID), "Article").add("name", orElse(s.Title, path.Base(s.File))).add("fileName", path.Base(s.File)).add("title", s.Title).add("publishedAt", s.Published).add("sourceUrl", s.URL).add("publisher", s.Outlet).
			add("language", iso3(c.Readings[s.ID].Language))
		documentation := newEntity(idOf("documentation", s.ID, string(c.ID)), "Documentation").add("document", article.ID).add("entity", event.ID)
		all = append(all, article, documentation)
	}
	all = append(all, c.involved(event)...)
	return append([]entity{event}, all...)
}

func (c *Case) address() entity {
	a := newEntity(idOf("address", c.Place, c.Country, c.PlacePrecision), "Address").add("name", c.Place).add("full", c.Place).add("country", strings.ToLower(c.Country))
	if c.PlacePrecision == "town" {
		a.add("city", c.Place)
	}
	if c.Placed {
		a.add("latitude", text.Just(c.Lat).String()).add("longitude", text.Just(c.Lon).String())
	}
	return a
}

// harmNotes tells the harm in words, for Event has no property for it.
func (c *Case) harmNotes() (all []string) {
	for _, kind := range kindsOfHarm {
		if v, is := c.Harm[kind]; is && v.Low.Known {
			all = append(all, kind+": "+v.Low.String()+" to "+orElse(v.High.String(), "?"))
		}
	}
	return all
}

// involved gives bodies and public people that are named, joined to the event, and a mention of each in its report.
func (c *Case) involved(event entity) (all []entity) {
	for _, t := range c.Tellings {
		for _, p := range t.Participants {
			schema := c.schemaOf(t.Report, p)
			if schema == "" {
				continue
			}
			party := newEntity(idOf("party", schema, strings.ToLower(p.Name)), schema).add("name", p.Name)
			property := "involved"
			if p.Role == record.Initiator && schema != "Person" {
				property = "organizer"
			}
			event.add(property, party.ID)
			mention := newEntity(idOf("mention", t.Report, party.ID), "Mention").add("name", p.Name).add("document", idOf("article", t.Report)).add("resolved", party.ID).add("detectedSchema", schema)
			all = append(all, party, mention)
		}
	}
	return all
}

// schemaOf says what a participant is; empty for those who are not named, and for people who are not public.
func (c *Case) schemaOf(report string, p record.Participant) string {
	if p.Name == "" || strings.ToLower(p.Name) == p.Name || strings.HasPrefix(p.Name, "[") {
		return ""
	}
	for _, a := range c.Readings[report].Actors {
		if a.Span != p.Span {
			continue
		}
		switch {
		case a.Kind == text.Person && (a.Class == "official" || a.Class == "spokesperson" || a.Class == "professional"):
			return "Person"
		case a.Kind == text.Organisation && slices.Contains([]string{"GOV", "COP", "MIL", "JUD", "LEG", "SPY"}, p.Sector):
			return "PublicBody"
		case a.Kind == text.Organisation:
			return "Organization"
		}
	}
	return ""
}

// iso3 is the code of a language in ISO 639-3, as FollowTheMoney wants it.
func iso3(l text.Language) string {
	switch l {
	case text.English:
		return "eng"
	case text.French:
		return "fra"
	}
	return ""
}
