package clean

import (
	_ "github.com/markusmobius/go-trafilatura"
	_ "github.com/wlynxg/chardet"
	_ "golang.org/x/net/html/charset"
	_ "golang.org/x/text/encoding"
)
