package atlas

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// Entry is a place that is to be written.
type Entry struct {
	ID         uint32   // GeoNames id of a town
	Code       string   // of a country, division, sea or area
	Names      []string // all its names; it is shown under the first
	Lat, Lon   float64  // degrees, WGS 84
	Population int64
	Class      Class
	Up         int // index of the entry that holds it; -1 when there is none
}

// Write returns the bytes of a gazetteer. The same entries give the same bytes.
func Write(entries []Entry) ([]byte, error) {
	if len(entries) >= none {
		return nil, fmt.Errorf("%d places are too many", len(entries))
	}
	w := &writer{entries: entries, heap: []byte{0}, strings: map[string]uint32{}}
	w.group()
	slots := w.writeGroups()
	places := w.writePlaces()
	if len(w.heap) >= none {
		return nil, fmt.Errorf("%d bytes of names are too many", len(w.heap))
	}
	body := places
	for _, slot := range slots {
		body = binary.LittleEndian.AppendUint32(body, slot)
	}
	body = append(body, w.heap...)
	out := []byte(magic)
	for _, number := range []int{len(entries), len(slots), int(crc32.ChecksumIEEE(body))} {
		out = binary.LittleEndian.AppendUint32(out, uint32(number))
	}
	return append(out, body...), nil
}

// writer holds a gazetteer while it is written.
type writer struct {
	entries []Entry
	keys    []string         // of all names, sorted
	named   map[string][]int // entries by key, the most populous first
	shown   map[string]string
	heap    []byte            // begins with an empty string, so that no offset is zero
	strings map[string]uint32 // offsets of the strings in the heap
}

// group gathers the entries of each key.
func (w *writer) group() {
	w.named, w.shown = map[string][]int{}, map[string]string{}
	for i, e := range w.entries {
		for _, name := range e.Names {
			key := Key(name)
			if key == "" || slices.Contains(w.named[key], i) {
				continue
			}
			w.named[key] = append(w.named[key], i)
			if w.shown[key] == "" {
				w.shown[key] = name
			}
		}
	}
	for key, places := range w.named {
		w.keys = append(w.keys, key)
		slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(w.entries[b].Population, w.entries[a].Population) })
	}
	slices.Sort(w.keys)
}

// writeGroups writes the names with their places and returns the slots that point at them.
func (w *writer) writeGroups() []uint32 {
	size := uint32(16)
	for uint64(size)*4 < uint64(len(w.keys))*5 {
		size *= 2
	}
	slots := make([]uint32, size)
	for _, key := range w.keys {
		at := w.text(w.shown[key])
		w.heap = binary.AppendUvarint(w.heap, uint64(len(w.named[key])))
		for _, place := range w.named[key] {
			w.heap = appendThree(w.heap, uint32(place))
		}
		h := hash([]byte(key))
		probe := h & (size - 1)
		for slots[probe] != 0 {
			probe = (probe + 1) & (size - 1)
		}
		slots[probe] = fingerprint(h)<<24 | at
	}
	return slots
}

// text returns the offset of a string in the heap, where it is written once.
func (w *writer) text(s string) uint32 {
	if at, ok := w.strings[s]; ok {
		return at
	}
	at := uint32(len(w.heap))
	w.strings[s] = at
	w.heap = binary.AppendUvarint(w.heap, uint64(len(s)))
	w.heap = append(w.heap, s...)
	return at
}

func (w *writer) writePlaces() []byte {
	var out []byte
	for _, e := range w.entries {
		ref, up := e.ID, uint32(none)
		if e.Class < Capital {
			ref = w.text(e.Code)
		}
		if e.Up >= 0 {
			up = uint32(e.Up)
		}
		out = appendThree(out, ref)
		out = appendThree(out, uint32(math.Round((e.Lat+90)/180*none)))
		out = appendThree(out, uint32(math.Round((e.Lon+180)/360*none)))
		out = appendThree(out, up)
		out = binary.LittleEndian.AppendUint16(out, pack(e.Population))
		out = append(out, byte(e.Class))
		out = appendThree(out, w.text(e.Names[0]))
	}
	return out
}

func appendThree(b []byte, n uint32) []byte { return append(b, byte(n), byte(n>>8), byte(n>>16)) }
