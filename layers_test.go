package dateline

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// layers says which packages of the program may import which others. A package that is not listed, and an import that is
// not allowed, fail the test. The order is the way of the data.
var layers = []struct {
	name    string
	imports string // packages of the program, space between; "*" for all
}{
	{"rules", ""},
	{"codebook", ""},
	{"models", ""},
	{"samples", ""},
	{"gazetteer", ""},
	{"internal/text", ""},
	{"internal/record", "internal/text"},
	{"internal/record/jsonl", "internal/text internal/record"},
	{"internal/record/varint", ""},
	{"internal/record/packed", "internal/record/varint internal/text internal/record"},
	{"internal/whole", ""},
	{"internal/rule", "internal/text"},
	{"internal/rule/ruletest", "rules internal/text internal/rule"},
	{"internal/ingest", "internal/text"},
	{"internal/clean", "internal/text"},
	{"internal/syntax/vector", ""},
	{"internal/syntax/conllu", "internal/text"},
	{"internal/syntax/token", "internal/text"},
	{"internal/syntax/lemma", "internal/text internal/syntax/conllu"},
	{"internal/syntax/net", "internal/text internal/syntax/vector"},
	{"internal/syntax/learn", "internal/text internal/syntax/vector internal/syntax/net internal/syntax/conllu"},
	{"internal/syntax", "internal/text internal/rule internal/syntax/net internal/syntax/token internal/syntax/lemma internal/syntax/conllu"},
	{"internal/number", "internal/text internal/rule"},
	{"internal/when", "internal/text internal/rule internal/number"},
	{"internal/where/atlas", ""},
	{"internal/where", "internal/text internal/rule internal/where/atlas"},
	{"internal/amount", "internal/text internal/rule internal/number"},
	{"internal/who", "internal/text internal/rule"},
	{"internal/said", "internal/text internal/record internal/rule"},
	{"internal/what", "internal/text internal/record internal/rule"},
	{"internal/scheme", "internal/text internal/record internal/rule"},
	{"internal/page", "internal/text internal/record"},
	{"internal/store", "internal/text internal/record"},
	{"internal/store/sqlite", "internal/text internal/record internal/record/packed internal/record/varint internal/store"},
	{"internal/store/storetest", "internal/text internal/record internal/store"},
	{"internal/link", "internal/text internal/record internal/rule internal/record/varint"},
	{"internal/pipeline", "*"},
	{"internal/shipped", "rules codebook models gazetteer internal/pipeline"},
	{"internal/ledger", "internal/text internal/record internal/ingest internal/pipeline internal/link internal/store internal/store/sqlite internal/whole"},
	{"internal/ledger/ledgertest", "codebook samples internal/ingest internal/pipeline internal/link internal/shipped internal/ledger"},
	{"internal/killtest", ""},
	{"internal/agree", ""},
	{"internal/round", "internal/record internal/text internal/link internal/store internal/ledger internal/agree"},
	{"internal/web/chromium", ""},
	{"internal/web", "internal/text internal/record internal/rule internal/ingest internal/pipeline internal/link internal/store internal/ledger internal/round internal/agree internal/publish internal/publish/gate internal/publish/sheet"},
	{"internal/publish/sheet", "internal/text"},
	{"internal/publish/gate", "internal/text internal/record internal/whole"},
	{"internal/publish", "rules internal/text internal/record internal/store internal/link internal/ledger internal/publish/sheet internal/publish/gate internal/whole"},
	{"internal/mark", "internal/text internal/record internal/record/jsonl"},
	{"corpus", "internal/text internal/mark internal/syntax internal/syntax/token"},
	{"corpus/compile", "corpus internal/text internal/mark models rules"},
	{"internal/eval", "internal/ingest internal/text internal/record internal/record/jsonl internal/syntax/conllu internal/pipeline internal/link"},
	{"tools/pronouns", "*"},
	{"tools/basemap", ""},
	{"tools/load", ""},
	{"tools/pictures", "internal/web/chromium"},
	{"tools/confidence", "*"},
	{"tools/codebook", "codebook rules internal/text internal/rule internal/syntax"},
	{"tools/multiply", "*"},
	{"tools/gazetteer", "internal/where/atlas"},
	{"tools/dictionary", "*"},
	{"tools/ecbplus", "*"},
	{"cmd/dateline", "*"},
}

// modules are the libraries that the program may require directly, each with its reason.
var modules = map[string]string{
	"github.com/klauspost/compress":          "zstd for raw bytes and readings in the ledger: smaller and several times faster than gzip",
	"github.com/markusmobius/go-htmldate":    "day of publication of a page where ours finds none; go-trafilatura brings it anyway",
	"github.com/markusmobius/go-trafilatura": "main text of HTML pages: the best measured of three (design/dependencies)",
	"github.com/parquet-go/parquet-go":       "tables as Parquet, typed and small, for those who load them into R, Python or a database",
	"github.com/rogpeppe/go-internal":        "tests of the commands as scripts with golden output (testscript)",
	"github.com/spf13/cobra":                 "command line: help, flags and completion that people know",
	"github.com/spf13/pflag":                 "the flags of cobra, where several commands share some",
	"github.com/wlynxg/chardet":              "guess of the charset of a page that names none, or a wrong one",
	"golang.org/x/net":                       "HTML parsing and the charset that a page declares",
	"golang.org/x/sys":                       "what the processor can do, to choose the arithmetic of the networks",
	"modernc.org/sqlite":                     "the ledger in one file with full text and space index, in Go without C",
	"golang.org/x/text":                      "decoders of charsets; letters without their accents in keys of place names; codes of countries",
}

const module = "dateline"

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointOneWay(t *testing.T) {
	allowed := map[string][]string{}
	for _, l := range layers {
		allowed[l.name] = strings.Fields(l.imports)
	}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if name == module {
			continue
		}
		may, known := allowed[name]
		if !known {
			t.Errorf("package %s has no line in the table of layers", name)
			continue
		}
		for _, path := range p.Imports {
			imported, own := strings.CutPrefix(path, module+"/")
			if own && !slices.Contains(may, imported) && !slices.Contains(may, "*") {
				t.Errorf("%s imports %s, which the table of layers does not allow", name, imported)
			}
		}
	}
}

// TestEveryPackageIsInTheBook: the page on architecture says of every package what it gives.
func TestEveryPackageIsInTheBook(t *testing.T) {
	page, err := os.ReadFile("doc/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## Packages")
	table, _, _ = strings.Cut(table, "What keeps it simple")
	for _, l := range layers {
		name, inside := strings.CutPrefix(l.name, "internal/")
		if !inside && !strings.HasPrefix(name, "tools/") {
			continue
		}
		if !strings.Contains(table, "`"+name+"`") && !strings.Contains(table, "`"+path.Base(name)+"`") {
			t.Errorf("package %s has no line in doc/architecture.md", l.name)
		}
	}
}

func TestEveryModuleHasItsReason(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not .Indirect}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	required := strings.Fields(string(out))
	for _, path := range required {
		if path != module && modules[path] == "" {
			t.Errorf("module %s is required without a reason in the table of modules", path)
		}
	}
	for path := range modules {
		if !slices.Contains(required, path) {
			t.Errorf("module %s has a reason, but is not required", path)
		}
	}
}

// packages lists the packages of the program; imports of tests are left out.
func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var found []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		found = append(found, p)
	}
}
