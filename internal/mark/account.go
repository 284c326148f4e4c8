package mark

import (
	"fmt"
	"slices"
	"strings"

	"dateline/internal/record"
)

// realisations lists the realisations of the codebook.
var realisations = []record.Realisation{record.Happened, record.Ongoing, record.Attempted, record.Planned, record.Ordered,
	record.Demanded, record.Threatened, record.Denied, record.Hypothetical}

// roles lists the roles of participants.
var roles = []record.Role{record.Initiator, record.Target, record.Intervener, record.Bystander, record.Beneficiary, record.Instrument}

// sectors lists PLOVER's sectors.
var sectors = strings.Fields("COP GOV JUD LEG MIL PTY REB SPY PRM PRE UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC UNK")

// classes lists the privacy classes of participants.
var classes = strings.Fields("official spokesperson professional private victim minor")

// harms lists the kinds of harm: of people, and the last one of things.
var harms = strings.Fields("dead injured missing rescued arrested detained displaced deported ill destroyed")

// sources lists the kinds of those who say so.
var sources = strings.Fields("person organisation group outlet")

// accountLine reads the first line of an account, "arrest | arrested", or a field of it, "  target: 12 men".
func (c *compiler) accountLine(text string) {
	if strings.HasPrefix(text, " ") && c.account != nil {
		c.accountField(strings.TrimSpace(text))
		return
	}
	act, trigger, _ := strings.Cut(text, " | ")
	if !slices.Contains(c.acts, act) {
		c.wrong("the codebook has no act %q", act)
	}
	at := c.at(trigger)
	c.account = &Account{ID: fmt.Sprintf("%s@%d", act, at.Start), Act: act, Trigger: at, Realisation: string(record.Happened)}
	c.reading.Accounts = append(c.reading.Accounts, c.account)
}

// accountField reads one field of the account being read.
func (c *compiler) accountField(text string) {
	key, rest, _ := strings.Cut(text, ": ")
	f := newFields(rest)
	switch key {
	case "negated":
		c.account.Negated = true
	case "background":
		c.account.Background = true
	case "realisation":
		c.account.Realisation = rest
		c.oneOf(record.Realisation(rest), realisations)
	case "also":
		c.account.Also = append(c.account.Also, c.at(rest))
	case "when":
		words, value := pair(f.at(0))
		c.account.When = &When{c.at(words), c.time(value, f)}
	case "where", "from", "to":
		c.where(key, rest)
	case "harm":
		c.harm(f)
	case "said":
		s := Source{Span: c.at(f.at(0)), Kind: f.at(1), Cue: f.get("cue")}
		inList(c, s.Kind, sources)
		c.inBody(s.Cue)
		c.account.SaidBy = append(c.account.SaidBy, s)
	default:
		c.participant(key, f)
	}
	for _, left := range f.unread() {
		c.wrong("%s has no field %q", key, left)
	}
}

// oneOf notes a mistake when a realisation is not on the list.
func (c *compiler) oneOf(r record.Realisation, list []record.Realisation) {
	if !slices.Contains(list, r) {
		c.wrong("%q is none of %v", r, list)
	}
}

// inList notes a mistake when a value is given that is not on a list.
func inList(c *compiler, value string, list []string) {
	if value != "" && !slices.Contains(list, value) {
		c.wrong("%q is none of %v", value, list)
	}
}

// placeRoles maps the key of a place to its role.
var placeRoles = map[string]string{"where": "scene", "from": "origin", "to": "destination"}

// where adds a place of the account: a place of the section before.
func (c *compiler) where(key, reference string) {
	at := c.at(reference)
	for _, p := range c.reading.Mentions.Places {
		if p.Span == at {
			p.Role = placeRoles[key]
			c.account.Where = append(c.account.Where, p)
			return
		}
	}
	c.wrong("%q is not among the places", reference)
}

// participant adds a participant, with the amount that is marked in its words.
func (c *compiler) participant(role string, f *fields) {
	if !slices.Contains(roles, record.Role(role)) {
		c.wrong("an account has no field %q", role)
		return
	}
	p := Participant{Role: role, Span: c.at(f.at(0)), Name: f.get("name"), Country: f.get("country"), Sector: f.get("sector"), Class: f.get("class")}
	inList(c, p.Sector, sectors)
	inList(c, p.Class, classes)
	if len(p.Country) != 3 && p.Country != "" {
		c.wrong("want a country of three letters, not %q", p.Country)
	}
	for _, a := range c.reading.Mentions.Amounts {
		if p.Span.holds(a.Span) && p.Amount == nil && !f.has("uncounted") {
			p.Amount = &a
		}
	}
	c.account.Participants = append(c.account.Participants, p)
}

// harm reads "injured | six officers = 6 | of=officers | qualifier=…", with the flags things and total.
func (c *compiler) harm(f *fields) {
	words, value := pair(f.at(1))
	h := Harm{Kind: f.at(0), Span: c.at(words), Bounds: c.bounds(value), Of: f.get("of"), Qualifier: f.get("qualifier"), Things: f.has("things"), Total: f.has("total")}
	inList(c, h.Kind, harms)
	c.inBody(h.Of)
	c.inBody(h.Qualifier)
	c.account.Harm = append(c.account.Harm, h)
}
