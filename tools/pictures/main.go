// Command pictures takes pictures of the pages of a reading room that is being served, in a headless Chromium: those of doc/guide.md, or
// each page that is named, at three widths, light and dark, in both languages and from right to left, to look at before a change is brought in.
//
// usage: go run ./tools/pictures -into FOLDER [-look] ADDRESS PATH[=>NAME]…
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dateline/internal/web/chromium"
)

func main() {
	into := flag.String("into", ".", "the folder of the pictures")
	look := flag.Bool("look", false, "every width, light and dark, both languages, from right to left; else one small picture of each page")
	flag.Parse()
	if flag.NArg() < 2 {
		fmt.Fprintln(os.Stderr, "usage: pictures [-into FOLDER] [-look] ADDRESS PATH[=>NAME]…")
		os.Exit(2)
	}
	if err := run(*into, *look, flag.Arg(0), flag.Args()[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// view is one way to look at a page.
type view struct {
	chromium.Look
	suffix, language string
	whole            bool
	mirrored         bool // from right to left
}

var looks = []view{
	{chromium.Look{Width: 1400, Height: 900}, "-wide", "en", true, false},
	{chromium.Look{Width: 820, Height: 1100, Dark: true}, "-tablet-dark", "en", true, false},
	{chromium.Look{Width: 390, Height: 800}, "-phone-fr", "fr", true, false},
	{chromium.Look{Width: 1400, Height: 900, Dark: true}, "-wide-dark-fr", "fr", true, false},
	{chromium.Look{Width: 1000, Height: 900}, "-mirrored", "en", true, true},
}

var guide = []view{{chromium.Look{Width: 1100, Height: 760}, "", "en", false, false}}

func run(folder string, look bool, address string, paths []string) error {
	found, err := chromium.Find()
	if err != nil {
		return err
	}
	browser, err := chromium.Start(found)
	if err != nil {
		return err
	}
	defer browser.Close()
	views := guide
	if look {
		views = looks
	}
	for _, path := range paths {
		path, name, named := strings.Cut(path, "=>")
		if !named {
			name = strings.Trim(strings.NewReplacer("/", "-", "?", "-", "&", "-", "=", "-", ":", "-").Replace(path), "-")
		}
		for _, v := range views {
			if err := picture(browser, v, address+path, filepath.Join(folder, name+v.suffix+".png"), !look); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return nil
}

// settle is how long a page has to draw its map after it is loaded.
const settle = 600 * time.Millisecond

func picture(b *chromium.Browser, v view, address, file string, small bool) error {
	tab, err := b.Open()
	if err != nil {
		return err
	}
	defer tab.Close()
	if err := tab.Show(v.Look); err != nil {
		return err
	}
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	if err := tab.Go(address + sign + "lang=" + v.language); err != nil {
		return err
	}
	if v.mirrored {
		if err := tab.Eval(`document.documentElement.dir = "rtl"`, nil); err != nil {
			return err
		}
	}
	time.Sleep(settle)
	data, err := tab.Picture(v.whole)
	if err == nil && small {
		data, err = reduced(data)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// reduced writes a picture with few colours, for a repository holds what is put into it for good.
func reduced(data []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	few := image.NewPaletted(full.Bounds(), palette(full))
	draw.Draw(few, full.Bounds(), full, image.Point{}, draw.Src)
	var out bytes.Buffer
	coder := png.Encoder{CompressionLevel: png.BestCompression}
	err = coder.Encode(&out, few)
	return out.Bytes(), err
}

// palette is the most frequent colours of a picture, grouped so that shades of one colour do not crowd out the others.
func palette(full image.Image) color.Palette {
	const step = 12 // shades that are nearer than this are one
	counts := map[color.RGBA]int{}
	for y := full.Bounds().Min.Y; y < full.Bounds().Max.Y; y++ {
		for x := full.Bounds().Min.X; x < full.Bounds().Max.X; x++ {
			r, g, b, _ := full.At(x, y).RGBA()
			counts[color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}]++
		}
	}
	var kept color.Palette
	for len(kept) < 64 && len(counts) > 0 {
		best, most := color.RGBA{}, 0
		for c, n := range counts {
			if n > most || n == most && key(c) < key(best) {
				best, most = c, n
			}
		}
		kept = append(kept, best)
		for c := range counts {
			if near(c, best, step) {
				delete(counts, c)
			}
		}
	}
	return kept
}

func key(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }

func near(a, b color.RGBA, step int) bool {
	apart := func(x, y uint8) bool { return int(x)-int(y) > step || int(y)-int(x) > step }
	return !apart(a.R, b.R) && !apart(a.G, b.G) && !apart(a.B, b.B)
}
