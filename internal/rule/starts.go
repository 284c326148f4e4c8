package rule

import "dateline/internal/text"

// Starts reports whether an entry of any list, or an expression of any pattern, starts at a token of d: where none does, no
// list needs to be asked.
func (b *Book) Starts(d *text.Document, token int) bool { return len(b.view(d).starting(token)) > 0 }
