package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"testing"
)

// most is how many bytes all weights together may have.
const most = 30 << 20

// TestManifestSaysWhatIsThere holds the manifest to the files: every model has a line with its bytes and hash, the data it
// was trained on, a licence and a score, and no line is without its model.
func TestManifestSaysWhatIsThere(t *testing.T) {
	var manifest []struct {
		Name, SHA256, Licence, Score string
		Bytes                        int
		TrainedOn                    []string `json:"trained_on"`
	}
	data, err := fs.ReadFile(FS, "manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	total, listed := 0, map[string]bool{}
	for _, m := range manifest {
		weights, err := fs.ReadFile(FS, m.Name)
		if err != nil {
			t.Errorf("%s stands in the manifest, but is not there", m.Name)
			continue
		}
		listed[m.Name] = true
		total += len(weights)
		if sum := sha256.Sum256(weights); hex.EncodeToString(sum[:]) != m.SHA256 || len(weights) != m.Bytes {
			t.Errorf("%s is not the file of the manifest", m.Name)
		}
		if m.Licence == "" || len(m.TrainedOn) == 0 || m.Score == "" {
			t.Errorf("%s: the manifest lacks its licence, data or score", m.Name)
		}
	}
	if total > most {
		t.Errorf("the models have %d bytes, more than %d", total, most)
	}
	files, err := fs.Glob(FS, "*.bin")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if !listed[name] {
			t.Errorf("%s has no line in the manifest", name)
		}
	}
}
