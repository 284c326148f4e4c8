package link

// Rule is a rule of aggregation: how one published value is drawn from claims that compete.
type Rule string

// The rules, as van Baalen and Höglund name them (R package eventreport).
const (
	Conservative   Rule = "conservative"
	Informative    Rule = "informative"
	Representative Rule = "representative"
)
