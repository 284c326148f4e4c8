// Package gazetteer holds the places that Dateline knows, built by tools/gazetteer from GeoNames (CC BY 4.0).
package gazetteer

import _ "embed"

// Places is the gazetteer in the layout of package atlas. It must not be changed.
//
//go:embed places.bin
var Places []byte
