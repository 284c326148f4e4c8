package text

import "testing"

func TestNameTagIsBILOU(t *testing.T) {
	for kind := NoName + 1; kind < NameTypes; kind++ {
		for position := NameBegin; position <= NameUnit; position++ {
			tag := NameTagOf(position, kind)
			if tag.Position() != position || tag.Type() != kind {
				t.Errorf("%s: got position %d type %s, want %d %s", tag, tag.Position(), tag.Type(), position, kind)
			}
		}
	}
	if got := NameTag(0).String(); got != "O" {
		t.Errorf("zero NameTag is %q, want O", got)
	}
}

func TestFeatsReadWhatTheyWrite(t *testing.T) {
	for _, column := range []string{"_", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", "Tense=Past|VerbForm=Part|Voice=Pass"} {
		if got := FeatsFrom(column).String(); got != column {
			t.Errorf("\n got %s\nwant %s", got, column)
		}
	}
}

func TestTagNamed(t *testing.T) {
	for tag := NoTag; tag < Tags; tag++ {
		if got := TagNamed(tag.String()); got != tag {
			t.Errorf("%s comes back as %s", tag, got)
		}
	}
}
