package rule

// Grammar is the links of a language.
type Grammar struct{ book *Book }

func (g *Grammar) read(name string, data []byte, mistakes *Mistakes) {}
